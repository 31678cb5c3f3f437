"""Funds and campaigns of giving, what was given to them, what it was used for, and the books beneath.

The database keeps the books (migration 0002): lines of a voucher come to nought and are all there at once, nothing is changed or
deleted, no fund has less than nought, closed books take no more, a reversal is the exact opposite.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.documents.models import Document
from hieuhoc.funds.rules.books import GOODS, HELD, MONEY, MOVED, RAISED, USED
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import generated_key
from hieuhoc.people.models import Citizen, Group
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class FundQuerySet(models.QuerySet["Fund"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))


class Fund(models.Model):
    """quỹ, or đợt vận động: has its own books. `place`: where it is kept today; what it did before a merger stays with the place of
    that day. `closed_through`: the last day whose books are closed."""

    class Kind(models.TextChoices):
        FUND = "fund", _("Quỹ")
        DRIVE = "drive", _("Đợt vận động")

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=160)
    name_key = generated_key("name")
    purpose = models.CharField(max_length=600)
    decider = models.CharField(max_length=200)  # who decides on its use
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="funds")  # of a clan
    since = models.DateField()
    until = models.DateField(null=True)  # the last day on which it takes gifts
    goal = models.BigIntegerField(null=True)  # đồng
    bank_bin = models.CharField(max_length=6, blank=True)
    bank_account = models.CharField(max_length=19, blank=True)
    account_holder = models.CharField(max_length=120, blank=True)
    closed_through = models.DateField(null=True)

    objects = FundQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place"], name="fund_place")]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="fund_name_once_in_a_place"),
            models.CheckConstraint(condition=Q(until=None) | Q(since__lte=F("until")), name="fund_since_before_until"),
            models.CheckConstraint(condition=Q(goal=None) | Q(goal__gt=0), name="fund_goal_above_nought"),
            models.CheckConstraint(
                condition=Q(bank_bin="", bank_account="") | ~Q(bank_bin="") & ~Q(bank_account=""),
                name="fund_bank_with_account",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class FundMove(models.Model):
    """The fund of a place that was cut, or ended without a successor, goes on in the place somebody said."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="moves")
    source = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fund", "source"], name="fund_move_once")]

    def __str__(self) -> str:
        return f"FundMove {self.fund_id}"


class Balance(models.Model):
    """What stands on an account of a fund; kept by the database as lines are written."""

    class Account(models.TextChoices):
        MONEY = MONEY, _("Tiền")
        GOODS = GOODS, _("Hiện vật")
        RAISED = RAISED, _("Đã huy động")
        USED = USED, _("Đã dùng")
        MOVED = MOVED, _("Chuyển quỹ")

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="balances", db_index=False)
    account = models.CharField(max_length=8, choices=Account)
    amount = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "account"], name="balance_once"),
            models.CheckConstraint(condition=~Q(account__in=HELD) | Q(amount__gte=0), name="balance_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.amount}"


class Voucher(models.Model):
    """chứng từ: one entry in the books of a fund. `place`: where the fund was kept that day."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="vouchers")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    booked_on = models.DateField()
    about = models.CharField(max_length=300)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Voucher {self.pk}"


class VoucherLine(models.Model):
    """đồng; above nought a debit, below a credit."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(max_length=8, choices=Balance.Account)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="voucher_line_not_nought")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class GiftQuerySet(models.QuerySet["Gift"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(fund__in=Fund.objects.within(scope))

    def received(self) -> Self:
        return self.filter(status=Gift.Status.RECEIVED)


class Gift(models.Model):
    """khoản ủng hộ: promised, then received. `place`: where the fund was kept when it came. `code`: what a transfer says of itself."""

    class Form(models.TextChoices):
        MONEY = MONEY, _("Tiền")
        GOODS = GOODS, _("Hiện vật")
        LABOUR = "labour", _("Ngày công")
        VENUE = "venue", _("Địa điểm")

    class Donor(models.TextChoices):
        PERSON = "person", _("Cá nhân")
        FAMILY = "family", _("Gia đình")
        CLAN = "clan", _("Dòng họ")
        ENTERPRISE = "company", _("Doanh nghiệp")
        RELIGION = "religion", _("Tổ chức tôn giáo")
        BODY = "body", _("Cơ quan, đoàn thể, tổ chức khác")

    class Status(models.TextChoices):
        PLEDGED = "pledged", pgettext_lazy("gift", "Đã hứa")
        RECEIVED = "given", pgettext_lazy("gift", "Đã nhận")
        WITHDRAWN = "dropped", pgettext_lazy("gift", "Thôi ủng hộ")
        REVERSED = "gift_off", pgettext_lazy("gift", "Đã huỷ ghi nhận")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="gifts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=8, choices=Form)
    amount = models.BigIntegerField()  # đồng, or what it is worth
    about = models.CharField(max_length=300, blank=True)  # 50 cuốn sách giáo khoa
    hours = models.IntegerField(null=True)  # of labour
    worth_by = models.CharField(max_length=300, blank=True)  # what says so
    donor_kind = models.CharField(max_length=8, choices=Donor)
    donor_name = models.CharField(max_length=200)
    citizen = models.ForeignKey(Citizen, null=True, on_delete=models.PROTECT, related_name="gifts")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="gifts")
    email = models.BinaryField(null=True)  # encrypted
    is_address_lost = models.BooleanField(default=False, db_default=False)  # no key opens the one that is kept
    is_named = models.BooleanField(default=False, db_default=False)  # the donor agrees to be named in public
    may_be_written_to = models.BooleanField(default=False, db_default=False)  # the donor agrees to be thanked
    code = models.CharField(max_length=16, unique=True)
    document = models.CharField(max_length=60, blank=True, default="", db_default="")  # its number in a list, a paper
    status = models.CharField(max_length=10, choices=Status, default=Status.PLEDGED)
    pledged_on = models.DateField()
    received_on = models.DateField(null=True)
    voucher = models.OneToOneField(Voucher, null=True, on_delete=models.PROTECT, related_name="gift")
    thanked_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = GiftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["fund", "status", "id"], name="gift_fund_status")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="gift_above_nought"),
            models.CheckConstraint(condition=Q(form=MONEY) | ~Q(worth_by=""), name="gift_says_what_it_is_worth_by"),
            models.CheckConstraint(
                condition=Q(status__in=["pledged", "dropped"], voucher=None)
                | Q(status__in=["given", "gift_off"], voucher__isnull=False, received_on__isnull=False),
                name="gift_received_is_booked",
            ),
        ]

    def __str__(self) -> str:
        return f"Gift {self.code}"

    @property
    def authority_place_id(self) -> int:
        return self.fund.place_id


class ThanksRun(models.Model):
    """Thanks sent together to donors of a fund; counted in gifts. One at a time for a fund; halted, it can be taken up again."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Đang chờ")
        SENDING = "sending", _("Đang gửi")
        DONE = "sent_all", _("Đã gửi hết")
        HALTED = "halted", _("Đã dừng")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="thanks_runs")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    rows_total = models.IntegerField()
    rows_done = models.IntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField()  # the last sign of life of who sends

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund"], condition=Q(status__in=["asked", "sending"]), name="thanks_run_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"ThanksRun {self.pk}"


class UseQuerySet(models.QuerySet["Use"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(fund__in=Fund.objects.within(scope))

    def paid(self) -> Self:
        return self.filter(status__in=[Use.Status.PAID, Use.Status.PROVEN])


class Use(models.Model):
    """khoản chi: asked, approved by somebody else, paid, proven. `place`: where the fund was kept when it was paid."""

    class Kind(models.TextChoices):
        SCHOLARSHIP = "grant", _("Học bổng")
        PRIZE = "prize", _("Khen thưởng")
        EQUIPMENT = "kit", _("Trang bị cho trung tâm học tập")
        ACTIVITY = "activity", _("Hoạt động khuyến học")

    class Status(models.TextChoices):
        ASKED = "wanted", pgettext_lazy("use", "Chờ duyệt")
        APPROVED = "granted", pgettext_lazy("use", "Đã duyệt")
        REFUSED = "turned_off", pgettext_lazy("use", "Không duyệt")
        PAID = "paid_out", pgettext_lazy("use", "Đã chi")
        PROVEN = "proven", pgettext_lazy("use", "Đã có chứng từ")
        REVERSED = "use_off", pgettext_lazy("use", "Đã huỷ chi")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="uses")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    form = models.CharField(max_length=8, choices=[(MONEY, _("Tiền")), (GOODS, _("Hiện vật"))])
    amount = models.BigIntegerField()
    citizen = models.ForeignKey(Citizen, null=True, on_delete=models.PROTECT, related_name="uses")
    recipient = models.CharField(max_length=200, blank=True)  # a school, a centre: who is no person
    reason = models.CharField(max_length=600)
    is_named = models.BooleanField(default=False, db_default=False)  # the recipient agrees to be named in public
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    decision_note = models.CharField(max_length=300, blank=True)
    paid_on = models.DateField(null=True)
    voucher = models.OneToOneField(Voucher, null=True, on_delete=models.PROTECT, related_name="use")
    proof = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")

    objects = UseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["fund", "status", "id"], name="use_fund_status")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="use_above_nought"),
            models.CheckConstraint(
                condition=Q(citizen__isnull=False, recipient="") | Q(citizen=None) & ~Q(recipient=""),
                name="use_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None) | Q(decided_by=None) | ~Q(asked_by=F("decided_by")), name="use_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["wanted", "granted", "turned_off"], voucher=None)
                | Q(status__in=["paid_out", "proven", "use_off"], voucher__isnull=False, paid_on__isnull=False),
                name="use_paid_is_booked",
            ),
        ]

    def __str__(self) -> str:
        return f"Use {self.pk}"

    @property
    def payee(self) -> str:
        return self.recipient or (self.citizen.name if self.citizen is not None else "")

    @property
    def authority_place_id(self) -> int:
        return self.fund.place_id


class StatementQuerySet(models.QuerySet["Statement"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(fund__in=Fund.objects.within(scope))


class Statement(models.Model):
    """sao kê: a file of the bank that was read. The file itself is not kept, only its hash and what was new in it."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="statements")
    file_name = models.CharField(max_length=200)
    sha256 = models.BinaryField()
    bank = models.CharField(max_length=40)  # whose layout it has
    line_count = models.IntegerField()  # in the file, known ones too
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fund", "sha256"], name="statement_once")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def authority_place_id(self) -> int:
        return self.fund.place_id


class StatementLineQuerySet(models.QuerySet["StatementLine"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(fund__in=Fund.objects.within(scope))


class StatementLine(models.Model):
    """dòng sao kê: what came into the account of the fund, once however often files repeat it (`mark`)."""

    class Status(models.TextChoices):
        MATCHED = "matched", _("Đã khớp")
        DOUBTFUL = "doubtful", _("Cần hỏi")
        SETTLED = "settled", _("Đã trả lời")
        PASSED_OVER = "no_gift", _("Không phải ủng hộ")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+", db_index=False)
    mark = models.BinaryField()  # rules.statements.marks_of
    booked_on = models.DateField()
    amount = models.BigIntegerField()
    words = models.BinaryField(null=True)  # what the transfer says, and its number; encrypted
    status = models.CharField(max_length=8, choices=Status)
    gift = models.OneToOneField(Gift, null=True, on_delete=models.PROTECT, related_name="statement_line")
    reason = models.CharField(max_length=300, blank=True)  # why it is no gift

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["statement", "status", "id"], name="line_statement_status")]
        constraints = [
            models.UniqueConstraint(fields=["fund", "mark"], name="statement_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="statement_line_brings_something"),
            models.CheckConstraint(
                condition=Q(status__in=["matched", "settled"], gift__isnull=False)
                | Q(status__in=["doubtful", "no_gift"], gift=None),
                name="statement_line_answered_has_gift",
            ),
        ]

    def __str__(self) -> str:
        return f"StatementLine {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.fund.place_id
