"""Answers about lists, decisions, titles and codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import DatabaseError
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reads import read_on
from hieuhoc.assessment.steps import not_under_review
from hieuhoc.lib.opaque import read_public_code
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import title_sort_key
from hieuhoc.people.models import Citizen, WorkUnit
from hieuhoc.places.models import Place, Tier
from hieuhoc.places.reads import PlaceLabel, label_of, labels
from hieuhoc.recognition.models import (
    Certificate,
    Decision,
    DecisionOriginal,
    Proposal,
    ProposalLine,
    ReplacedCertificate,
    Title,
)

TITLE_NAME = "Công dân học tập"
STOPPED_AFTER = timedelta(minutes=2)
TAKEN_UP_FOR = timedelta(days=30)


class TitleStanding(StrEnum):
    VALID = "valid"
    REPLACED = "replaced"  # the title stands, but a newer paper says so
    REVOKED = "revoked"
    UNKNOWN = "unknown"  # no certificate has this code
    UNCHECKED = "unchecked"  # we could not look: says nothing about the code


@dataclass(frozen=True)
class CertificateAnswer:
    """All the public may learn from a code. `name` as the paper says it; `is_corrected`: the record says another name
    since, and no newer paper is there yet. `is_mistyped` = it cannot be a code at all (its check character is wrong)."""

    standing: TitleStanding
    name: str = ""
    title: str = ""
    year: int | None = None
    issuer: str = ""
    number: str = ""
    signed_on: date | None = None
    revoking_number: str = ""
    revoked_on: date | None = None
    replaced_on: date | None = None
    correcting_number: str = ""  # of the decision that put its name right
    has_original: bool = False  # the signed decision is open to all
    is_corrected: bool = False
    is_mistyped: bool = False


@dataclass(frozen=True)
class ProposalTask:
    proposal: Proposal
    place: PlaceLabel
    line_count: int
    sent_at: datetime | None


@dataclass(frozen=True)
class Printing:
    """How far the certificates of a decision are. `rate` per second over the last minute; `seconds_left` None while
    unknown; `is_stopped`: nothing was rendered for a while, the worker takes it up again by itself."""

    done: int
    total: int
    rate: float | None
    seconds_left: float | None
    is_stopped: bool

    @property
    def is_done(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True)
class DecisionCard:
    decision: Decision
    place: PlaceLabel
    title_count: int
    standing_count: int
    revoked_count: int
    rendered_count: int  # certificates ready to be handed out


def verify(code: str) -> CertificateAnswer:
    """From what somebody scanned or typed. Never raises: who stands at the counter gets one of four answers."""
    stored = read_public_code(code)
    if stored is None:
        return CertificateAnswer(TitleStanding.UNKNOWN, is_mistyped=True)
    try:
        known = _of_code(Certificate, stored) or _of_code(ReplacedCertificate, stored)
        has_original = known is not None and _open_originals(known.title.decision_id).exists()
    except DatabaseError:
        return CertificateAnswer(TitleStanding.UNCHECKED)
    if known is None:
        return CertificateAnswer(TitleStanding.UNKNOWN)
    title, is_replaced = known.title, isinstance(known, ReplacedCertificate)
    standing = TitleStanding.REPLACED if is_replaced else TitleStanding.VALID
    return CertificateAnswer(
        standing=standing if title.revoked_on is None else TitleStanding.REVOKED,
        name=known.printed_name or title.citizen.name,
        title=TITLE_NAME,
        year=title.year,
        issuer=title.decision.issuer,
        number=title.decision.number,
        signed_on=title.decision.signed_on,
        revoking_number=title.revoked_by.number if title.revoked_by else "",
        revoked_on=title.revoked_on,
        replaced_on=known.replaced_on if isinstance(known, ReplacedCertificate) else None,
        correcting_number=_correcting(known),
        has_original=has_original,
        is_corrected=not is_replaced and known.printed_name not in ("", title.citizen.name),
    )


def _correcting(known: Certificate | ReplacedCertificate) -> str:
    decision = known.decision if isinstance(known, ReplacedCertificate) else None
    return decision.number if decision else ""


def _of_code[Paper: (Certificate, ReplacedCertificate)](kind: type[Paper], code: str) -> Paper | None:
    joined = kind._default_manager.select_related("title__citizen", "title__decision", "title__revoked_by")
    return joined.filter(code=code).first()


def public_original(code: str) -> DecisionOriginal | None:
    """The signed original behind a certificate of this code, where it is open to all. Raises DatabaseError."""
    stored = read_public_code(code)
    known = stored and (_of_code(Certificate, stored) or _of_code(ReplacedCertificate, stored))
    if not known:
        return None
    return _open_originals(known.title.decision_id).select_related("document").first()


def _open_originals(decision_id: int) -> QuerySet[DecisionOriginal]:
    return DecisionOriginal.objects.standing().filter(decision=decision_id, is_public=True)


def candidates(round_: Round, place: Place, unit: WorkUnit | None) -> QuerySet[Dossier]:
    """Dossiers that passed, that no step of a review chain still looks at, and that stand on no list: of the work unit, or
    of the place and all below it that go by no unit."""
    passed = not_under_review(Dossier.objects.filter(round=round_, status=Dossier.Status.PASSED))
    if unit is not None:
        return passed.filter(unit=unit)
    here = Scope(on=timezone.localdate(), places=frozenset({place.pk}))
    return passed.filter(unit__isnull=True).within(here)


def listed_lines(proposal: Proposal) -> QuerySet[ProposalLine]:
    """Lines by name, for keyset pages (dossier__citizen__name_key, id)."""
    return proposal.lines.select_related("dossier__citizen", "dossier__pass_rule").order_by(
        "dossier__citizen__name_key", "id"
    )


def listed_dossiers(proposal: Proposal) -> QuerySet[Dossier]:
    """Of those who stand on the list, not of those struck from it."""
    return Dossier.objects.filter(proposal_lines__proposal=proposal, proposal_lines__is_struck=False)


def proposal_tasks(user: User) -> list[ProposalTask]:
    """Lists that wait for a decision of this user, the oldest first."""
    scope = scope_of(user, "recognition.issue_decision")
    if scope.is_empty:
        return []
    waiting = list(
        Proposal.objects.within(scope)
        .filter(status=Proposal.Status.SENT)
        .select_related("round", "unit", "place")
        .order_by("sent_at")
    )
    standing = ProposalLine.objects.filter(proposal__in=waiting, is_struck=False).values_list("proposal")
    counts = dict(standing.annotate(lines=Count("pk")))
    label_of = labels({proposal.place_id for proposal in waiting}, timezone.localdate())
    return [
        ProposalTask(proposal, label_of[proposal.place_id], counts.get(proposal.pk, 0), proposal.sent_at)
        for proposal in waiting
    ]


def returned_tasks(user: User) -> QuerySet[Proposal]:
    """Lists sent back to somebody who may mend them."""
    scope = scope_of(user, "recognition.make_proposal")
    return (
        Proposal.objects.within(scope).filter(status=Proposal.Status.RETURNED).select_related("round", "unit", "place")
    )


def old_names_of(user: User) -> int:
    """How many papers of a commune wait to be issued again; 0 for who minds more than communes: their home does not look
    through all the titles of a province."""
    scope = scope_of(user, "recognition.reissue_certificate")
    tiers = {label.tier for label in labels(scope.places, timezone.localdate()).values()}
    if scope.everything or tiers != {Tier.COMMUNE}:
        return 0
    return Title.objects.within(scope).with_an_old_name().count()


def decision_card(decision: Decision) -> DecisionCard:
    counts = Title.objects.under(decision).aggregate(
        all=Count("id"),
        revoked=Count("id", filter=Q(revoked_on__isnull=False)),
        rendered=Count("id", filter=Q(certificate__rendered_at__isnull=False)),
    )
    return DecisionCard(
        decision=decision,
        place=label_of(decision.place_id, decision.signed_on),
        title_count=counts["all"],
        standing_count=counts["all"] - counts["revoked"],
        revoked_count=counts["revoked"],
        rendered_count=counts["rendered"],
    )


def printing_of(decision: Decision) -> Printing:
    now = timezone.now()
    last_minute = Q(rendered_at__gt=now - timedelta(minutes=1))
    seen = Certificate.objects.filter(title__decision=decision).aggregate(
        total=Count("id"),
        done=Count("id", filter=Q(rendered_at__isnull=False)),
        recent=Count("id", filter=last_minute),
        first=Min("rendered_at", filter=last_minute),
        last=Max("rendered_at"),
    )
    rate = seen["recent"] / max((now - seen["first"]).total_seconds(), 1.0) if seen["recent"] else None
    left = seen["total"] - seen["done"]
    quiet = now - (seen["last"] or decision.made_at)
    return Printing(
        done=seen["done"],
        total=seen["total"],
        rate=rate,
        seconds_left=left / rate if rate and left else None,
        is_stopped=bool(left) and quiet > STOPPED_AFTER,
    )


def decisions_left_waiting() -> list[int]:
    """New decisions with certificates that nobody renders any more: the job was killed, or gave up. Older ones wait
    until somebody asks for them."""
    since = timezone.now() - STOPPED_AFTER
    waiting = Certificate.objects.filter(
        document__isnull=True, title__decision__made_at__range=(since - TAKEN_UP_FOR, since)
    )
    at_work = Certificate.objects.filter(title__decision=OuterRef("title__decision"), rendered_at__gt=since)
    return list(waiting.filter(~Exists(at_work)).values_list("title__decision", flat=True).distinct())


def in_order_of_papers(certificates: Iterable[Certificate], decision: Decision) -> list[Certificate]:
    """By village, then by given name: as papers are handed out. With `title__citizen` joined."""
    listed = list(certificates)
    day = read_on(decision.round) if decision.round else decision.signed_on
    places = labels({certificate.title.place_id for certificate in listed}, day)
    home = {pk: tuple(map(title_sort_key, reversed(label.path.split(", ")))) for pk, label in places.items()}

    def key(certificate: Certificate) -> tuple[Any, ...]:
        return home[certificate.title.place_id], certificate.title.citizen.name_key, certificate.pk

    return sorted(listed, key=key)


def titles_of(citizen: Citizen) -> Mapping[int, Title]:
    """Year -> the title that stands, else the last revoked one."""
    rows = Title.objects.of(citizen).select_related("decision", "certificate__document").order_by("year", "-revoked_on")
    by_year: dict[int, Title] = {}
    for title in rows:
        if title.year not in by_year or title.revoked_on is None:
            by_year[title.year] = title
    return by_year
