from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_keep_templates_of_papers")]

    operations = [migrations.AddField("document", "look", models.BigIntegerField(null=True))]
