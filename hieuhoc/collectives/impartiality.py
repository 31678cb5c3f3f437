"""Whose step of a model's review chain it is, and that nobody takes two where the chain wants other eyes."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.steps import refuse_others_step
from hieuhoc.chains.rules import Act
from hieuhoc.collectives.models import Registration
from hieuhoc.collectives.steps import ModelStep, hands_of, steps_of
from hieuhoc.lib.errors import Refusal


def refuse_deciding(rows: Sequence[Registration], actor: User | None) -> None:
    """Raises Refusal when a chain still has another step before the decision ("under_review"), or gives it to others
    ("not_their_step", "acted_before"). Models without a chain pass."""
    standing, hands = steps_of([row.pk for row in rows]), hands_of([row.pk for row in rows])
    for row in rows:
        here = standing.get(row.pk)
        if here is None:
            continue
        if here.step.act != Act.DECIDE:
            raise Refusal(
                _("Trong danh sách có mô hình còn ở bước “%(step)s”.") % {"step": here.step.name}, code="under_review"
            )
        refuse_others_step(here.step, row, actor)
        refuse_second_hand(here, hands.get(row.pk, ()), actor)


def refuse_second_hand(here: ModelStep, hands: Collection[tuple[int | None, int]], actor: User | None) -> None:
    """Raises Refusal ("acted", "acted_before"). `hands`: who took which step since it was last sent back."""
    took = {position for user, position in hands if actor is not None and user == actor.pk}
    if here.position in took:
        raise Refusal(_("Mình đã làm bước này."), remedy=_("Chờ người còn lại của bước."), code="acted")
    if here.step.four_eyes and took:
        raise Refusal(
            _("Người đã làm bước trước của mô hình này không làm bước này."),
            remedy=_("Để cán bộ khác làm bước này."),
            code="acted_before",
        )
