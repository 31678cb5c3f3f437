"""What a commune has of funds: a fund that holds something, a gift that was received, a scholarship that was paid and proven, a
statement with a line that somebody must be asked about."""

from django.utils import timezone

from hieuhoc.documents.actions import store_file
from hieuhoc.funds.actions import pay_use, receive_gift
from hieuhoc.funds.models import Fund, Statement
from hieuhoc.funds.reads import WORDS
from hieuhoc.lib.crypto import encrypt
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from tests.funds.makers import make_approved, make_fund, make_gift
from tests.lib.strangers_files import picture


def given(commune: Place, donor: Citizen, pupil: Citizen) -> dict[str, int]:
    fund, today = make_fund(commune, "Quỹ Vừ A Dính", holds=1_000_000), timezone.localdate()
    gift = receive_gift(make_gift(fund, citizen=donor, donor_name=donor.name), on=today, actor=None)
    receive_gift(
        make_gift(fund, citizen=pupil, donor_name=pupil.name, may_be_written_to=True), on=today, actor=None
    )  # by a letter
    use = pay_use(make_approved(fund, 500_000, pupil), on=today, actor=None)
    use.proof = store_file(picture(), kind="fund_proof", file_name="ky-nhan.png", media_type="image/png")
    use.save(update_fields=["proof"])
    return {"fund": fund.pk, "gift": gift.pk, "use": use.pk} | _banked(fund, donor)


def _banked(fund: Fund, donor: Citizen) -> dict[str, int]:
    facts = {"fund": fund, "file_name": "sao-ke.csv", "bank": "BIDV", "line_count": 1}
    statement = Statement.objects.create(**facts, sha256=b"0" * 32)
    line: dict[str, object] = {
        "mark": b"0" * 16,
        "booked_on": timezone.localdate(),
        "amount": 90_000,
        "status": "doubtful",
    }
    line["words"] = encrypt(f"{donor.name} ung ho".encode(), purpose=WORDS)
    return {"statement": statement.pk, "statementline": statement.lines.create(fund=fund, **line).pk}
