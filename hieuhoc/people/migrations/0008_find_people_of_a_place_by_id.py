"""The rows behind a figure begin at the first person of a place: one step into an index, not a walk over all ids."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_sort_names_by_the_alphabet'),
        ('places', '0005_let_orders_wait_for_their_day'),
    ]

    operations = [
        migrations.AlterField(
            model_name='residence',
            name='place',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddIndex(
            model_name='residence',
            index=models.Index(fields=['place', 'citizen'], name='residence_place_citizen'),
        ),
    ]
