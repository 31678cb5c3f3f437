"""The words of this room's deeds, and of what they change, in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.learning.models import Activity, Audience, Language

VERBS = {
    "learning.add_training": gettext_lazy("Ghi lớp tập huấn"),
    "learning.read_trainings": gettext_lazy("Xem người dự tập huấn"),
    "learning.record_attendance": gettext_lazy("Ghi người dự tập huấn"),
    "learning.withdraw_attendance": gettext_lazy("Rút ghi nhận dự tập huấn"),
    "learning.add_activity": gettext_lazy("Lập hoạt động học tập"),
    "learning.cancel_activity": gettext_lazy("Huỷ hoạt động học tập"),
    "learning.change_activity": gettext_lazy("Sửa hoạt động học tập"),
    "learning.complete_activity": gettext_lazy("Ghi người hoàn thành hoạt động học tập"),
    "learning.enrol_person": gettext_lazy("Ghi danh vào hoạt động học tập"),
    "learning.leave_activity": gettext_lazy("Thôi dự hoạt động học tập"),
    "learning.record_presence": gettext_lazy("Ghi người có mặt ở hoạt động học tập"),
    "learning.use_as_evidence": gettext_lazy("Dùng hoặc bỏ hoạt động học tập khỏi minh chứng"),
    "learning.add_topic": gettext_lazy("Thêm chủ đề học tập"),
    "learning.change_topic": gettext_lazy("Sửa chủ đề học tập"),
    "learning.record_wish": gettext_lazy("Ghi nhu cầu học tập"),
    "learning.withdraw_wish": gettext_lazy("Rút nhu cầu học tập"),
    "sheets.import_wishes": gettext_lazy("Nhập nhu cầu học tập"),
    "sheets.import_activities": gettext_lazy("Nhập hoạt động học tập"),
    "sheets.import_trainings": gettext_lazy("Nhập lớp tập huấn"),
    "sheets.import_attendances": gettext_lazy("Nhập người dự lớp"),
}
FIELDS = {
    "held_on": gettext_lazy("Ngày tổ chức"),
    "activity_title": gettext_lazy("Tên hoạt động"),
    "held_days": gettext_lazy("Các ngày"),
    "starts_at": gettext_lazy("Giờ bắt đầu"),
    "minutes": gettext_lazy("Số phút mỗi buổi"),
    "venue": gettext_lazy("Địa điểm"),
    "seats": gettext_lazy("Số chỗ"),
    "cost": gettext_lazy("Chi phí (đồng)"),
    "organiser": gettext_lazy("Đơn vị tổ chức"),
    "audience": gettext_lazy("Dành cho"),
    "language": gettext_lazy("Ngôn ngữ"),
    "contact": gettext_lazy("Liên hệ"),
    "day": gettext_lazy("Buổi ngày"),
}
CHOICES = (Activity.Status, Audience, Language)
