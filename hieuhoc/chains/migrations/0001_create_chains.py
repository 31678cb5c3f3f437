import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('since_year', models.SmallIntegerField(null=True)),
                ('until_year', models.SmallIntegerField(null=True)),
                ('status', models.CharField(choices=[('draft', 'Dự thảo'), ('in_force', 'Đang áp dụng'), ('retired', 'Hết hiệu lực')], default='draft', max_length=8)),
                ('source', models.TextField(blank=True)),
                ('certainty', models.CharField(choices=[('seen', 'Đã thấy trong nguồn'), ('inferred', 'Suy ra'), ('uncertain', 'Chưa chắc chắn')], default='uncertain', max_length=12)),
                ('content', models.JSONField(default=dict)),
                ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'since_year'], name='chain_of_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_year__isnull', True), ('since_year__lt', models.F('until_year')), _connector='OR'), name='chain_since_before_until'), models.CheckConstraint(condition=models.Q(('status', 'draft'), ('since_year__isnull', False), _connector='OR'), name='chain_in_force_since')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('position', models.SmallIntegerField()),
                ('awaits', models.CharField(blank=True, max_length=8)),
                ('entered_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='chains.chain')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('awaits', ''), _negated=True), fields=['subject_kind', 'awaits', 'due_on'], name='passage_awaited')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id'), name='passage_once')],
            },
        ),
    ]
