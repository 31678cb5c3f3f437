from django.db import migrations

from hieuhoc.lib.references import SetReference


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]

    operations = [SetReference("assessment_dossier", "citizen_id", "people_citizen")]
