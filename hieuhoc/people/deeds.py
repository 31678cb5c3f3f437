"""The words of this room's deeds, and of what they change, in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.people.models import Group, UnitSpell

VERBS = {
    "people.read_citizens": gettext_lazy("Xem người dân"),
    "people.rotate_keys": gettext_lazy("Mã hoá lại bằng khoá mới"),
    "people.read_number": gettext_lazy("Xem số định danh"),
    "people.export_citizens": gettext_lazy("Tải danh sách người dân"),
    "people.read_groups": gettext_lazy("Xem thành viên"),
    "people.add_citizen": gettext_lazy("Khai báo người dân"),
    "people.choose_match": gettext_lazy("Chọn người trùng khai báo"),
    "people.correct_citizen": gettext_lazy("Sửa thông tin người dân"),
    "people.add_identity_number": gettext_lazy("Thêm số định danh"),
    "people.withdraw_identity_number": gettext_lazy("Thôi dùng số định danh"),
    "people.join_citizens": gettext_lazy("Gộp hai hồ sơ"),
    "people.take_apart_join": gettext_lazy("Tách hồ sơ đã gộp"),
    "people.move_citizen": gettext_lazy("Ghi nhận chuyển nơi ở"),
    "people.correct_residence": gettext_lazy("Sửa nơi ở ghi sai"),
    "people.leave_commune": gettext_lazy("Chuyển đi xã khác (nơi đến ghi nhận)"),
    "people.return_to_commune": gettext_lazy("Trở lại xã (nơi đến hoàn tác)"),
    "people.record_death": gettext_lazy("Ghi nhận đã mất"),
    "people.withdraw_death": gettext_lazy("Rút ghi nhận đã mất"),
    "people.record_departure": gettext_lazy("Ghi nhận rời tỉnh"),
    "people.record_return": gettext_lazy("Ghi nhận trở về"),
    "people.add_group": gettext_lazy("Lập gia đình, dòng họ"),
    "people.change_group": gettext_lazy("Sửa gia đình, dòng họ"),
    "people.join_group": gettext_lazy("Thêm vào gia đình, dòng họ"),
    "people.leave_group": gettext_lazy("Thôi ở gia đình, dòng họ"),
    "people.add_unit": gettext_lazy("Lập đơn vị"),
    "people.change_unit": gettext_lazy("Sửa đơn vị"),
    "people.join_unit": gettext_lazy("Thêm vào đơn vị"),
    "people.leave_unit": gettext_lazy("Thôi ở đơn vị"),
    "people.add_branch": gettext_lazy("Lập chi hội"),
    "people.change_branch": gettext_lazy("Sửa chi hội"),
    "people.join_branch": gettext_lazy("Thêm vào chi hội"),
    "people.leave_branch": gettext_lazy("Thôi ở chi hội"),
    "people.set_main_membership": gettext_lazy("Chọn nơi chính"),
    "people.make_link_code": gettext_lazy("In mã liên kết tài khoản"),
    "people.use_link_code": gettext_lazy("Liên kết tài khoản"),
    "people.undo_link": gettext_lazy("Gỡ liên kết tài khoản"),
    "people.ask_other_office": gettext_lazy("Hỏi nơi đang ghi một người"),
    "people.answer_other_office": gettext_lazy("Trả lời nơi khác hỏi về một người"),
    "people.contest_departure": gettext_lazy("Phản đối việc ghi chuyển đi"),
    "people.settle_departure": gettext_lazy("Phân xử việc ghi chuyển đi"),
    "people.look_up_number": gettext_lazy("Tra số định danh từ nơi khác"),
    "people.exceed_looks": gettext_lazy("Tra quá nhiều số định danh của người ở nơi khác"),
    "people.assign_waiting": gettext_lazy("Phân người chờ về đơn vị mới"),
    "citizen.read_own": gettext_lazy("Xem hồ sơ của chính mình"),
    "sheets.import_roster": gettext_lazy("Nhập danh sách người dân"),
    "sheets.import_groups": gettext_lazy("Nhập gia đình, dòng họ"),
    "sheets.import_units": gettext_lazy("Nhập đơn vị"),
    "sheets.import_area_classes": gettext_lazy("Nhập loại vùng"),
}
# They stand beside deeds that move somebody, which are seen by themselves.
SEEN_BY_NO_SHEET = frozenset({"people.leave_commune", "people.return_to_commune"})
FIELDS = {
    "level": gettext_lazy("Cấp"),
}
CHOICES = (Group.Kind, UnitSpell.Kind, UnitSpell.Level)
