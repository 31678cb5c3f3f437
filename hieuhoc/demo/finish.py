"""The last touches of the demo: the accounts, and a commune's roster imported from a real workbook."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier
from hieuhoc.demo.believable import OPEN_YEAR, Say, province_place, version_of
from hieuhoc.demo.cast import CAST, Account, make_cast
from hieuhoc.demo.councils import hold_one
from hieuhoc.demo.courses import hold_one_today
from hieuhoc.demo.drafts import work_on_criteria
from hieuhoc.demo.guidance import guide
from hieuhoc.demo.inspections import inspect_year
from hieuhoc.demo.plans import plan_year
from hieuhoc.demo.reporting import report_year
from hieuhoc.demo.rights import ask_about_data
from hieuhoc.demo.roster import import_roster
from hieuhoc.demo.telling import tell_people
from hieuhoc.demo.writing import write_articles
from hieuhoc.indicators.recounting import recount_stale
from hieuhoc.places.models import Ancestry, Place, Succession
from hieuhoc.places.reads import communes_under, name_of

SHOWN_ON = date(2025, 12, 31)


def finish(say: Say) -> None:
    province = province_place()
    commune, other = _busy_communes(province)
    say(f"Nhập danh sách từ bảng tính: {name_of(commune.pk, SHOWN_ON)}")
    import_roster(commune)
    recount_stale()
    say("Tài khoản mẫu")
    old_commune = Succession.objects.filter(successor=commune, is_whole=True).order_by("pk").first()
    assert old_commune is not None
    district = Ancestry.objects.get(descendant=old_commune.predecessor, depth=1)
    village = Ancestry.objects.filter(ancestor=commune, depth=1, until__isnull=True).order_by("descendant_id").first()
    assert village is not None
    make_cast(province, commune, other, village.descendant, district.ancestor)
    say("Bộ tiêu chí: bản soạn, thử trên hồ sơ đã xét, lấy ý kiến")
    officers = User.objects.in_bulk(["hoa", "minh", "son"], field_name="username")
    hold_one_today(commune, version_of(OPEN_YEAR), officers["minh"])
    hold_one(OPEN_YEAR)
    work_on_criteria(version_of(OPEN_YEAR), officers["hoa"], officers["minh"])
    ask_about_data(officers["minh"], officers["hoa"])
    say("Tin đã gửi trong năm, và ai đã làm theo")
    tell_people(province, commune, officers["hoa"], officers["minh"], OPEN_YEAR)
    say("Bài viết, cách làm hay và nơi làm theo")
    communes = _first_of(commune, communes_under(province.pk, SHOWN_ON))
    write_articles(commune, communes[1:4], officers["hoa"], OPEN_YEAR)
    say("Số liệu các xã báo cáo cho năm trước")
    report_year(communes, officers["hoa"], officers["minh"], OPEN_YEAR - 1)
    say("Kế hoạch của năm, việc đã giao và việc quá hạn")
    plan_year(province, communes[:4], officers["hoa"], officers["minh"], OPEN_YEAR, timezone.localdate())
    guide(province, commune, officers["hoa"], officers["minh"], OPEN_YEAR, timezone.localdate())
    say("Kiểm tra danh hiệu của năm trước")
    inspect_year(province, commune, officers["hoa"], officers["son"], OPEN_YEAR, timezone.localdate())


def _first_of(first: Place, places: Iterable[int]) -> list[Place]:
    """`first`, then the other places in order."""
    return [first, *Place.objects.filter(pk__in=list(places)).exclude(pk=first.pk).order_by("pk")]


def accounts() -> list[Account]:
    """Who may sign in, with the names as they are now."""
    names = dict(User.objects.filter(username__in=CAST).values_list("username", "full_name"))
    return [Account(username, names[username], what) for username, what in CAST.items() if username in names]


def _busy_communes(province: Place) -> tuple[Place, Place]:
    """The two communes with most dossiers of the open round."""
    busy = (
        Dossier.objects.filter(round__year=OPEN_YEAR, place__in=communes_under(province.pk, SHOWN_ON))
        .values("place")
        .annotate(dossiers=Count("id"))
        .order_by("-dossiers", "place")[:2]
    )
    first, second = (Place.objects.get(pk=row["place"]) for row in busy)
    return first, second
