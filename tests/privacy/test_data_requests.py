"""Rights over one's own data: asked online or on paper, answered in working days, settled with words that are read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Entry
from hieuhoc.lib.personal import NAMELESS
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import (
    answer_data_request,
    ask_data_request,
    ask_erasure,
    carry_out_erasure,
    extend_data_request,
    remove_day_off,
    set_day_off,
    settle_data_request,
)
from hieuhoc.privacy.clocks import Calendar, clocks_of, working_days_after
from hieuhoc.privacy.models import DataRequest, DayOff
from hieuhoc.privacy.reads import calendar, requests_waiting
from tests.cast import Cast
from tests.people.makers import add
from tests.refusals import refused

TET = {date(2027, 2, day) for day in (5, 8, 9, 10, 11)}


def asked(citizen: Citizen, actor: User | None = None, words: str = "Sai năm sinh, đúng là 1979") -> DataRequest:
    return ask_data_request(
        citizen, matter="correct", words=words, way="paper", asked_on=timezone.localdate(), actor=actor
    )


@pytest.mark.parametrize(
    ("on", "by"),
    [
        (date(2026, 11, 30), date(2026, 12, 2)),  # Monday → Wednesday
        (date(2026, 12, 4), date(2026, 12, 8)),  # Friday: the weekend does not count
        (date(2026, 12, 31), date(2027, 1, 5)),  # New Year's Day is a Friday, then a weekend
        (date(2027, 2, 4), date(2027, 2, 13)),  # Tết, then a Friday and a Saturday worked instead
    ],
)
def test_two_working_days_are_counted_on_the_calendar_of_the_province(on: date, by: date) -> None:
    days = Calendar(off=TET, worked={date(2027, 2, 13)})
    assert working_days_after(on, 2, days) == by


def test_a_term_that_ends_on_a_day_off_ends_with_the_next_working_day() -> None:
    asked_on = date(2027, 1, 21)  # 15 days later is Friday 5/2, the first day of Tết
    assert clocks_of("restrict", asked_on, Calendar(off=TET)).settle_by == date(2027, 2, 12)
    assert clocks_of("restrict", asked_on, Calendar(off=TET), is_extended=True).settle_by == date(2027, 2, 22)


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.integers(1, 20),
    st.sets(st.dates(date(2020, 1, 1), date(2035, 12, 31)), max_size=30),
)
def test_exactly_so_many_working_days_lie_between_asking_and_the_term(day: date, count: int, off: set[date]) -> None:
    days = Calendar(off=off)
    end = working_days_after(day, count, days)
    between = [day + timedelta(ahead) for ahead in range(1, (end - day).days + 1)]
    assert sum(days.works_on(each) for each in between) == count
    assert days.works_on(end)


def test_a_person_asks_and_reads_every_answer(cast: Cast) -> None:
    request = asked(cast.lan, cast.lan_user)
    assert asked(cast.lan, cast.lan_user) == request, "asked twice it is one"
    answer_data_request(request, answer="Đã nhận, sẽ đối chiếu giấy tờ.", actor=cast.minh)
    with refused("answered"):
        answer_data_request(request, answer="Lại nữa", actor=cast.minh)
    extend_data_request(request, reason="Chờ xác minh ở nơi khác", actor=cast.minh)
    with refused("extended"):
        extend_data_request(request, reason="Lần nữa", actor=cast.minh)
    settle_data_request(request, status="done", outcome="Đã sửa năm sinh.", actor=cast.minh)
    with refused("settled"):
        settle_data_request(request, status="declined", outcome="Thôi", actor=cast.minh)
    told = Message.objects.filter(recipient=cast.lan_user).order_by("pk").values_list("subject", flat=True)
    assert list(told) == [
        "Yêu cầu về dữ liệu đã được tiếp nhận",
        "Thời hạn giải quyết yêu cầu được kéo dài",
        "Yêu cầu về dữ liệu đã giải quyết",
    ]
    entries = Entry.objects.filter(subject_kind="citizen", subject_id=cast.lan.pk, deed__contains="data_request")
    assert set(entries.values_list("deed", flat=True)) == {
        f"privacy.{verb}_data_request" for verb in ("ask", "answer", "extend", "settle")
    }
    assert not any("1979" in str(entry.changes) for entry in entries), "what somebody says stays out of the history"


def test_nobody_settles_their_own_nor_of_another_commune(cast: Cast) -> None:
    Citizen.objects.filter(pk=cast.khoa.pk).update(user=cast.minh)
    own = asked(Citizen.objects.get(pk=cast.khoa.pk), cast.minh)
    with refused("own"):
        settle_data_request(own, status="done", outcome="Xong", actor=cast.minh)
    assert own in requests_waiting(cast.minh)
    with pytest.raises(PermissionDenied):
        answer_data_request(own, answer="Đã nhận", actor=cast.son)
    with pytest.raises(PermissionDenied):
        asked(cast.lan, cast.khoa_user)
    with refused("in_the_future"):
        ask_data_request(
            cast.lan,
            matter="view",
            words="Cho xem",
            way="spoken",
            asked_on=timezone.localdate() + timedelta(1),
            actor=cast.minh,
        )


def test_days_off_are_entered_and_taken_out_by_the_province(cast: Cast) -> None:
    basis: dict[str, Any] = {"basis": "Thông báo nghỉ Tết 2027", "actor": cast.hoa}
    tet = set_day_off(on=date(2027, 2, 8), name="Tết", is_worked=False, **basis)
    set_day_off(on=date(2027, 2, 13), name="Làm bù", is_worked=True, **basis)
    assert calendar() == Calendar({date(2027, 2, 8)}, {date(2027, 2, 13)})
    with refused("worked_anyway"):
        set_day_off(on=date(2027, 2, 15), name="Làm bù", is_worked=True, **basis)
    with pytest.raises(PermissionDenied):
        remove_day_off(tet, actor=cast.minh)
    remove_day_off(tet, actor=cast.hoa)
    assert not DayOff.objects.filter(is_worked=False).exists()


def test_requests_go_with_the_person_and_lose_their_words(cast: Cast) -> None:
    twin = add(cast.village, "H'Lan Niê", birth_date=None, birth_year=1980, sex="f")
    request = asked(twin)
    join = join_citizens(cast.lan, twin, reason="Ghi hai lần", actor=None)
    request.refresh_from_db()
    assert request.citizen_id == cast.lan.pk
    take_apart_join(join, reason="Là hai người", actor=None)
    request.refresh_from_db()
    assert request.citizen_id == twin.pk
    erasure = ask_erasure(twin, way="paper", asked_on=timezone.localdate(), legal_basis="Luật 91/2025/QH15", actor=None)
    carry_out_erasure(erasure, actor=None)
    request.refresh_from_db()
    assert (request.words, request.outcome, request.status) == ("", NAMELESS, "done")
