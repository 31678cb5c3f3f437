"""Alerts as histories name them: by their rule."""

from collections.abc import Collection

from hieuhoc.alerts.models import Alert
from hieuhoc.alerts.registry import rule_of
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def alerts(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("alerts.read_alerts"):
        return {}
    rows = Alert.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(name_of_rule(row.rule), record_address("office:alert", row.pk)) for row in rows}


def name_of_rule(code: str) -> str:
    rule = rule_of(code)
    return code if rule is None else str(rule.name)


SUBJECTS = {"alert": alerts}
