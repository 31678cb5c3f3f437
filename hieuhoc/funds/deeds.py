"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.funds.models import Fund, Gift, StatementLine, ThanksRun, Use

VERBS = {
    "funds.open_fund": gettext_lazy("Lập quỹ"),
    "funds.change_fund": gettext_lazy("Sửa thông tin quỹ"),
    "funds.close_books": gettext_lazy("Khoá sổ quỹ"),
    "funds.transfer_money": gettext_lazy("Chuyển tiền giữa hai quỹ"),
    "funds.move_fund": gettext_lazy("Chuyển quỹ về nơi mới"),
    "funds.pledge_gift": gettext_lazy("Ghi hứa ủng hộ"),
    "funds.receive_gift": gettext_lazy("Nhận ủng hộ"),
    "funds.receive_gifts": gettext_lazy("Nhận các khoản đang chờ"),
    "funds.withdraw_gift": gettext_lazy("Ghi thôi ủng hộ"),
    "funds.reverse_gift": gettext_lazy("Huỷ ghi nhận ủng hộ"),
    "funds.change_consents": gettext_lazy("Ghi ý của người ủng hộ"),
    "funds.thank_givers": gettext_lazy("Cảm ơn người ủng hộ chưa được cảm ơn"),
    "funds.halt_thanks": gettext_lazy("Dừng gửi lời cảm ơn"),
    "funds.note_letters": gettext_lazy("Ghi đã gửi thư cảm ơn"),
    "funds.read_funds": gettext_lazy("Xem quỹ khuyến học"),
    "funds.import_statement": gettext_lazy("Nhập sao kê ngân hàng"),
    "funds.settle_line": gettext_lazy("Khớp dòng sao kê với khoản đã hứa"),
    "funds.take_line": gettext_lazy("Ghi khoản ủng hộ từ dòng sao kê"),
    "funds.pass_over_line": gettext_lazy("Bỏ qua dòng sao kê"),
    "funds.ask_use": gettext_lazy("Đề nghị chi"),
    "funds.approve_use": gettext_lazy("Duyệt chi"),
    "funds.refuse_use": gettext_lazy("Không duyệt chi"),
    "funds.pay_use": gettext_lazy("Chi"),
    "funds.prove_use": gettext_lazy("Gắn chứng từ chi"),
    "funds.reverse_use": gettext_lazy("Huỷ khoản chi"),
    "sheets.import_gifts": gettext_lazy("Nhập khoản ủng hộ"),
}
FIELDS = {
    "goal": gettext_lazy("Mục tiêu (đồng)"),
    "amount": gettext_lazy("Số tiền (đồng)"),
    "form": pgettext_lazy("gift", "Hình thức"),
    "received_on": gettext_lazy("Ngày nhận"),
    "paid_on": gettext_lazy("Ngày chi"),
    "closed_through": gettext_lazy("Khoá sổ đến hết ngày"),
    "target": pgettext_lazy("fund", "Quỹ nhận"),
    "matched": gettext_lazy("Dòng đã khớp"),
    "doubtful": gettext_lazy("Dòng cần hỏi"),
    "thanked": gettext_lazy("Khoản được cảm ơn"),
    "is_named": gettext_lazy("Đồng ý nêu tên công khai"),
    "may_be_written_to": gettext_lazy("Đồng ý nhận lời cảm ơn"),
    "use": gettext_lazy("Việc chi"),
    "decider": gettext_lazy("Nơi quyết định chi"),
    "bank_account": gettext_lazy("Số tài khoản"),
}
CHOICES = (Fund.Kind, Gift.Form, Gift.Status, Use.Kind, Use.Status, StatementLine.Status, ThanksRun.Status)
