"""Rows asked in SQL are those that the queryset gives: the same models, the same values, related ones too."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.audit.models import Entry
from hieuhoc.lib.rows import rows_of
from hieuhoc.places.models import Place

pytestmark = pytest.mark.django_db

GRANTS = """
SELECT held.*, who.id AS user__id, who.full_name AS user__full_name, source.id AS delegated_from__id,
       source.since AS delegated_from__since
FROM accounts_grant AS held JOIN accounts_user AS who ON who.id = held.user_id
LEFT JOIN accounts_grant AS source ON source.id = held.delegated_from_id
WHERE held.role = %(role)s ORDER BY held.id
"""


def values(row: object) -> dict[str, object]:
    return {name: value for name, value in row.__dict__.items() if name != "_state"}


def test_they_have_every_value_whatever_the_order_of_the_columns() -> None:
    user = User.objects.create(username="minh", full_name="Lê Văn Minh", email="minh@example.org")
    for columns in ("*", "full_name, email, date_joined, *"):
        (found,) = rows_of(User, f"SELECT {columns} FROM accounts_user WHERE id = %s", [user.pk])
        assert values(found) == values(User.objects.get(pk=user.pk))
        assert not found.get_deferred_fields()


def test_what_a_field_makes_of_its_value_is_made() -> None:
    Entry.objects.create(
        deed="people.add_citizen", subject_kind="citizen", changes={"name": ["", "Lan"]}, rows_touched=1
    )
    (found,) = rows_of(Entry, "SELECT * FROM audit_entry", [])
    assert found.changes == {"name": ["", "Lan"]}


def test_related_rows_come_along_as_far_as_they_are_named_and_none_where_there_is_none() -> None:
    minh, hoa = (User.objects.create(username=name, full_name=name.title()) for name in ("minh", "hoa"))
    place = Place.objects.create(latitude=13.0)
    own = Grant.objects.create(user=hoa, role=Role.COMMUNE, place=place, since=date(2024, 1, 1))
    Grant.objects.create(user=minh, role=Role.COMMUNE, place=place, since=date(2025, 1, 1), delegated_from=own)
    with CaptureQueriesContext(connection) as queries:
        rows = rows_of(Grant, GRANTS, {"role": "commune"}, user=User, delegated_from=Grant)
        assert [row.user.full_name for row in rows] == ["Hoa", "Minh"]
        assert rows[0].delegated_from is None
        assert rows[1].delegated_from is not None
        assert rows[1].delegated_from.since == date(2024, 1, 1)
    assert len(queries) == 1
    assert rows[0].user.username == "hoa", "what was not named is asked for when it is wanted"
