"""The statistical relations other rooms read have the agreed columns."""

from importlib import resources

import pytest
from django.db import connection

AGREED = {
    "person": ["citizen", "birth_date", "birth_year", "died_on", "left_on"],
    "residence": ["citizen", "place", "since", "until"],
    "waiting": ["citizen", "source", "order_id", "since", "assigned_to"],
    "group_member": ["citizen", "group_id", "kind", "since", "until"],
    "unit": ["unit", "place", "level", "kind", "since", "until"],
    "unit_member": ["citizen", "unit", "is_main", "since", "until"],
    "branch": ["branch", "place", "since", "until"],
    "branch_member": ["citizen", "branch", "role", "is_main", "since", "until"],
    "skill": ["citizen", "kind", "since", "until"],
    "training": ["citizen", "version", "held_on", "completed"],
}


@pytest.mark.django_db
@pytest.mark.parametrize("relation", AGREED)
def test_the_relation_has_the_agreed_columns(relation: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS stat")
        cursor.execute("SELECT to_regclass(%s)", [f"stat.{relation}"])
        if cursor.fetchone()[0] is None:
            for room in ("people", "skills", "learning"):
                cursor.execute(resources.files(f"hieuhoc.{room}").joinpath("stats.sql").read_text())
        cursor.execute(f"SELECT * FROM stat.{relation}")
        assert [column.name for column in cursor.description] == AGREED[relation]
