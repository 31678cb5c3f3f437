"""The proposal list of a commune or of a work unit: made of the dossiers that passed, looked through, sent, sent
back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.impartiality import Bar, refuse_judging
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.audit.editions import EditedSubject, is_sent_again
from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.chains.rules import Act
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.models import UnitSpell, WorkUnit
from hieuhoc.people.reads import kin_of
from hieuhoc.places.models import Place, covers
from hieuhoc.recognition.list_steps import pass_on
from hieuhoc.recognition.models import Proposal, ProposalLine
from hieuhoc.recognition.reads import candidates
from hieuhoc.recognition.rules import may_change_list, may_decide

SUBJECT = "proposal"
PROPOSAL = EditedSubject(
    SUBJECT,
    gettext_lazy("%(who)s đã cập nhật danh sách này lúc %(when)s."),
    gettext_lazy("Mở lại danh sách để xem trạng thái mới."),
)
AUDIT_ROWS = 5_000


@transaction.atomic
def make_proposal(
    round_: Round,
    place: Place,
    *,
    unit: WorkUnit | None = None,
    dossiers: Iterable[int] | None = None,
    actor: User | None,
) -> Proposal:
    """All dossiers that passed (or those of `dossiers`, by id) onto the list of the commune, or of the work unit
    seated at `place`.

    One list at a time: while one is being made, asking again adds who passed since. Lines struck from it stay struck.
    Whose dossier the officer may not judge (their own, their family's) is left for another officer to add.
    """
    require(actor, "recognition.make_proposal", Proposal(place=place, unit=unit))
    if unit is not None:
        _refuse_foreign_seat(unit, place)
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # two officers asking at once make one list
    open_lists = Proposal.objects.filter(round=round_, place=place, unit=unit, status__in=["draft", "returned"])
    proposal = open_lists.select_for_update().order_by("id").first()  # a list being sent meanwhile takes nobody
    chosen = (
        candidates(round_, place, unit).exclude(proposal_lines__proposal=proposal)
        if proposal
        else candidates(round_, place, unit)
    )
    if dossiers is None:
        chosen = without_kin(chosen, actor)
    else:
        refuse_judging(actor, list(dossiers := set(dossiers)), but=[Bar.ENTERED])
        chosen = chosen.filter(pk__in=dossiers)
    ids = list(
        Dossier.objects.filter(pk__in=chosen.values("pk"))
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )
    ids = list(Dossier.objects.filter(pk__in=ids, status=Dossier.Status.PASSED).values_list("pk", flat=True))
    if proposal is None and not ids:
        raise Refusal(
            _("Chưa có hồ sơ nào đủ điều kiện để đề nghị."),
            remedy=_("Xét các hồ sơ đang chờ trước."),
            code="nobody_passed",
        )
    if proposal is None:
        proposal = Proposal.objects.create(round=round_, place=place, unit=unit, made_by=actor)
    if ids:
        _add_lines(proposal, ids, actor)
    return proposal


@transaction.atomic
def strike_line(line: ProposalLine, *, reason: str, actor: User | None) -> ProposalLine:
    """Off this list, with the reason; the dossier may stand on a later one."""
    require(actor, "recognition.strike_line", line.proposal)
    _locked_list(line.proposal_id)
    line = ProposalLine.objects.select_for_update().get(pk=line.pk)
    if line.is_struck:
        return line
    refuse_judging(actor, [line.dossier_id], but=[Bar.ENTERED])
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do gạch tên."), code="no_reason")
    line.is_struck, line.strike_reason = True, reason.strip()
    line.save(update_fields=["is_struck", "strike_reason"])
    _turn_dossiers([line.dossier_id], Dossier.Status.PASSED)
    _record_line("recognition.strike_line", line, actor)
    return line


@transaction.atomic
def restore_line(line: ProposalLine, *, actor: User | None) -> ProposalLine:
    require(actor, "recognition.restore_line", line.proposal)
    _locked_list(line.proposal_id)
    line = ProposalLine.objects.select_for_update().get(pk=line.pk)
    if not line.is_struck:
        return line
    refuse_judging(actor, [line.dossier_id], but=[Bar.ENTERED])
    dossier = Dossier.objects.select_for_update(no_key=True).get(pk=line.dossier_id)
    if dossier.status != Dossier.Status.PASSED:
        raise Refusal(_("Hồ sơ này không còn ở trạng thái đủ điều kiện."), code="no_longer_passed")
    line.is_struck, line.strike_reason = False, ""
    line.save(update_fields=["is_struck", "strike_reason"])
    _turn_dossiers([line.dossier_id], Dossier.Status.PROPOSED)
    _record_line("recognition.restore_line", line, actor)
    return line


@transaction.atomic
def send_proposal(proposal: Proposal, *, edition: int | None = None, actor: User | None) -> Proposal:
    require(actor, "recognition.send_proposal", proposal)
    proposal, is_resent = locked_proposal(
        proposal, edition, deed="recognition.send_proposal", status=Proposal.Status.SENT, actor=actor
    )
    if is_resent:
        return proposal
    refuse_list_with_kin(proposal, actor)
    if not may_change_list(proposal.status):
        raise Refusal(
            _("Danh sách đang ở bước “%(status)s” nên không trình được.") % {"status": proposal.get_status_display()},
            code="wrong_step",
        )
    if not proposal.lines.filter(is_struck=False).exists():
        raise Refusal(_("Danh sách không còn ai."), remedy=_("Thêm hồ sơ đủ điều kiện rồi trình."), code="nobody_left")
    pass_on(proposal, Act.PROPOSE, Act.DECIDE, actor)
    before, proposal.status, proposal.sent_at = proposal.status, Proposal.Status.SENT, timezone.now()
    return written_proposal(proposal, "sent_at", deed="recognition.send_proposal", before=before, actor=actor)


@transaction.atomic
def return_proposal(proposal: Proposal, *, note: str, edition: int | None = None, actor: User | None) -> Proposal:
    """Back to who made it, with what to mend."""
    require(actor, "recognition.return_proposal", proposal)
    proposal, is_resent = locked_proposal(
        proposal, edition, deed="recognition.return_proposal", status=Proposal.Status.RETURNED, actor=actor
    )
    if is_resent:
        return proposal
    refuse_list_with_kin(proposal, actor)
    if not may_decide(proposal.status):
        raise Refusal(
            _("Danh sách đang ở bước “%(status)s” nên không trả lại được.") % {"status": proposal.get_status_display()},
            code="wrong_step",
        )
    if not note.strip():
        raise Refusal(_("Chưa ghi cần sửa gì."), code="no_note")
    pass_on(proposal, Act.DECIDE, Act.PROPOSE, actor)
    before, proposal.status, proposal.note = proposal.status, Proposal.Status.RETURNED, note.strip()
    proposal = written_proposal(proposal, "note", deed="recognition.return_proposal", before=before, actor=actor)
    if proposal.made_by is not None:
        key = f"recognition.proposal.{proposal.pk}.{proposal.edition}"
        subject = gettext_lazy("Danh sách đề nghị bị trả lại")
        send(Message.Channel.IN_APP, recipient=proposal.made_by, subject=subject, body=proposal.note, key=key)
    return proposal


def without_kin(dossiers: QuerySet[Dossier], user: User | None) -> QuerySet[Dossier]:
    """Those the user may judge: neither their own nor their family's."""
    return dossiers if user is None else dossiers.exclude(citizen__in=kin_of(user).values("pk"))


def has_kin(proposal: Proposal, user: User) -> bool:
    """Does the officer's own or their family's dossier stand on the list?"""
    return proposal.lines.filter(is_struck=False, dossier__citizen__in=kin_of(user).values("pk")).exists()


def refuse_list_with_kin(proposal: Proposal, user: User | None) -> None:
    """A list with the officer's own or their family's dossier on it goes on by another's hand."""
    lines = proposal.lines.filter(is_struck=False).values_list("dossier_id", flat=True)
    refuse_judging(user, list(lines) if user is not None else [], but=[Bar.ENTERED])


def _refuse_foreign_seat(unit: WorkUnit, place: Place) -> None:
    """A staff officer speaks for the unit, and so only where it is."""
    if not UnitSpell.objects.filter(covers(timezone.localdate()), unit=unit, place=place).exists():
        raise Refusal(
            _("Đơn vị này không đặt tại nơi đã chọn."), remedy=_("Chọn nơi đặt trụ sở của đơn vị."), code="foreign_seat"
        )


def locked_proposal(
    proposal: Proposal, edition: int | None, *, deed: str, status: str, actor: User | None
) -> tuple[Proposal, bool]:
    """The locked row, and whether this very request was already carried out (audit.editions)."""
    row = Proposal.objects.select_for_update(of=("self",)).select_related("round", "place").get(pk=proposal.pk)
    return row, is_sent_again(row, edition, PROPOSAL, deed=deed, is_done=row.status == status, actor=actor)


def written_proposal(proposal: Proposal, *fields: str, deed: str, before: str, actor: User | None) -> Proposal:
    proposal.edition += 1
    proposal.save(update_fields=["status", "edition", *fields])
    record(
        deed,
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=proposal.pk,
        place=proposal.place_id,
        changes={"status": [before, proposal.status], "edition": [proposal.edition - 1, proposal.edition]},
    )
    return proposal


def note_rows(entry: Entry, kind: str, ids: Sequence[int], *, is_new: bool) -> None:
    rows = [EntryRow(entry=entry, subject_kind=kind, subject_id=pk, is_new=is_new) for pk in ids]
    EntryRow.objects.bulk_create(rows, batch_size=AUDIT_ROWS)


def _add_lines(proposal: Proposal, ids: Sequence[int], actor: User | None) -> None:
    ProposalLine.objects.bulk_create(
        (ProposalLine(proposal=proposal, dossier_id=pk) for pk in ids), batch_size=AUDIT_ROWS
    )
    _turn_dossiers(ids, Dossier.Status.PROPOSED)
    entry = record_bulk(
        "recognition.make_proposal",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=proposal.pk,
        place=proposal.place_id,
        changes={"lines_added": [None, len(ids)]},
        rows_touched=len(ids),
    )
    note_rows(entry, "dossier", ids, is_new=False)


def _locked_list(proposal_id: int) -> Proposal:
    proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
    if not may_change_list(proposal.status):
        raise Refusal(
            _("Danh sách đang ở bước “%(status)s” nên không sửa được.") % {"status": proposal.get_status_display()},
            code="wrong_step",
        )
    return proposal


def _turn_dossiers(ids: Sequence[int], status: str) -> None:
    changes: dict[str, Any] = {"status": status, "edition": F("edition") + 1}
    Dossier.objects.filter(pk__in=ids).update(**changes)


def _record_line(deed: str, line: ProposalLine, actor: User | None) -> None:
    proposal = line.proposal
    entry = record_bulk(
        deed,
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=proposal.pk,
        place=proposal.place_id,
        changes={"is_struck": [not line.is_struck, line.is_struck]},
        rows_touched=1,
    )
    note_rows(entry, "dossier", [line.dossier_id], is_new=False)
