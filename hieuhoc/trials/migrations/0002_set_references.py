from django.db import migrations

from hieuhoc.lib.references import SetReference


class Migration(migrations.Migration):
    dependencies = [("trials", "0001_try_criteria"), ("assessment", "0001_initial")]

    operations = [
        SetReference("trials_trialchange", "trial_id", "trials_trial"),
        SetReference("trials_trialchange", "dossier_id", "assessment_dossier"),
    ]
