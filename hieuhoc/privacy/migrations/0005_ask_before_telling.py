"""The purposes somebody agrees to before news are sent to them, and before it is counted that they opened any."""

from django.db import migrations

LAW = "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; Nghị định số 356/2025/NĐ-CP"
PURPOSES = [
    (
        "news",
        "Nhận tin tức của chương trình",
        "Số điện thoại, thư điện tử và máy đã đăng ký nhận thông báo của ông/bà được dùng để gửi tin tức, lời mời và cách làm "
        "hay của chương trình Công dân học tập. Ngừng nhận bất cứ lúc nào bằng đường dẫn trong mỗi tin.",
    ),
    (
        "opens",
        "Đếm việc mở tin",
        "Việc ông/bà mở tin hay bấm đường dẫn trong tin được đếm chung với người khác, để biết tin có ích không. Không đồng ý "
        "thì vẫn nhận tin như mọi người.",
    ),
]


def name_purposes(apps, schema_editor):
    purpose = apps.get_model("privacy", "Purpose")
    for code, name, text in PURPOSES:
        purpose.objects.update_or_create(code=code, defaults={"name": name, "text": text, "legal_basis": LAW})


class Migration(migrations.Migration):
    dependencies = [("privacy", "0004_speak_to_people_with_respect")]

    operations = [migrations.RunPython(name_purposes, migrations.RunPython.noop)]
