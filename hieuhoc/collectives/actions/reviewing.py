"""The steps of a review chain that a model goes through before it is decided on: sent on, agreed to, sent back."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.steps import refuse_others_step
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.chains.models import Chain
from hieuhoc.chains.passing import put
from hieuhoc.chains.reads import takers_of
from hieuhoc.collectives.impartiality import refuse_second_hand
from hieuhoc.collectives.judgements import judge_registrations
from hieuhoc.collectives.models import ModelStance, Registration
from hieuhoc.collectives.steps import REVIEWED_BY, SUBJECT, ModelStep, hands_of, steps_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.recognition.actions.groups import refuse_own_family
from hieuhoc.recognition.actions.proposals import note_rows

MOST_TOLD = 20


@dataclass(frozen=True)
class AgreedModels:
    """`done`: agreed to; `left`: not, each with the sentence that says why."""

    done: tuple[Registration, ...]
    left: tuple[tuple[Registration, str], ...]


@transaction.atomic
def agree_models(registrations: Collection[int], *, reason: str = "", actor: User | None) -> AgreedModels:
    """Registrations by id. Judged anew first: only what meets its criteria today goes on. What the actor may not agree to is
    told and left; one entry for all."""
    rows = _locked(registrations)
    for row in {(row.place_id, row.unit_id): row for row in rows}.values():
        require(actor, "collectives.agree_models", row)
    standing, hands = steps_of([row.pk for row in rows]), hands_of([row.pk for row in rows])
    done, left = [], []
    for row in rows:
        try:
            _refuse(standing.get(row.pk), row, hands.get(row.pk, ()), actor)
        except Refusal as refusal:
            left.append((row, refusal.advice))
        else:
            done.append(row)
    _agree(done, standing, hands, reason.strip(), actor)
    return AgreedModels(tuple(done), tuple(left))


@transaction.atomic
def return_model(registration: Registration, *, note: str, actor: User | None) -> Registration:
    """Back to the first step, with what is missing; told to those who take that step."""
    require(actor, "collectives.return_model", registration)
    (row,) = _locked([registration.pk])
    here = steps_of([row.pk]).get(row.pk)
    if here is None:
        raise Refusal(_("Mô hình này không chờ bước xét nào."), code="wrong_step")
    refuse_others_step(here.step, row, actor)
    _refuse_family(row, actor)
    if not here.step.may_return:
        raise Refusal(_("Bước “%(step)s” không trả lại.") % {"step": here.step.name}, code="wrong_step")
    if not note.strip():
        raise Refusal(_("Chưa ghi cần bổ sung gì."), code="no_note")
    stance = _stance(row, here, actor, agrees=False, reason=note.strip())
    stance.save()
    first = here.first(row.place_id)
    put(SUBJECT, [row.pk], here.chain, first, timezone.localdate())
    record(
        "collectives.return_model",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=row.pk,
        place=row.place_id,
        changes={"step": [here.step.name, here.chain.way.at(first).name], "reason": [None, note.strip()]},
    )
    for user in takers_of(here.chain.way.at(first), row.place_id, most=MOST_TOLD):
        send(
            Message.Channel.IN_APP,
            recipient=user,
            subject=gettext_lazy("Mô hình học tập cần bổ sung"),
            body=note.strip(),
            key=f"collectives.return.{stance.pk}.{user.pk}",
        )
    return row


def _locked(registrations: Collection[int]) -> list[Registration]:
    ids = list(Registration.objects.filter(pk__in=registrations).select_for_update().values_list("pk", flat=True))
    judge_registrations(ids)
    return list(Registration.objects.filter(pk__in=ids).with_bodies().order_by("pk"))


def _agree(
    rows: Sequence[Registration],
    standing: dict[int, ModelStep],
    hands: dict[int, list[tuple[int | None, int]]],
    reason: str,
    actor: User | None,
) -> None:
    if not rows:
        return
    ModelStance.objects.bulk_create(_stance(row, standing[row.pk], actor, reason=reason) for row in rows)
    onward: dict[tuple[Chain, int], list[int]] = defaultdict(list)
    for row in rows:
        here = standing[row.pk]
        took = 1 + sum(position == here.position for _user, position in hands.get(row.pk, ()))
        following = here.after(row.place_id) if took >= here.step.reviewers else None
        if following is not None:
            onward[here.chain, following].append(row.pk)
    for (chain, position), ids in onward.items():
        put(SUBJECT, ids, chain, position, timezone.localdate())
    places = {row.place_id for row in rows}
    entry = record_bulk(
        "collectives.agree_models",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=rows[0].pk if len(rows) == 1 else None,
        place=places.pop() if len(places) == 1 else None,
        changes={"agreed": [None, len(rows)]},
        rows_touched=len(rows),
    )
    note_rows(entry, SUBJECT, [row.pk for row in rows], is_new=False)


def _stance(
    row: Registration, here: ModelStep, actor: User | None, *, agrees: bool = True, reason: str = ""
) -> ModelStance:
    said = {"step": here.position, "step_name": here.step.name, "agrees": agrees, "reason": reason[:300]}
    return ModelStance(registration=row, given_by=actor, **said)


def _refuse(
    here: ModelStep | None, row: Registration, hands: Collection[tuple[int | None, int]], actor: User | None
) -> None:
    if here is None or here.step.act not in REVIEWED_BY:
        raise Refusal(_("Mô hình này không chờ bước xét nào."), code="wrong_step")
    refuse_others_step(here.step, row, actor)
    _refuse_family(row, actor)
    refuse_second_hand(here, hands, actor)
    if row.standing != Registration.Standing.MET:
        raise Refusal(
            _("Mô hình chưa đáp ứng tiêu chí hoặc còn câu hỏi."), remedy=_("Xem trang của mô hình."), code="not_met"
        )


def _refuse_family(row: Registration, actor: User | None) -> None:
    refuse_own_family([row.group_id] if row.group_id else [], actor)
