"""Guidance: published, read by whom it is for, asked of and answered before all, replaced; and after its place was merged."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hieuhoc.accounts.models import Role, User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.documents.actions import read_file
from hieuhoc.outbox.models import Message
from hieuhoc.places.actions import undo_change_order
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import (
    answer_question,
    ask_circular,
    change_circular,
    confirm_circular,
    issue_circular,
)
from hieuhoc.plans.models import Circular
from hieuhoc.plans.personal import KINDS
from hieuhoc.plans.reads import circular_standing, circulars_waiting, open_questions, unread_circulars
from hieuhoc.plans.reminding import remind_of_circulars
from tests.cast import Cast, officer
from tests.lib.strangers_files import picture
from tests.plans.makers import circular_words, make_circular
from tests.plans.test_successions import merged
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def waits_for(user: User) -> list[Circular]:
    return list(unread_circulars(User.objects.get(pk=user.pk), timezone.localdate()))


def counted(circular: Circular) -> tuple[int, ...]:
    standing = circular_standing(circular, timezone.localdate())
    return standing.read, standing.accounts, standing.read_places, standing.places


def test_it_waits_for_whoever_it_is_for_until_they_confirm(cast: Cast) -> None:
    draft = make_circular(cast.province, is_issued=False, actor=cast.hoa)
    assert waits_for(cast.minh) == []
    with refused("circular_not_issued"):
        confirm_circular(draft, actor=cast.minh)
    circular = issue_circular(draft, " 45/HD-HKH", timezone.localdate(), actor=cast.hoa)
    assert waits_for(cast.minh) == waits_for(cast.son) == [circular]
    assert counted(circular) == (0, 2, 0, 2)
    receipt = confirm_circular(circular, actor=cast.minh)
    assert confirm_circular(circular, actor=cast.minh) == receipt
    assert receipt.place == cast.commune
    assert waits_for(cast.minh) == []
    assert counted(circular) == (1, 2, 1, 2)
    with refused("not_addressed"):
        confirm_circular(circular, actor=cast.hoa)


def test_it_reaches_only_the_roles_and_the_place_it_names(cast: Cast) -> None:
    head = officer("Ama Hoa", Role.VILLAGE, cast.village)
    make_circular(cast.province, audience=cast.commune, roles=["village"], actor=cast.hoa)
    assert [len(waits_for(user)) for user in (head, cast.minh, cast.son, cast.hoa)] == [1, 0, 0, 0]
    scopes = [scope_of(user, "plans.read_circulars") for user in (cast.minh, cast.son, cast.hoa)]
    assert [Circular.objects.readable(scope).count() for scope in scopes] == [1, 0, 1]


def test_what_is_unread_and_what_is_asked_is_told_in_one_question(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = (make_circular(cast.province, actor=cast.hoa) for _n in range(2))
    make_circular(cast.commune, actor=cast.minh, roles=["commune"])
    for text in ("Hạn nộp ngày nào?", "Nộp ở đâu?"):
        ask_circular(first, cast.commune, text=text, actor=cast.minh)
    confirm_circular(second, actor=cast.minh)
    for user, waiting in ((cast.minh, (2, 0)), (cast.hoa, (0, 2))):
        given = scope_of(user, "plans.answer_question")
        with django_assert_num_queries(1):
            assert circulars_waiting(user, given, timezone.localdate()) == waiting


def test_one_that_replaces_another_ends_it(cast: Cast) -> None:
    old = make_circular(cast.province, actor=cast.hoa)
    both = [make_circular(cast.province, is_issued=False, replaces=old, actor=cast.hoa) for _n in range(2)]
    new = issue_circular(both[0], "46/HD", timezone.localdate(), actor=cast.hoa)
    old.refresh_from_db()
    assert (old.status, waits_for(cast.minh)) == (Circular.Status.SUPERSEDED, [new])
    with refused("not_in_force"):
        issue_circular(both[1], "47/HD", timezone.localdate(), actor=cast.hoa)
    with refused("of_another_office"):
        make_circular(cast.commune, replaces=new, actor=cast.minh)


def test_a_question_and_its_answer_stand_before_everybody(cast: Cast) -> None:
    circular = make_circular(cast.province, actor=cast.hoa)
    with refused("no_words"):
        ask_circular(circular, cast.commune, text=" ", actor=cast.minh)
    question = ask_circular(circular, cast.commune, text="Hạn nộp ngày nào?", actor=cast.minh)
    assert ask_circular(circular, cast.commune, text="Hạn nộp ngày nào?", actor=cast.minh) == question
    assert list(open_questions(scope_of(cast.hoa, "plans.answer_question"))) == [question]
    with pytest.raises(PermissionDenied):
        answer_question(question, answer="30/11", actor=cast.minh)
    with refused("no_words"):
        answer_question(question, answer="", actor=cast.hoa)
    answer_question(question, answer="30/11", actor=cast.hoa)
    with refused("already_answered"):
        answer_question(question, answer="15/12", actor=cast.hoa)
    told = Message.objects.filter(key__startswith="plans.a").values_list("recipient__full_name", "key")
    assert {(name, key.split(".")[1]) for name, key in told} == {
        (cast.hoa.full_name, "asked"),
        (cast.minh.full_name, "answered_question"),
    }


def test_what_is_published_does_not_change(cast: Cast) -> None:
    words = circular_words(cast.commune, content=picture("PNG"), file_name="ban ky.png")
    circular = make_circular(cast.commune, is_issued=False, actor=cast.minh)
    changed = change_circular(circular, words, actor=cast.minh)
    assert changed.document is not None
    assert read_file(changed.document)
    with refused("no_number"):
        issue_circular(circular, "", timezone.localdate(), actor=cast.minh)
    with refused("in_future"):
        issue_circular(circular, "1/HD", timezone.localdate() + timedelta(days=1), actor=cast.minh)
    issue_circular(circular, "1/HD", timezone.localdate(), actor=cast.minh)
    with refused("circular_issued"):
        change_circular(circular, words, actor=cast.minh)
    with refused("circular_issued"):
        issue_circular(circular, "2/HD", timezone.localdate(), actor=cast.minh)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "no_title"),
        ({"text": ""}, "no_words"),
        ({"roles": []}, "for_nobody"),
        ({"content": b"x" * (10 * 1024 * 1024 + 1)}, "too_big"),
    ],
)
def test_what_says_nothing_or_reaches_nobody_is_no_guidance(cast: Cast, values: dict[str, Any], code: str) -> None:
    with refused(code):
        make_circular(cast.commune, actor=cast.minh, **values)


def test_it_is_not_for_the_places_of_others(cast: Cast) -> None:
    with refused("outside_the_place"):
        make_circular(cast.commune, audience=cast.other_commune, actor=cast.minh)


def test_whoever_has_not_read_it_is_reminded_once_each_time(cast: Cast) -> None:
    circular, today = make_circular(cast.province, actor=cast.hoa), timezone.localdate()
    confirm_circular(circular, actor=cast.minh)
    reminded = Message.objects.filter(key__startswith="plans.unread.")
    for days, count in ((0, 0), (1, 1), (2, 1), (4, 2), (30, 2)):
        remind_of_circulars(today + timedelta(days=days))
        assert reminded.count() == count
    assert set(reminded.values_list("recipient", flat=True)) == {cast.son.pk}


def test_a_merger_leaves_it_with_the_successor_and_who_read_it_as_it_was(cast: Cast) -> None:
    below, above = make_circular(cast.commune, actor=cast.minh), make_circular(cast.province, actor=cast.hoa)
    narrow = make_circular(cast.province, audience=cast.other_commune, actor=cast.hoa)
    ended = make_circular(cast.commune, actor=cast.minh)
    make_circular(cast.commune, replaces=ended, actor=cast.minh)
    confirm_circular(above, actor=cast.minh)
    before = kept()
    order, successor = merged(cast)
    for circular in (below, narrow, ended, above):
        circular.refresh_from_db()
    places = [(row.place, row.audience) for row in (below, narrow, above, ended)]
    province = cast.province
    old: Place = cast.commune
    assert places == [(successor, successor), (province, successor), (province, province), (old, old)]
    assert counted(above) == (1, 2, 1, 1)
    assert above.readings.get().place == cast.commune
    undo_change_order(order, actor=None)
    assert kept() == before


def kept() -> list[tuple[object, ...]]:
    return list(Circular.objects.order_by("pk").values_list("pk", "place", "audience", "status"))


def test_the_words_of_questions_end_with_what_they_were_asked_of(cast: Cast) -> None:
    old = make_circular(cast.province, actor=cast.hoa)
    question = ask_circular(old, cast.commune, text="Bao giờ?", actor=cast.minh)
    answer_question(question, answer="Tháng 12", actor=cast.hoa)
    (purge,) = (kind.purge for kind in KINDS if kind.code == "plans.questions")
    assert purge is not None
    later = timezone.now() + timedelta(days=1)
    assert purge(later, 10) == 0
    make_circular(cast.province, replaces=old, actor=cast.hoa)
    assert (purge(later, 10), purge(later, 10)) == (1, 0)
    question.refresh_from_db()
    assert (question.text, question.answer) == ("", "…")
