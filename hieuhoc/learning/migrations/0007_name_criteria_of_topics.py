"""For which criterion of the two published sets each topic speaks, and the purpose somebody consents to."""

from django.db import migrations

NUMBERS = ("244/QĐ-KHVN", "324/QĐ-KHVN")
SOURCE = "Suy ra từ lời của chỉ số; chưa văn bản nào quy định."
TAKING_PART = 3  # arranges work so as to take part in activities of the community, culture and education
POSITIONS = {"reading": 1, "literacy": 1, "digital": 5, "languages": 6, "family": 4}
PURPOSE = {
    "name": "Minh chứng từ hoạt động học tập",
    "text": "Hoạt động học tập ông/bà đã hoàn thành (tên, ngày, số giờ, đơn vị tổ chức) tự hiện làm minh chứng trong hồ sơ đánh giá của "
    "năm đó, để người xét thấy. Ông/bà bỏ từng hoạt động khỏi hồ sơ, hoặc rút sự đồng ý, bất cứ lúc nào.",
    "legal_basis": "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; Nghị định số 356/2025/NĐ-CP",
}


def name_criteria(apps, schema_editor):
    topic_criterion = apps.get_model("learning", "TopicCriterion")
    for topic in apps.get_model("learning", "Topic").objects.all():
        values = {"position": POSITIONS.get(topic.code, TAKING_PART), "source": SOURCE}
        for number in NUMBERS:
            topic_criterion.objects.update_or_create(topic=topic, version_number=number, defaults=values)
    apps.get_model("privacy", "Purpose").objects.update_or_create(code="learning", defaults=PURPOSE)


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0006_keep_learned_evidence"),
        ("privacy", "0004_speak_to_people_with_respect"),
    ]

    operations = [migrations.RunPython(name_criteria, migrations.RunPython.noop)]
