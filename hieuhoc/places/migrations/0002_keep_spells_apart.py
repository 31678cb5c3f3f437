"""Two spells of one place never overlap. int8range stands for the id, so that no extension is needed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                ALTER TABLE places_placespell ADD CONSTRAINT place_spell_no_overlap
                EXCLUDE USING gist (int8range(place_id, place_id, '[]') WITH &&, daterange(since, until) WITH &&)
            """,
            reverse_sql="ALTER TABLE places_placespell DROP CONSTRAINT place_spell_no_overlap",
        ),
        migrations.RunSQL(
            sql="""
                ALTER TABLE places_areaclassspell ADD CONSTRAINT area_class_no_overlap
                EXCLUDE USING gist (
                    int8range(place_id, place_id, '[]') WITH &&,
                    int4range(hashtext(area_class), hashtext(area_class), '[]') WITH &&,
                    daterange(since, until) WITH &&)
            """,
            reverse_sql="ALTER TABLE places_areaclassspell DROP CONSTRAINT area_class_no_overlap",
        ),
    ]
