import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_count_attempts'),
        ('places', '0005_let_orders_wait_for_their_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='home',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place'),
        ),
        migrations.AddField(
            model_name='user',
            name='plain_name',
            field=models.CharField(db_default='', db_index=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='user',
            name='plain_username',
            field=models.CharField(db_default='', db_index=True, default='', max_length=80),
        ),
        migrations.AddField(
            model_name='user',
            name='sign_outs',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='user',
            name='temporary_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened', models.CharField(choices=[('signed_in', 'Đăng nhập'), ('signed_out', 'Đăng xuất'), ('wrong_password', 'Gõ sai mật khẩu'), ('wrong_code', 'Gõ sai mã của bước thứ hai'), ('slowed', 'Thử nhiều lần từ nơi lạ, phải chờ'), ('password_changed', 'Đổi mật khẩu'), ('password_reset', 'Được cấp mật khẩu tạm'), ('factor_added', 'Thêm bước xác thực thứ hai'), ('factor_removed', 'Bỏ bước xác thực thứ hai'), ('factor_reset', 'Được gỡ bước xác thực thứ hai'), ('codes_renewed', 'Tạo mã dự phòng mới'), ('mail_changed', 'Đổi địa chỉ thư điện tử'), ('sign_on_linked', 'Nối với đăng nhập một lần'), ('sign_on_unlinked', 'Thôi nối với đăng nhập một lần'), ('sessions_ended', 'Kết thúc phiên trên máy khác'), ('disabled', 'Tài khoản bị khoá'), ('enabled', 'Tài khoản được mở lại')], max_length=20)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('device', models.CharField(blank=True, max_length=60)),
                ('origin', models.CharField(blank=True, max_length=8)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='security_events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='security_event_of_user')],
            },
        ),
        migrations.CreateModel(
            name='SignInRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(unique=True)),
                ('officers_need_factor', models.BooleanField(default=False)),
                ('grace_days', models.PositiveSmallIntegerField(default=14)),
                ('officer_idle_minutes', models.PositiveSmallIntegerField(default=60)),
                ('idle_minutes', models.PositiveSmallIntegerField(default=240)),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('idle_minutes__gte', 5), ('officer_idle_minutes__gte', 5)), name='sign_in_rule_time_to_work')],
            },
        ),
    ]
