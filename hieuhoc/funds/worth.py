"""What labour is worth, in words."""

from datetime import date

from django.utils.translation import gettext as _

from hieuhoc.funds.rules.valuing import labour_worth, wage_on
from hieuhoc.lib.numbers import format_number


def labour_valued(hours: int, day: date) -> tuple[int, str] | None:
    """đồng, and what says so; None where no wage is known for the day, or no hour was given."""
    worth, wage = labour_worth(hours, day), wage_on(day)
    if not worth or wage is None:
        return None
    words = {"hours": hours, "wage": format_number(wage.amount), "source": wage.source}
    return worth, _("%(hours)s giờ × %(wage)s đồng (lương tối thiểu giờ, %(source)s)") % words
