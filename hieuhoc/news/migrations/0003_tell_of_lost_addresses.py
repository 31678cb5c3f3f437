from django.db import migrations, models

WHY_NOT = [
    ("no_address", "Không có địa chỉ của kênh đã chọn"),
    ("no_consent", "Chưa đồng ý nhận tin loại này"),
    ("stopped", "Đã ngừng nhận ở kênh đã chọn"),
    ("returned", "Tin lần trước bị trả về, địa chỉ vẫn như cũ"),
]


class Migration(migrations.Migration):
    dependencies = [("news", "0002_tell_in_articles")]

    operations = [
        migrations.AlterField("recipient", "why_not", models.CharField(blank=True, choices=WHY_NOT, max_length=10)),
    ]
