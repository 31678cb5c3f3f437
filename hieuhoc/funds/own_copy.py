"""What somebody gave to funds and got from them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from hieuhoc.funds.models import Gift, Use
from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person


def _gifts(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in Gift.objects.filter(citizen__in=person.citizens).select_related("fund").order_by("pk"):
        yield (
            row.fund.name,
            row.get_form_display(),
            row.amount,
            row.about or None,
            row.donor_name,
            row.get_status_display(),
            row.received_on,
            row.is_named,
            row.may_be_written_to,
        )


def _uses(person: Person) -> Iterator[tuple[OwnValue, ...]]:
    for row in Use.objects.filter(citizen__in=person.citizens).select_related("fund").order_by("pk"):
        yield (
            row.fund.name,
            row.get_kind_display(),
            row.amount,
            row.reason,
            row.get_status_display(),
            row.decision_note or None,
            row.paid_on,
            row.is_named,
        )


FUND, AMOUNT = ("fund", gettext_lazy("Quỹ")), ("amount", gettext_lazy("Số tiền (đồng)"))
STATUS, NAMED = ("status", gettext_lazy("Tình trạng")), ("is_named", gettext_lazy("Đồng ý nêu tên công khai"))
PARTS = (
    OwnPart(
        "funds.gifts",
        gettext_lazy("Đã ủng hộ quỹ"),
        (
            FUND,
            ("form", gettext_lazy("Hình thức")),
            AMOUNT,
            ("about", gettext_lazy("Hiện vật, công sức")),
            ("donor", gettext_lazy("Tên ghi khi ủng hộ")),
            STATUS,
            ("received_on", gettext_lazy("Nhận ngày")),
            NAMED,
            ("may_be_written_to", gettext_lazy("Đồng ý nhận lời cảm ơn")),
        ),
        _gifts,
        covers=("funds.donors",),
    ),
    OwnPart(
        "funds.uses",
        gettext_lazy("Được quỹ hỗ trợ"),
        (
            FUND,
            ("kind", gettext_lazy("Loại chi")),
            AMOUNT,
            ("reason", gettext_lazy("Lý do")),
            STATUS,
            ("note", gettext_lazy("Lời duyệt")),
            ("paid_on", gettext_lazy("Chi ngày")),
            NAMED,
        ),
        _uses,
        covers=("funds.recipients",),
    ),
)
