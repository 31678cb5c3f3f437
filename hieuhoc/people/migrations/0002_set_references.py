"""Foreign keys of the tables that are copied in by the million, checked once per statement."""

from django.db import migrations

from hieuhoc.lib.references import SetReference


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        SetReference("people_citizen", "home_id", "places_place"),
        SetReference("people_citizen", "user_id", "accounts_user"),
        SetReference("people_citizen", "joined_into_id", "people_citizen"),
        SetReference("people_identitynumber", "citizen_id", "people_citizen"),
        SetReference("people_residence", "citizen_id", "people_citizen"),
        SetReference("people_residence", "place_id", "places_place"),
        SetReference("people_membership", "citizen_id", "people_citizen"),
        SetReference("people_membership", "group_id", "people_group"),
        SetReference("people_membership", "unit_id", "people_workunit"),
        SetReference("people_membership", "branch_id", "people_associationbranch"),
    ]
