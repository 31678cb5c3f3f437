"""What an inspector saw of one title: the answers of the checklist, and whether it is merited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.inspection.actions.locking import VISIT, locked_open_visit, refuse_others
from hieuhoc.inspection.checklist import ANSWERS, CODES, DECISIVE, NO
from hieuhoc.inspection.models import CheckedTitle, Inspection
from hieuhoc.lib.errors import Refusal


@dataclass(frozen=True)
class CheckWords:
    """`answers`: code of the question → "yes", "no", "unknown"."""

    verdict: str
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def check_title(
    checked: CheckedTitle, words: CheckWords, *, seen_at: datetime | None = None, actor: User | None
) -> CheckedTitle:
    """The last word holds until the visit is concluded; the same sent twice is one. `seen_at`: when it was written down on a
    telephone without a network: what was written later is not overwritten by it."""
    require(actor, "inspection.check_title", checked.inspection)
    inspection = locked_open_visit(checked.inspection_id)
    refuse_others(inspection, actor)
    moment = min(seen_at or timezone.now(), timezone.now())
    checked = CheckedTitle.objects.select_for_update(of=("self",)).select_related("title").get(pk=checked.pk)
    answers = {code: answer for code, answer in words.answers.items() if code in CODES and answer in dict(ANSWERS)}
    note = words.note.strip()
    _refuse_words(words.verdict, answers, note)
    if checked.checked_at is not None and checked.checked_at >= moment:
        return checked
    said = (checked.verdict, checked.answers, checked.note)
    if said == (words.verdict, answers, note):
        return checked
    old = checked.verdict
    checked.verdict, checked.answers, checked.note = words.verdict, answers, note
    checked.checked_by, checked.checked_at = actor, moment
    checked.save(update_fields=["verdict", "answers", "note", "checked_by", "checked_at"])
    if inspection.status == Inspection.Status.PLANNED:
        inspection.status = Inspection.Status.VISITED
        inspection.save(update_fields=["status"])
    record(
        "inspection.check_title",
        actor=actor,
        subject_kind=VISIT,
        subject_id=inspection.pk,
        place=inspection.place_id,
        changes={"checked_title": [None, checked.title_id], "check_verdict": [old or None, checked.verdict]},
    )
    return checked


def _refuse_words(verdict: str, answers: Mapping[str, str], note: str) -> None:
    if verdict not in CheckedTitle.Verdict:
        raise Refusal(_("Chưa chọn kết luận cho danh hiệu này."), code="no_check_verdict")
    denied = [str(question.text) for question in DECISIVE if answers.get(question.code) == NO]
    if verdict == CheckedTitle.Verdict.MERITED and denied:
        raise Refusal(
            _("Đã trả lời “Không” cho: %(questions)s; danh hiệu này không thể là đúng.")
            % {"questions": "; ".join(denied)},
            remedy=_("Sửa câu trả lời, hoặc kết luận không đúng."),
            code="verdict_against_answers",
        )
    if verdict == CheckedTitle.Verdict.MERITED and any(question.code not in answers for question in DECISIVE):
        raise Refusal(_("Còn câu quyết định chưa trả lời."), code="questions_open")
    if verdict != CheckedTitle.Verdict.MERITED and not note:
        raise Refusal(_("Chưa ghi vì sao."), remedy=_("Ghi điều đã thấy."), code="no_words")
