"""Every address of the product with a real row in it, and who of the cast opens it."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from hieuhoc.accounts.models import User
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.ids import PublicIdConverter

CAST = ("minh", "hoa", "lan", "nhan", "khoa", "bhiu", "thanh", "xem")

# Where the row of the kind will not do: words of the address -> names of rows in `dressing`.
FITTING = {
    "public:verify-code": {"code": "code"},
    "public:verify-original": {"code": "code"},
    "office:consent-new": {"code": "purpose"},
    "office:dossier-scores": {"pk": "dossier_written"},
    "office:dossier-submit": {"pk": "dossier_written"},
    "office:evidence-new": {"pk": "dossier_written"},
    "office:round-change": {"pk": "round_planned"},
    "office:round-open": {"pk": "round_planned"},
    "office:criteria-describe": {"pk": "version_draft"},
    "office:criteria-reword": {"pk": "version_draft"},
    "office:criteria-rule": {"pk": "version_draft"},
    "office:criteria-rule-drop": {"pk": "version_draft", "area_class": "rule_area"},
    "office:criterion-new": {"pk": "version_draft"},
    "office:criterion-weigh": {"pk": "version_draft"},
    "office:criterion-drop": {"pk": "version_draft"},
    "office:trial-list": {"pk": "version_draft"},
    "office:trial-new": {"pk": "version_draft"},
    "office:consultation-new": {"pk": "version_draft"},
    **{
        name: {"pk": "version_asked"}
        for name in (
            *("office:consultation", "office:consultation-days", "office:consultation-close"),
            *("office:consultation-report", "office:consultation-report-docx"),
            *("office:invitation-list", "office:invitation-new"),
            *("public:consultation", "public:comment-new", "public:comment-sent"),
        )
    },
    **{f"office:campaign-{deed}": {"pk": "campaign_draft"} for deed in ("change", "send")},
    "public:shared-record": {"token": "token_of_record"},
    "public:unsubscribe": {"token": "stop"},
    "office:article-publish": {"pk": "article_draft"},
    "office:article-nominate": {"pk": "article_example"},
    "office:example-adopt": {"pk": "article_example"},
    "office:criteria-promulgate": {"pk": "version_draft"},
    "office:proposal-return": {"pk": "proposal_sent"},
    "office:decision-new": {"pk": "proposal_sent"},
    "office:line-restore": {"pk": "line_struck"},
    "office:batch-undo": {"pk": "batch_done"},
    "office:choice-list": {"pk": "batch_asked"},
    "citizen:dossier": {"pk": "dossier_own"},
    **{
        f"citizen:{name}": {"pk": "dossier_lans"}
        for name in ("assess", "assess-question", "dossier-send", "dossier-withdraw", "evidence-new")
    },
    **{f"citizen:{name}": {"pk": "evidence_own"} for name in ("evidence", "evidence-remove")},
    **{
        f"citizen:{name}": {"pk": "training_own"}
        for name in ("course", "course-quiz", "course-feedback", "course-certificate")
    },
    "office:visit-phone": {"pk": "inspection_open"},
    "office:attendance-certificate": {"pk": "attendance_completed"},
    "office:model-certificate": {"pk": "registration_decided"},
    "office:model-certificates": {"pk": "decision_of_models"},
    "public:course-certificate": {"code": "code_of_course"},
    "citizen:certificate": {"pk": "title_own"},
    "office:certificate": {"pk": "title_own"},
    "office:waiting-people": {"order": "order_split", "source": "place_ended"},
    "office:order-undo": {"pk": "order_split"},
    "office:delegate": {"pk": "grant"},
    "office:grant-end": {"pk": "grant_given"},
    "office:delegation-end": {"pk": "grant_given"},
    "office:order-preview": {"pk": "order_draft"},
    "office:order-change-new": {"pk": "order_draft"},
    "office:village-rename": {"pk": "village_near"},
    "office:area-class-end": {"pk": "area"},
    "office:area-class-new": {"pk": "area"},
}
FIXED = {
    "office:article-image-drop": {"number": "1"},
    "public:message-link": {"token": "nobody"},
    "public:sms-told": {"token": "nobody"},
    "office:model-answer": {"code": "fund"},
    **{f"office:template-{deed}": {"code": "decision"} for deed in ("kind", "upload", "shipped", "preview")},
    "office:order-change-new": {"kind": "merge"},
    "office:period-change": {"code": "people.looks"},
    "office:sheet": {"code": "roster"},
    "office:sheet-template": {"code": "roster"},
    "office:sheet-export": {"code": "roster"},
    "ui-verification": {"status": "valid"},
}

QUERIES = {
    "office:figures-rows": "?indicator=T2&reading=registered&year=2025",
    "office:sheet-template": "?place={place}",
    "office:sheet-export": "?place={place}",
}


def routes(patterns: Any, prefix: str = "", names: str = "", converters: Any = None) -> Iterator[tuple[str, str, Any]]:
    """(name of the view, route, converters) of every address."""
    for pattern in patterns:
        route, found = prefix + str(pattern.pattern), {**(converters or {}), **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            space = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from routes(pattern.url_patterns, route, space, found)
        elif isinstance(pattern, URLPattern):
            yield f"{names}{pattern.name or route}", route, found


def all_addresses(rows: dict[str, Any]) -> list[dict[str, Any]]:
    clients = {}
    for name in CAST:
        clients[name] = Client(headers={"host": "localhost"})
        clients[name].force_login(User.objects.get(username=name))
    found = []
    for name, route, converters in routes(get_resolver().url_patterns):
        is_own = not route.startswith("account/")
        path = _filled(name, route, converters, rows) if is_own else rows["account"].get(name, "/" + route)
        found.append({"name": name, "path": path} | (_opened(clients, route, path) if is_own else {"who": "account"}))
    return found + [{"name": name, "path": f"/verify/{code}", "who": ""} for name, code in rows["codes"].items()]


def _filled(name: str, route: str, converters: dict[str, Any], rows: dict[str, Any]) -> str:
    for word, converter in converters.items():
        start = route.index(f"{word}>")
        start = route.rindex("<", 0, start)
        end = route.index(">", start) + 1
        kind = converter.kind if isinstance(converter, PublicIdConverter) else word
        row = FITTING.get(name, {}).get(word) or (word if word in rows else kind)
        assert row in rows or name in FIXED, f"{name}: dressing.py finds no row for <{word}>"
        value = FIXED.get(name, {}).get(word) or rows[row]
        route = route[:start] + converter.to_url(value) + route[end:]
    return "/" + route + QUERIES.get(name, "").format(place=public_id("place", rows["place"]))


def _opened(clients: dict[str, Client], route: str, path: str) -> dict[str, Any]:
    """The first of the cast who may see the page; for what nobody opens, the answer the province's officer gets."""
    if not route.startswith(("office/", "me/", "account/")):
        answer = Client(headers={"host": "localhost"}).get(path)
        return {"path": path, "who": "", "status": answer.status_code, "type": answer.headers.get("Content-Type", "")}
    answers = {}
    for who, client in clients.items():
        answer = client.get(path)
        answers[who] = {
            "path": path,
            "who": who,
            "status": answer.status_code,
            "type": answer.headers.get("Content-Type", ""),
        }
        if answer.status_code == 200:
            return answers[who]
    return next((one for one in answers.values() if one["status"] not in (403, 404)), answers["minh"])
