"""A roster makes a household for every fourth person: their place is checked once per statement (docs/decisions/0002)."""

import django.db.models.deletion
from django.db import migrations, models

from hieuhoc.lib.references import SetReference


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_let_moves_be_contested"),
        ("places", "0005_let_orders_wait_for_their_day"),
    ]

    operations = [
        # Its index goes too: the constraint on place, kind and code begins with the place.
        migrations.AlterField(
            model_name="group",
            name="place",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.place",
            ),
        ),
        SetReference("people_group", "place_id", "places_place"),
    ]
