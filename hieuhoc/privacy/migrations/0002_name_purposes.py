"""The purposes people's data are processed for, as shown to them."""

from django.db import migrations

LAW = "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; Nghị định số 356/2025/NĐ-CP"
PURPOSES = [
    (
        "assessment",
        "Đánh giá, công nhận danh hiệu Công dân học tập",
        "Họ tên, ngày sinh, giới tính, số định danh, nơi ở, đơn vị và tổ chức tham gia, điểm tự đánh giá và minh chứng của "
        "bạn được Hội Khuyến học và Uỷ ban nhân dân cấp xã dùng để xét danh hiệu Công dân học tập. Bạn có thể xem, đề nghị "
        "sửa hoặc rút lại sự đồng ý bất cứ lúc nào; rút lại không làm mất danh hiệu đã được công nhận.",
    ),
    (
        "publication",
        "Công khai kết quả công nhận",
        "Họ tên, năm và danh hiệu được công nhận của bạn xuất hiện trên trang xác minh giấy chứng nhận khi có mã trên giấy. "
        "Không có thông tin nào khác của bạn được công khai.",
    ),
    (
        "contact",
        "Liên hệ, thông báo",
        "Số điện thoại và thư điện tử của bạn được dùng để báo kết quả xét, hạn nộp và mời dự lớp tập huấn. Không dùng cho "
        "việc khác.",
    ),
]


def name_purposes(apps, schema_editor):
    purpose = apps.get_model("privacy", "Purpose")
    for code, name, text in PURPOSES:
        purpose.objects.update_or_create(code=code, defaults={"name": name, "text": text, "legal_basis": LAW})


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.RunPython(name_purposes, migrations.RunPython.noop)]
