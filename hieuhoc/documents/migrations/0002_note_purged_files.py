from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.AddField("document", "purged_at", models.DateTimeField(null=True))]
