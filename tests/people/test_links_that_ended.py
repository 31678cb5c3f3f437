"""Which sign-in once opened whose pages: kept as it happens, and read from the history for what was before."""

from datetime import date
from importlib import import_module

from django.db import connection

from hieuhoc.accounts.actions import add_user
from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Entry
from hieuhoc.people.actions import join_citizens, make_link_code, take_apart_join, undo_link, use_link_code
from hieuhoc.people.models import Citizen, PastLink
from hieuhoc.people.reads import own_records
from tests.cast import Cast
from tests.people.makers import add

FILLS = [
    import_module(f"hieuhoc.people.migrations.{name}").FILL
    for name in ("0010_fill_links_that_ended", "0011_fill_links_that_went_over")
]


def link(citizen: Citizen, user: User) -> None:
    use_link_code(make_link_code(citizen, actor=None), actor=user)


def unlink(citizen: Citizen) -> None:
    undo_link(Citizen.objects.get(pk=citizen.pk), actor=None)


def links() -> set[tuple[str, str]]:
    return set(PastLink.objects.values_list("citizen__name", "user__username"))


def as_before() -> None:
    """The database as it was when links that ended were kept nowhere, filled from the history twice."""
    PastLink.objects.all().delete()
    for _time in range(2):
        for fill in FILLS:
            with connection.cursor() as cursor:
                cursor.execute(fill)


def test_links_that_ended_are_read_from_the_history(cast: Cast) -> None:
    people = {name: add(cast.village, name) for name in ("Y Còn", "Y Thôi", "Y Hai Lần", "Y Xoá", "Y Cũ")}
    users = {name: add_user(name, name, actor=None) for name in ("con", "thoi", "hai", "xoa", "cu", "moi")}
    for name, user in zip(people, users.values(), strict=False):
        link(people[name], user)
    for name in ("Y Thôi", "Y Hai Lần", "Y Xoá", "Y Cũ"):
        unlink(people[name])
    link(people["Y Hai Lần"], users["hai"])
    unlink(people["Y Hai Lần"])
    link(people["Y Hai Lần"], users["moi"])
    unlink(people["Y Hai Lần"])
    kept = add(cast.village, "Y Mới", birth_date=date(1980, 1, 1))
    join_citizens(kept, people["Y Cũ"], reason="một người", actor=None)
    ended = links()
    assert ended == {("Y Thôi", "thoi"), ("Y Hai Lần", "hai"), ("Y Hai Lần", "moi"), ("Y Xoá", "xoa"), ("Y Cũ", "cu")}
    # Of an erased person the history is not read again.
    Citizen.objects.filter(pk=people["Y Xoá"].pk).update(secret=b"")
    as_before()
    assert links() == ended - {("Y Xoá", "xoa")}
    first = Entry.objects.filter(deed="people.undo_link", subject_id=people["Y Hai Lần"].pk).order_by("pk").first()
    assert first is not None
    assert PastLink.objects.get(user=users["hai"]).ended_at == first.at, "the day it ended, not the day it was read"
    assert set(own_records(users["cu"])) == {people["Y Cũ"], kept}, "also the record theirs was joined into"
    assert not own_records(users["con"]).exclude(pk=people["Y Còn"].pk).exists()


def test_a_sign_in_that_went_over_by_a_join_is_still_of_the_record_it_came_from(cast: Cast) -> None:
    """Else somebody has a join made, the link taken off and the join taken apart, and judges their own record."""
    own, kept, user = add(cast.village, "Y Tôi"), add(cast.village, "Y Kia"), add_user("toi", "Tôi", actor=None)
    link(own, user)
    join = join_citizens(kept, own, reason="nhầm", actor=None)
    unlink(kept)
    take_apart_join(join, reason="nhầm", actor=None)
    assert own in own_records(user)
    as_before()
    assert links() == {("Y Tôi", "toi"), ("Y Kia", "toi")}


def test_a_sign_in_that_came_back_is_nothing_of_the_past(cast: Cast) -> None:
    own, kept, user = add(cast.village, "Y Tôi"), add(cast.village, "Y Kia"), add_user("toi", "Tôi", actor=None)
    link(own, user)
    join = join_citizens(kept, own, reason="nhầm", actor=None)
    take_apart_join(join, reason="nhầm", actor=None)
    as_before()
    assert links() == set()
    assert list(own_records(user)) == [own]
