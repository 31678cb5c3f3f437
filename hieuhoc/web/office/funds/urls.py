from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.funds import funds, gifts, statements, thanks, uses

carry_ids("fund", "gift", "statement", "statementline", "use")

FUND, GIFT, USE = "funds/<fund:pk>/", "gifts/<gift:pk>/", "uses/<use:pk>/"

urlpatterns = [
    path("funds/", funds.fund_list, name="fund-list"),
    path("funds/new/", funds.fund_new, name="fund-new"),
    path(FUND, funds.fund, name="fund"),
    path(FUND + "change/", funds.fund_change, name="fund-change"),
    path(FUND + "close/", funds.fund_close, name="fund-close"),
    path(FUND + "transfer/", funds.fund_transfer, name="fund-transfer"),
    path(FUND + "move/", funds.fund_move, name="fund-move"),
    path(FUND + "receive/", funds.fund_receive, name="fund-receive"),
    path(FUND + "thanks/", thanks.fund_thanks, name="fund-thanks"),
    path(FUND + "thanks/send/", thanks.fund_thank, name="fund-thank"),
    path(FUND + "thanks/progress/", thanks.fund_thanks_progress, name="fund-thanks-progress"),
    path(FUND + "thanks/halt/", thanks.fund_thanks_halt, name="fund-thanks-halt"),
    path(FUND + "thanks/letters/", thanks.fund_letters, name="fund-letters"),
    path(FUND + "thanks/letters.pdf", thanks.fund_letters_paper, name="fund-letters-paper"),
    path(FUND + "gifts/", gifts.gift_list, name="gift-list"),
    path(FUND + "gifts/new/", gifts.gift_new, name="gift-new"),
    path(GIFT, gifts.gift, name="gift"),
    path(GIFT + "consents/", gifts.gift_consents, name="gift-consents"),
    path(GIFT + "receive/", gifts.gift_receive, name="gift-receive"),
    path(GIFT + "withdraw/", gifts.gift_withdraw, name="gift-withdraw"),
    path(GIFT + "reverse/", gifts.gift_reverse, name="gift-reverse"),
    path(GIFT + "number/", gifts.gift_number, name="gift-number"),
    path(GIFT + "receipt.pdf", gifts.gift_paper, {"form": "pdf"}, name="gift-paper"),
    path(GIFT + "receipt.docx", gifts.gift_paper, {"form": "docx"}, name="gift-paper-docx"),
    path(FUND + "statements/", statements.statement_list, name="statement-list"),
    path(FUND + "statements/new/", statements.statement_new, name="statement-new"),
    path("statements/<statement:pk>/", statements.statement, name="statement"),
    path("statement-lines/<statementline:pk>/answer/", statements.line_answer, name="line-answer"),
    path("uses/", uses.use_list, name="use-list"),
    path(FUND + "uses/new/", uses.use_new, name="use-new"),
    path(USE, uses.use, name="use"),
    path(USE + "approve/", uses.use_approve, name="use-approve"),
    path(USE + "refuse/", uses.use_refuse, name="use-refuse"),
    path(USE + "pay/", uses.use_pay, name="use-pay"),
    path(USE + "proof/", uses.use_prove, name="use-prove"),
    path(USE + "proof/file/", uses.use_proof, name="use-proof"),
    path(USE + "reverse/", uses.use_reverse, name="use-reverse"),
]
