"""What is kept of a person. Erased, the record stays without a name: where somebody lived, which year they were born and
what they belonged to are counted by figures of years that are closed."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import NAMELESS, Kind, Person, columns
from hieuhoc.lib.vietnamese import fold, name_sort_key
from hieuhoc.people.listed import end_lists, lists_held
from hieuhoc.people.models import (
    Citizen,
    Departure,
    Group,
    IdentityNumber,
    Join,
    LinkCode,
    Look,
    MatchChoice,
    Membership,
    PastLink,
    Residence,
)

GONE = gettext_lazy("xoá")


def named(person: Person) -> QuerySet[Citizen]:
    """Records that still have their key: the others were erased before."""
    return Citizen.objects.filter(pk__in=person.citizens).exclude(secret=b"")


def make_nameless(person: Person) -> int:
    """With the key goes what the history holds of their values."""
    return named(person).update(
        name=NAMELESS,
        given_name=NAMELESS,
        name_key=name_sort_key(NAMELESS, NAMELESS),
        folded_name="",
        birth_date=None,
        sex=None,
        phone=None,
        phone_index=None,
        email=None,
        user=None,
        secret=b"",
    )


type OfPerson = type[IdentityNumber] | type[Look] | type[LinkCode] | type[MatchChoice] | type[PastLink]


def _of(model: OfPerson, person: Person) -> QuerySet:  # type: ignore[type-arg]
    return model._default_manager.filter(citizen__in=person.citizens)


def _old(rows: QuerySet, limit: int) -> int:  # type: ignore[type-arg]
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    rows.model._default_manager.filter(pk__in=ids).delete()
    return len(ids)


def _old_numbers(before: datetime, limit: int) -> int:
    return _old(IdentityNumber.objects.filter(withdrawn_on__lt=timezone.localdate(before)), limit)


def _old_looks(before: datetime, limit: int) -> int:
    return _old(Look.objects.filter(looked_at__lt=before), limit)


def _old_link_codes(before: datetime, limit: int) -> int:
    return _old(LinkCode.objects.filter(expires_at__lt=before), limit)


def _old_choices(before: datetime, limit: int) -> int:
    return _old(MatchChoice.objects.filter(decided_at__lt=before), limit)


def _links(person: Person) -> list[QuerySet]:  # type: ignore[type-arg]
    return [_of(model, person) for model in (LinkCode, PastLink)]


def _families_named_after(person: Person) -> list[Group]:
    """Families and clans that carry the person's own name ("Gia đình ông Y Dũng Mlô")."""
    names = [fold(name) for name in named(person).values_list("name", flat=True)]
    belonged = Membership.objects.filter(citizen__in=person.citizens, group__isnull=False).values("group")
    groups = Group.objects.filter(pk__in=belonged)
    return [group for group in groups if any(name and name in fold(group.name) for name in names)]


def _rename_families(person: Person) -> int:
    groups = _families_named_after(person)
    for group in groups:
        group.name = f"{group.get_kind_display()} {group.code}"
        group.folded_name = fold(group.name)
        group.save(update_fields=["name", "folded_name"])
    return len(groups)


def _notes_held(person: Person) -> int:
    departures = Departure.objects.filter(citizen__in=person.citizens).exclude(reason="")
    return departures.count() + _joins(person).exclude(reason="").count()


def _joins(person: Person) -> QuerySet[Join]:
    return Join.objects.filter(kept__in=person.citizens) | Join.objects.filter(joined__in=person.citizens)


def _erase_notes(person: Person) -> int:
    notes = Departure.objects.filter(citizen__in=person.citizens).exclude(reason="").update(reason="")
    return notes + _joins(person).exclude(reason="").update(reason="")


def _homes_held(person: Person) -> int:
    return Residence.objects.filter(citizen__in=person.citizens).count()


# In the order in which they end: what is found by the name goes before the name.
KINDS = (
    Kind(
        "people.lists",
        gettext_lazy("Danh sách của nơi ấy đã gửi lên hoặc chờ tải về, có thể nêu người ấy"),
        end=gettext_lazy("xoá tệp; lần nhập đã ghi vẫn hoàn tác được"),
        held=lists_held,
        erase=end_lists,
    ),
    Kind(
        "people.families",
        gettext_lazy("Tên gia đình, dòng họ có tên người ấy"),
        end=gettext_lazy("thay bằng mã"),
        columns=columns("people_group", "name", "folded_name", "name_key"),
        held=lambda person: len(_families_named_after(person)),
        erase=_rename_families,
    ),
    Kind(
        "people.records",
        gettext_lazy("Họ tên, ngày sinh, giới tính, điện thoại, thư điện tử; khoá riêng của nhật ký"),
        end=gettext_lazy("xoá; còn năm sinh"),
        columns=columns(
            "people_citizen",
            "name",
            "given_name",
            "name_key",
            "folded_name",
            "sex",
            "phone",
            "phone_index",
            "email",
            "secret",
        ),
        held=lambda person: named(person).count(),
        erase=make_nameless,
    ),
    Kind(
        "people.numbers",
        gettext_lazy("Số định danh"),
        end=GONE,
        columns=columns("people_identitynumber", "number", "number_index"),
        held=lambda person: _of(IdentityNumber, person).count(),
        erase=lambda person: _of(IdentityNumber, person).delete()[0],
    ),
    Kind(
        "people.withdrawn_numbers",
        gettext_lazy("Số định danh đã thôi dùng"),
        counts_from=gettext_lazy("ngày thôi dùng"),
        end=GONE,
        purge=_old_numbers,
    ),
    Kind(
        "people.looks",
        gettext_lazy("Lần hỏi một số định danh của nơi khác, kèm điều đã khai"),
        counts_from=gettext_lazy("ngày hỏi"),
        end=GONE,
        days=365,
        columns=columns("people_look", "said", "answer"),
        purge=_old_looks,
        held=lambda person: _of(Look, person).count(),
        erase=lambda person: _of(Look, person).delete()[0],
    ),
    Kind(
        "people.link_codes",
        gettext_lazy("Mã liên kết tài khoản đã in"),
        counts_from=gettext_lazy("ngày mã hết hạn"),
        end=GONE,
        days=30,
        columns=columns("people_linkcode", "code_hash"),
        purge=_old_link_codes,
        held=lambda person: sum(rows.count() for rows in _links(person)),
        erase=lambda person: sum(rows.delete()[0] for rows in _links(person)),
    ),
    Kind(
        "people.match_choices",
        gettext_lazy("Câu trả lời cho dòng khai chưa rõ là ai"),
        counts_from=gettext_lazy("ngày trả lời"),
        end=GONE,
        columns=columns("people_matchchoice", "declaration"),
        purge=_old_choices,
        held=lambda person: _of(MatchChoice, person).count(),
        erase=lambda person: _of(MatchChoice, person).delete()[0],
    ),
    Kind(
        "people.notes",
        gettext_lazy("Lý do ghi khi chuyển đi, khi gộp hồ sơ"),
        end=GONE,
        columns=columns("people_departure", "reason") | columns("people_join", "reason", "moved"),
        held=_notes_held,
        erase=_erase_notes,
    ),
    Kind(
        "people.homes",
        gettext_lazy("Nơi ở, gia đình, đơn vị qua các năm, năm sinh"),
        held=_homes_held,
        stays=gettext_lazy("Không còn tên; số liệu các năm đã chốt đếm từ đó."),
    ),
)
IMPERSONAL = frozenset(
    {
        "people_associationbranch",
        "people_branchspell",
        "people_group.code",
        "people_group.kind",
        "people_membership",
        "people_residence",
        "people_unitspell",
        "people_waitingentry",
        "people_workunit",
    }
)
