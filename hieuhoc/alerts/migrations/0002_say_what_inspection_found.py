from django.db import migrations, models

STATES = [
    ("alarming", "Chưa xem xét"),
    ("explained", "Đã giải thích"),
    ("to_inspect", "Đã chuyển kiểm tra"),
    ("not_found", "Không còn thấy"),
    ("borne_out", "Đã kiểm tra: có sai phạm"),
    ("unfounded", "Đã kiểm tra: không có sai phạm"),
]


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_find_the_suspicious")]

    operations = [
        migrations.AlterField(
            "alert", "status", models.CharField(choices=STATES, db_default="alarming", default="alarming", max_length=10)
        ),
    ]
