"""Every address of the product, filled with the rows of one commune."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hieuhoc.accounts.models import Grant
from hieuhoc.consultations.models import Comment
from hieuhoc.learning.models import Attendance
from hieuhoc.lib.opaque import public_id
from hieuhoc.news.models import Recipient
from hieuhoc.news.tokens import Stopping, open_address, stop_address
from hieuhoc.outbox.sms import report_address
from hieuhoc.places.models import AreaClass, AreaClassSpell
from hieuhoc.plans.models import TaskFeed
from hieuhoc.privacy.models import Purpose
from hieuhoc.trials.models import Trial
from hieuhoc.web.ids import PublicIdConverter
from tests.web.access.world import BothSides, Side

FIRST = {"position": 1}  # of the lines of a version, an order, a dossier
OUTSIDE = ("account", "health", "office/ui/")  # allauth guards its own; no data in the other two


@dataclass(frozen=True)
class Address:
    face: str  # "office", "citizen" or "public"
    name: str
    kinds: dict[str, str]  # argument → kind of opaque id
    others: tuple[str, ...]  # arguments that are no ids
    guard: str

    @property
    def full_name(self) -> str:
        return f"{self.face}:{self.name}"

    @property
    def is_of_a_row(self) -> bool:
        return bool(self.kinds or self.others)


def addresses(face: str = "") -> list[Address]:
    found = [one for one in _walk(get_resolver().url_patterns, "", "", {}) if face in ("", one.face)]
    return sorted(found, key=lambda one: one.full_name)


def _walk(patterns: Any, route: str, face: str, converters: dict[str, Any]) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        known = {**converters, **pattern.pattern.converters}
        if here.startswith(OUTSIDE):
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here, pattern.app_name or face, known)
        elif isinstance(pattern, URLPattern) and face in {"office", "citizen", "public"}:
            kinds = {name: one.kind for name, one in known.items() if isinstance(one, PublicIdConverter)}
            others = tuple(name for name in known if name not in kinds)
            yield Address(face, pattern.name or "", kinds, others, getattr(pattern.callback, "guard", ""))


def filled(one: Address, world: BothSides, side: Side) -> str:
    """The address with real rows; a KeyError says that the world has no row for it."""
    given = _special(one.name, world, side)
    arguments = {name: given[name] if name in given else side.rows[kind] for name, kind in one.kinds.items()}
    arguments |= {name: given[name] if name in given else FIRST[name] for name in one.others}
    return reverse(one.full_name, kwargs=arguments) + _query(one.name, side)


def _special(name: str, world: BothSides, side: Side) -> dict[str, Any]:
    """Arguments that are no ids, and ids whose row must fit another one."""
    known: dict[str, Callable[[], dict[str, Any]]] = {
        "village-rename": lambda: {"pk": side.village.pk},
        "waiting-people": lambda: {"order": world.cut.pk},
        "waiting-village": lambda: {"order": world.cut.pk, "village": side.village.pk},
        "order-change-new": lambda: {"kind": "rename"},
        "area-class-end": lambda: {"area_class": AreaClassSpell.objects.filter(place=side.commune)[0].area_class},
        "criteria-rule-drop": lambda: {"area_class": AreaClass.REMOTE},
        **{
            name: lambda: {"pk": Comment.objects.get(pk=side.rows["comment"]).consultation_id}
            for name in (
                *("consultation", "consultation-days", "consultation-close", "consultation-report"),
                "consultation-report-docx",
                *("invitation-list", "invitation-new", "comment-new", "comment-sent"),
            )
        },
        "trial-list": lambda: {"pk": Trial.objects.get(pk=side.rows["trial"]).version_id},
        "delegation-end": lambda: {"pk": Grant.objects.get(delegated_from=side.rows["grant"]).pk},
        "consent-new": lambda: {"code": Purpose.objects.order_by("-pk")[0].code},
        "task-calendar": lambda: {"secret": TaskFeed.objects.get(user=side.rows["user"]).secret},
        "period-change": lambda: {"code": "people.looks"},
        "article-image-drop": lambda: {"number": 1},
        "unsubscribe": lambda: {
            "token": last_part(stop_address(Stopping("account", side.rows["user"], "news", "mail")))
        },
        "message-link": lambda: {"token": last_part(open_address(recipient_of(side.rows["campaign"])))},
        "shared-record": lambda: {"token": "nobody"},
        "sms-told": lambda: {"token": last_part(report_address("nobody's"))},
        **{
            name: lambda: {"code": side.code}
            for name in ("verify-code", "verify-original", "credential", "credential-token", "credential-picture")
        },
        **{name: lambda: {"meaning": "revocation", "part": 0} for name in ("status", "status-token")},
        "course-certificate": lambda: {"code": Attendance.objects.get(pk=side.rows["attendance"]).code},
        "model-answer": lambda: {"code": "fund"},
        "model-certificate": lambda: {"pk": side.rows["modeldecided"]},
        **{f"template-{deed}": lambda: {"code": "decision"} for deed in ("kind", "upload", "shipped", "preview")},
        **{key: lambda: {"code": "roster"} for key in ("sheet", "sheet-template", "sheet-export")},
        **{key: lambda: {"year": world.round.year} for key in ("figure-close", "figure-revise", "figure-waiting")},
    }
    return known[name]() if name in known else {}


def last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def recipient_of(campaign_id: int) -> int:
    values = {"channel": "in_app", "account": 1}
    return Recipient.objects.get_or_create(campaign_id=campaign_id, person=1, defaults=values)[0].pk


def _query(name: str, side: Side) -> str:
    if name in {"sheet-template", "sheet-export"}:
        return f"?place={public_id('place', side.commune.pk)}"
    if name in {"dossier-list", "dossier-export"}:
        return "?status=all"
    if name == "citizen-list":
        return f"?place={public_id('place', side.commune.pk)}"
    return "?indicator=T2&reading=registered" if name == "figures-rows" else ""
