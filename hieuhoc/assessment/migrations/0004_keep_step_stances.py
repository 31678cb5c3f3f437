import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0003_order_what_waits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='scoring',
            name='step',
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='scoring',
            name='step_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.CreateModel(
            name='Stance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.SmallIntegerField()),
                ('step_name', models.CharField(max_length=120)),
                ('agrees', models.BooleanField(default=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stances', to='assessment.dossier')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
