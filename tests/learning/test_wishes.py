"""What people would like to learn: one answer of each a year, said, changed, taken back, entered from paper, and counted by
commune beside what is offered."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from hieuhoc.learning.actions import record_wish, withdraw_wish
from hieuhoc.learning.demand import demand_of, summed
from hieuhoc.learning.models import LearningWish, Topic
from hieuhoc.lib.scope import Scope
from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.people.models import Citizen
from hieuhoc.sheets.actions import undo_batch
from hieuhoc.sheets.seen import row_numbers, rows_seen
from hieuhoc.web.ui.paging import page_of
from tests.cast import Cast
from tests.learning.makers import make_activity
from tests.people.makers import add
from tests.refusals import refused
from tests.sheets.files import causes, csv_of, exported, imported, outcomes, received

pytestmark = pytest.mark.django_db

ASKED_PAGES: list[dict[str, str]] = [{}, {"after": "20"}, {"after": "40"}, {"before": "0"}, {"after": "999"}]


def this_year() -> int:
    return timezone.localdate().year


def topics(*codes: str) -> list[Topic]:
    return [Topic.objects.get(code=code) for code in codes]


def test_one_answer_a_year_which_may_be_changed_and_taken_back(cast: Cast) -> None:
    first = record_wish(cast.lan, topics=topics("trades", "digital"), actor=cast.lan_user)
    assert [Topic.objects.get(pk=pk).code for pk in first.topics] == ["digital", "trades"]
    again = record_wish(cast.lan, topics=topics("farming"), other="  Sửa  máy cày ", actor=cast.minh)
    assert (again.pk, again.other, again.is_assisted) == (first.pk, "Sửa máy cày", True)
    withdraw_wish(again, actor=cast.lan_user)
    withdraw_wish(again, actor=cast.lan_user)
    assert not LearningWish.objects.exists()


def test_nobody_answers_for_people_of_another_commune(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        record_wish(cast.lan, topics=topics("digital"), actor=cast.son)


def test_an_answer_says_something_and_not_everything(cast: Cast) -> None:
    with refused("nothing"):
        record_wish(cast.lan, topics=[], other=" ", actor=cast.lan_user)
    with refused("too_many_topics"):
        record_wish(cast.lan, topics=list(Topic.objects.all()[:6]), actor=cast.lan_user)
    Citizen.objects.filter(pk=cast.khoa.pk).update(home=None)
    with refused("no_home"):
        record_wish(cast.khoa, topics=topics("law"), actor=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningWish.objects.create(citizen=cast.lan, year=this_year(), place=cast.village)


def test_answers_of_two_records_of_one_person_are_one_again_and_two_again(cast: Cast) -> None:
    twin = add(cast.village, "H'Lan Niê Kđăm")
    record_wish(twin, topics=topics("law"), actor=None)
    join = join_citizens(cast.lan, twin, reason="Khai hai lần", actor=None)
    assert LearningWish.objects.get().citizen_id == cast.lan.pk
    take_apart_join(join, reason="Hai người", actor=None)
    assert LearningWish.objects.get().citizen_id == twin.pk


def test_forms_on_paper_come_in_by_sheet_and_go_out_again(cast: Cast) -> None:
    header = ["Năm", "Họ và tên", "Ngày sinh", "Muốn học", "Điều khác muốn học"]
    lan = [
        f"{this_year()}",
        "H'Lan Niê",
        "06/05/1990",
        "Trồng trọt, chăn nuôi; kỹ năng số, dịch vụ công trực tuyến",
        "Sửa máy cày",
    ]
    batch = imported("wishes", csv_of(header, [lan]), cast.commune)
    assert outcomes(batch) == {"new": 1}, causes(batch)
    wish = LearningWish.objects.get()
    assert (wish.place_id, wish.is_assisted) == (cast.village.pk, True)
    assert wish.topics == [topic.pk for topic in topics("digital", "farming")]
    titles, *rows = exported("wishes", cast.commune)
    assert outcomes(received("wishes", csv_of(titles, rows), cast.commune)) == {"same": 1}
    other = received("wishes", csv_of(header, [[*lan[:3], "Trồng trọt, chăn nuôi", ""]]), cast.commune)
    [seen] = rows_seen(other, row_numbers(other, "changed"))
    assert seen.changes == [("topics", rows[0][titles.index("Muốn học")], "Trồng trọt, chăn nuôi")]
    unknown = [*lan[:3], "Bay lên trời", ""]
    old = ["2021", *lan[1:]]
    assert causes(received("wishes", csv_of(header, [unknown]), cast.commune)) == {"unknown_topic"}
    assert causes(received("wishes", csv_of(header, [old]), cast.commune)) == {"other_year"}
    undo_batch(batch, actor=None)
    assert not LearningWish.objects.exists()


def test_the_communes_are_counted_with_what_they_offer(cast: Cast) -> None:
    record_wish(cast.lan, topics=topics("digital", "farming"), actor=None)
    record_wish(cast.khoa, topics=topics("digital"), actor=None)
    far = add(cast.other_commune, "Trần Thị Hoa")
    record_wish(far, topics=topics("law"), actor=None)
    make_activity(cast.village)
    today = timezone.localdate()
    near, other = demand_of(this_year(), Scope(on=today, everything=True), today)
    digital, farming = (topic.pk for topic in topics("digital", "farming"))
    assert (near.commune, near.people, near.wanted[digital], near.missing()) == (cast.commune.pk, 2, 2, [farming])
    assert (other.commune, other.people) == (cast.other_commune.pk, 1)
    assert summed([near, other]).people == 3
    held = [row.commune for row in demand_of(this_year(), Scope(on=today, places=frozenset({cast.commune.pk})), today)]
    assert held == [cast.commune.pk]


def test_the_communes_of_a_province_come_a_page_at_a_time(cast: Cast, client: Client) -> None:
    rows = list(range(45))
    pages = [page_of(rows, RequestFactory().get("/", asked), size=20) for asked in ASKED_PAGES]
    assert [(page.rows[0], page.rows[-1], page.before, page.after) for page in pages] == [
        (0, 19, "", "20"), (20, 39, "0", "40"), (40, 44, "20", ""), (0, 19, "", "20"), (40, 44, "20", "")
    ]  # fmt: skip
    record_wish(cast.lan, topics=topics("law"), actor=None)
    client.force_login(cast.hoa)
    page = client.get(reverse("office:wish-table")).context["page"]
    assert (len(page.rows), page.total, page.after) == (1, 1, "")


def test_lan_answers_on_her_page_and_the_office_sees_it_counted(cast: Cast, client: Client) -> None:
    client.force_login(cast.lan_user)
    assert "Chưa trả lời" in client.get(reverse("citizen:learning")).text
    address = reverse("citizen:wish")
    answer = client.post(address, {"topics": [topic.pk for topic in Topic.objects.all()[:6]]})
    assert (answer.status_code, LearningWish.objects.count()) == (409, 0)
    page = client.post(address, {"topics": [topics("law")[0].pk], "other": "Sửa máy cày"}, follow=True).text
    assert "Pháp luật, quyền và nghĩa vụ công dân; Sửa máy cày" in page
    client.force_login(cast.minh)
    page = client.get(reverse("office:wish-table")).text
    assert "1 người đã trả lời; cần nhất: Pháp luật, quyền và nghĩa vụ công dân (1)." in page
    assert "Người muốn học" in client.get(reverse("office:wish-table") + "?topic=law").text
    assert client.get(reverse("office:wish-paper")).content.startswith(b"%PDF")
    record = client.get(reverse("office:citizen-learning", args=[cast.lan.pk])).text
    assert "Sửa máy cày" in record
    client.post(reverse("office:wish-new", args=[cast.lan.pk]), {"topics": [topics("money")[0].pk], "other": ""})
    assert LearningWish.objects.get().topics == [topics("money")[0].pk]
    client.force_login(cast.lan_user)
    client.post(address, {"deed": "withdraw"})
    assert not LearningWish.objects.exists()


def test_a_year_that_is_over_stays_as_it_was_answered(cast: Cast) -> None:
    wish = record_wish(cast.lan, topics=topics("law"), actor=None)
    LearningWish.objects.filter(pk=wish.pk).update(year=this_year() - 1, answered_at=timezone.now() - timedelta(366))
    record_wish(cast.lan, topics=topics("money"), actor=None)
    assert LearningWish.objects.count() == 2
