"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

VERBS = {
    "criteria.add_criterion": gettext_lazy("Thêm chỉ số vào bản soạn"),
    "criteria.attach_promulgation": gettext_lazy("Gắn quyết định ban hành bộ tiêu chí"),
    "criteria.describe_version": gettext_lazy("Sửa tên và lưu ý của bộ tiêu chí"),
    "criteria.draft_version": gettext_lazy("Soạn phiên bản mới của bộ tiêu chí"),
    "criteria.drop_applicant_group": gettext_lazy("Bỏ nhóm đối tượng khỏi bản soạn"),
    "criteria.drop_criterion": gettext_lazy("Bỏ chỉ số khỏi bản soạn"),
    "criteria.drop_pass_rule": gettext_lazy("Bỏ mức đạt của một loại vùng"),
    "criteria.name_applicant_group": gettext_lazy("Đặt tên nhóm đối tượng"),
    "criteria.rename_competence": gettext_lazy("Sửa tên năng lực"),
    "criteria.import_case": gettext_lazy("Nhập bộ tiêu chí từ tệp CASE"),
    "criteria.load_criteria": gettext_lazy("Nạp bộ tiêu chí đã công bố"),
    "criteria.promulgate_version": gettext_lazy("Ban hành bộ tiêu chí"),
    "criteria.retire_version": gettext_lazy("Kết thúc hiệu lực bộ tiêu chí"),
    "criteria.reword_criterion": gettext_lazy("Sửa lời của chỉ số"),
    "criteria.set_pass_rule": gettext_lazy("Đặt mức đạt"),
    "criteria.translate_version": gettext_lazy("Ghi bản dịch tiếng Anh của bộ tiêu chí"),
    "criteria.weigh_criterion": gettext_lazy("Đặt điểm tối đa của chỉ số"),
    "criteria.withdraw_guidance": gettext_lazy("Rút hướng dẫn thực hiện tiêu chí"),
    "criteria.write_guidance": gettext_lazy("Hướng dẫn thực hiện tiêu chí"),
    "sheets.import_criteria": gettext_lazy("Nhập bộ tiêu chí từ bảng tính"),
}
FIELDS = {"max_points": gettext_lazy("Điểm tối đa"), "decision_file": gettext_lazy("Quyết định ban hành")}
