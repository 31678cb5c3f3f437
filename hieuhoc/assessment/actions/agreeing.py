"""A step of a review chain that gives no points: somebody looks at what passed and agrees, for one dossier or many."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.actions.concurrency import one_of_each_power, record_many
from hieuhoc.assessment.impartiality import bars, refused_for
from hieuhoc.assessment.models import Dossier, Round, Stance
from hieuhoc.assessment.steps import SUBJECT, StepAt, after, is_complete, passages_of, refuse_step
from hieuhoc.chains.models import Chain
from hieuhoc.chains.passing import put
from hieuhoc.chains.rules import Act, Who
from hieuhoc.lib.errors import Refusal


@dataclass(frozen=True)
class Agreed:
    """`done`: agreed to; `left`: not, each with the sentence that says why."""

    done: tuple[Dossier, ...]
    left: tuple[tuple[Dossier, str], ...]


@transaction.atomic
def agree_dossiers(dossiers: Sequence[Dossier], *, reason: str = "", actor: User | None) -> Agreed:
    """What the actor may not agree to is told and left; one entry for all, which stands in the history of each."""
    for dossier in one_of_each_power(dossiers, actor):
        require(actor, "assessment.agree_dossiers", dossier)
    ids = [dossier.pk for dossier in dossiers]
    list(Dossier.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    done, left, barred, standing = [], [], bars(actor, ids), passages_of(ids)
    for row in Dossier.objects.filter(pk__in=ids).select_related("round", "citizen").order_by("pk"):
        try:
            if row.pk in barred:
                raise refused_for(barred[row.pk])
            _refuse(standing.get(row.pk), row, actor)
        except Refusal as refusal:
            left.append((row, refusal.advice))
        else:
            done.append(row)
    _agree(done, standing, reason.strip(), actor)
    record_many("assessment.agree_dossiers", done, changes={"agreed": [None, len(done)]}, actor=actor)
    return Agreed(tuple(done), tuple(left))


def _agree(dossiers: Sequence[Dossier], standing: dict[int, StepAt], reason: str, actor: User | None) -> None:
    Stance.objects.bulk_create(
        Stance(
            dossier=row,
            step=standing[row.pk].position,
            step_name=standing[row.pk].step.name,
            reason=reason,
            given_by=actor,
        )
        for row in dossiers
    )
    onward: dict[tuple[Chain, int], list[int]] = defaultdict(list)
    for row in dossiers:
        here = standing[row.pk]
        following = after(here, row) if is_complete(here, row) else None
        if following is not None:
            onward[here.chain, following].append(row.pk)
    for (chain, position), ids in onward.items():
        put(SUBJECT, ids, chain, position, timezone.localdate())
    Dossier.objects.filter(pk__in=[row.pk for row in dossiers]).update(edition=F("edition") + 1)


def _refuse(here: StepAt | None, dossier: Dossier, actor: User | None) -> None:
    if dossier.round.status == Round.Status.PLANNED:
        raise Refusal(_("Đợt năm %(year)s không mở.") % {"year": dossier.round.year}, code="round_not_open")
    if here is None:
        raise Refusal(_("Hồ sơ này không chờ bước xét nào."), code="wrong_step")
    if here.step.who == Who.COUNCIL:
        raise Refusal(
            _("Bước “%(step)s” do hội đồng quyết ở cuộc họp.") % {"step": here.step.name}, code="council_meets"
        )
    refuse_step(here, Act.AGREE, dossier, actor)
