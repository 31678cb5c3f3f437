"""A fund of the demonstration with a row of every kind its pages show."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hieuhoc.funds.actions import import_statement, pay_use, prove_use, receive_gift
from hieuhoc.funds.models import StatementLine
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from tests.funds.files import bidv
from tests.funds.makers import make_approved, make_fund, make_gift
from tests.lib.strangers_files import pdf


def funded(people: QuerySet[Citizen], commune: Place) -> dict[str, Any]:
    """A fund with a gift that was received and a use that was paid and proven."""
    fund, today = make_fund(commune, "Quỹ khuyến học trường làng", holds=1_000_000), timezone.localdate()
    gift = receive_gift(make_gift(fund), on=today, actor=None)
    receive_gift(make_gift(fund, donor_name="Ông Ba", may_be_written_to=True), on=today, actor=None)
    use = pay_use(make_approved(fund, 500_000, people[0]), on=today, actor=None)
    prove_use(use, pdf(), file_name="ky-nhan.pdf", actor=None)
    row = [(today, 90_000, "FT1", "ung ho quy")]
    line = StatementLine.objects.get(
        statement=import_statement(fund, bidv(row), file_name="a.csv", actor=None).statement
    )
    rows = {"fund": fund.pk, "gift": gift.pk, "use": use.pk}
    return rows | {"statement": line.statement_id, "statementline": line.pk}
