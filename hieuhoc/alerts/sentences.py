"""An alert in one sentence, and how unlikely it is."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from hieuhoc.alerts.registry import rule_of
from hieuhoc.alerts.rules import zeros
from hieuhoc.lib.numbers import format_number

OFTEN, RARE = 2, 9  # zeros


def sentence_of(code: str, told: Mapping[str, object]) -> str:
    rule = rule_of(code)
    if rule is None:
        return code
    words = {name: format_number(value) if isinstance(value, int) else value for name, value in told.items()}
    has_nothing_to_compare = bool(rule.compared_by) and rule.compared_by not in told
    return str(rule.alone if has_nothing_to_compare else rule.sentence) % words


def chance_in_words(chance: float) -> str:
    power = zeros(chance)
    if power is None:
        return _("Không thể xảy ra nếu số liệu đúng.")
    if power < OFTEN:
        return _("Có thể là ngẫu nhiên.")
    if power > RARE:
        return _("Ngẫu nhiên thì chưa tới một phần tỷ.")
    return _("Ngẫu nhiên thì khoảng một phần %(count)s.") % {"count": format_number(10**power)}
