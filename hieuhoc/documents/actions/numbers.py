"""Numbers of official papers: taken one after the other, spoilt with a reason, never given twice.

Legal source: Decree 30/2020/NĐ-CP, article 15: numbers run from 01 on 1 January for each kind of paper of an issuer.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.kinds import kind_of
from hieuhoc.documents.models import NumberSeries, RegisteredNumber
from hieuhoc.documents.reads import issuer_key, standing_number
from hieuhoc.documents.rules import number_text
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place

SUBJECT = "paper_number"


@dataclass(frozen=True)
class NumberWanted:
    """`kind`: of `documents.kinds`; `symbol`: "TTr-HKH"; the subject as the audit names records."""

    kind: str
    issuer: str
    symbol: str
    about: str
    signed_on: date
    signatory_title: str
    subject_kind: str
    subject_id: int
    signatory: str = ""
    parent_organ: str = ""
    recipients: str = ""

    def cleaned(self) -> "NumberWanted":
        words = {name: " ".join(value.split()) for name, value in vars(self).items() if isinstance(value, str)}
        lines = "\n".join(" ".join(line.split()) for line in self.recipients.splitlines() if line.strip())
        words["symbol"] = words["symbol"].strip("/ ")
        return NumberWanted(**(vars(self) | words | {"recipients": lines}))


@transaction.atomic
def take_number(
    wanted: NumberWanted, place: Place, *, first: int | None = None, actor: User | None
) -> RegisteredNumber:
    """The next number of the issuer for the kind and year; given back when the transaction fails, so none is left out.

    `first`: where the numbers of the year begin when a register on paper was kept before; only for the first number.
    Asked again for the same paper: the number it bears.
    """
    require(actor, "documents.take_number", place)
    wanted = wanted.cleaned()
    _refuse_gaps(wanted)
    key: dict[str, Any] = {
        "place": place,
        "issuer_key": issuer_key(wanted.issuer),
        "kind": wanted.kind,
        "year": wanted.signed_on.year,
    }
    series, _is_new = NumberSeries.objects.get_or_create(**key)
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    standing = standing_number(wanted.subject_kind, wanted.subject_id, wanted.kind)
    if standing is not None:
        return standing
    if first is not None and series.last:
        raise Refusal(
            _("Sổ năm %(year)s đã cấp đến số %(last)s nên không đổi số bắt đầu được.")
            % {"year": series.year, "last": series.last},
            remedy=_("Bỏ trống ô số bắt đầu để lấy số kế tiếp."),
            code="series_begun",
        )
    series.last = max(first or 1, 1) if not series.last else series.last + 1
    series.save(update_fields=["last"])
    number = RegisteredNumber.objects.create(
        series=series,
        place=place,
        sequence=series.last,
        text=number_text(series.last, wanted.symbol),
        taken_by=actor,
        **{name: value for name, value in vars(wanted).items() if name != "symbol"},
    )
    record(
        "documents.take_number",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=number.pk,
        place=place.pk,
        changes={"number": [None, number.text], "issuer": [None, number.issuer], "signed_on": [None, number.signed_on]},
    )
    return number


@transaction.atomic
def spoil_number(number: RegisteredNumber, *, reason: str, actor: User | None) -> RegisteredNumber:
    """A number of a paper that was not issued, or was written wrong: it stays in the register with the reason, and its paper may
    take another. Asked again, nothing happens."""
    require(actor, "documents.spoil_number", number)
    number = RegisteredNumber.objects.select_for_update().get(pk=number.pk)
    if number.spoilt_at is not None:
        return number
    if kind_of(number.kind).is_number_kept:
        raise Refusal(
            _("Số này nằm trên văn bản đã ban hành nên không huỷ được."),
            remedy=_("Ban hành văn bản khác để sửa, thu hồi văn bản ấy."),
            code="number_kept",
        )
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do huỷ số."), code="no_reason")
    number.spoilt_at, number.spoilt_by, number.spoilt_reason = timezone.now(), actor, reason.strip()
    number.save(update_fields=["spoilt_at", "spoilt_by", "spoilt_reason"])
    record(
        "documents.spoil_number",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=number.pk,
        place=number.place_id,
        changes={"spoilt_reason": ["", number.spoilt_reason]},
    )
    return number


def _refuse_gaps(wanted: NumberWanted) -> None:
    missing = {
        "no_issuer": (wanted.issuer, _("Chưa ghi cơ quan ban hành.")),
        "no_symbol": (wanted.symbol, _("Chưa ghi ký hiệu sau số; ghi như TTr-HKH.")),
        "no_signatory_title": (wanted.signatory_title, _("Chưa ghi chức vụ người ký.")),
    }
    for code, (value, sentence) in missing.items():
        if not value:
            raise Refusal(sentence, code=code)
