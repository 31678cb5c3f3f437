import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recognition', '0009_correct_names_by_decision'),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('recognise', 'Công nhận'), ('revoke', 'Thu hồi'), ('correct', 'Đính chính'), ('restore', 'Khôi phục')], default='recognise', max_length=9),
        ),
        migrations.AlterField(
            model_name='objection',
            name='about',
            field=models.CharField(choices=[('failed', 'Kết quả chưa đủ điều kiện'), ('struck', 'Bị đưa ra khỏi danh sách đề nghị'), ('revoke', 'Danh hiệu bị thu hồi')], max_length=6),
        ),
        migrations.CreateModel(
            name='Restoration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revoked_on', models.DateField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restorations', to='recognition.decision')),
                ('revoked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lifted_revocations', to='recognition.decision')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restorations', to='recognition.title')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('decision', 'title'), name='restoration_once')],
            },
        ),
    ]
