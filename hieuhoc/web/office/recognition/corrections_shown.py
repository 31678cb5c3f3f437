"""What the page of a decision says of those that put its names right, or of the one it puts right."""

from typing import Any

from hieuhoc.accounts.models import User
from hieuhoc.recognition.models import Decision, Title


def corrections_of(user: User, decision: Decision) -> dict[str, Any]:
    is_list = decision.kind == Decision.Kind.RECOGNISE
    may_correct = is_list and user.has_perm("recognition.correct_decision", decision)
    return {
        "corrections": list(decision.corrected_by.order_by("signed_on", "pk")) if is_list else [],
        "may_correct": may_correct and Title.objects.filter(decision=decision).with_an_old_name().exists(),
        "corrected": dict(decision.name_corrections.values_list("title", "printed_name")) if not is_list else {},
    }
