"""The topics of activities that the product begins with; a province ends them and adds its own."""

from django.db import migrations

SOURCE = "Danh mục gợi ý của phần mềm; chưa văn bản nào quy định."
TOPICS = [
    ("reading", "Đọc sách, báo, tra cứu thông tin", "Reading and looking things up"),
    ("digital", "Kỹ năng số, dịch vụ công trực tuyến", "Digital skills, online public services"),
    ("languages", "Ngoại ngữ, tiếng dân tộc", "Languages"),
    ("literacy", "Xoá mù chữ, học văn hoá", "Literacy and basic schooling"),
    ("farming", "Trồng trọt, chăn nuôi", "Farming"),
    ("trades", "Nghề, tay nghề, khởi nghiệp", "Trades, crafts and starting a business"),
    ("health", "Sức khoẻ, dinh dưỡng, an toàn", "Health, nutrition and safety"),
    ("law", "Pháp luật, quyền và nghĩa vụ công dân", "Law, rights and duties of citizens"),
    ("family", "Gia đình, nuôi dạy con", "Family and raising children"),
    ("culture", "Văn hoá, lịch sử, nghệ thuật", "Culture, history and the arts"),
    ("environment", "Môi trường, phòng chống thiên tai", "Environment and natural disasters"),
    ("money", "Tài chính cá nhân, chống lừa đảo", "Personal finance and fraud"),
]


def name_topics(apps, schema_editor):
    topic = apps.get_model("learning", "Topic")
    for position, (code, name, english) in enumerate(TOPICS, start=1):
        values = {"name": name, "english": english, "position": position, "source": SOURCE}
        topic.objects.update_or_create(code=code, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_keep_activities")]

    operations = [migrations.RunPython(name_topics, migrations.RunPython.noop)]
