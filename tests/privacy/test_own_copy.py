"""What somebody reads of themselves is what is kept: every kind of personal data stands in the copy, or a reason here."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.audit.models import Reading
from hieuhoc.people.actions import add_identity_number
from hieuhoc.privacy.copying import as_file, parts, tables_of
from hieuhoc.privacy.erasing import person_of
from hieuhoc.privacy.kinds import kinds
from hieuhoc.privacy.models import DataRequest, Erasure
from tests.cast import Cast

NOT_THEIRS = {
    "people.lists": "files of an office with many people; what they say of one stands in the record",
    "people.link_codes": "a code that opens nothing once it is used",
    "people.match_choices": "an answer about a row of a list, kept as an index that cannot be read",
    "collectives.reasons": "words about a family or a place",
    "documents.signatories": "officers, in the register of their office",
    "news.recipients": "who of many got a campaign; the message itself stands among the messages",
    "news.refused": "shown and changed in the account",
    "credentials.words": "fetched whole at the certificate",
    "credentials.codes": "fetched whole at the certificate",
    "assessment.council": "members of a council and what they said of a list",
    "recognition.signatories": "who signed a decision, printed on it",
    "recognition.originals": "a signed decision with its whole list, shown where the certificate is checked",
    "recognition.list_notes": "words between offices about a whole list",
    "sheets.imports": "files an officer sent, with many people",
    "funds.statement_words": "what a bank wrote of a transfer, found by a name that others may bear",
    "inspection.visits": "what an office wrote of its visit to a place",
    "plans.feeds": "a secret address of the account's calendar, shown where it is made",
    "plans.signatories": "officers, in the plan of their office",
    "trials.changes": "what a draft of criteria would have changed; nothing was decided by it",
}


def test_every_kind_of_personal_data_stands_in_the_copy() -> None:
    counted = {kind.code for kind in kinds if kind.held is not None}
    covered = {code for part in parts for code in part.covers}
    assert covered <= {kind.code for kind in kinds}, "a part covers a kind that is none"
    assert counted - covered == counted & set(NOT_THEIRS)
    assert not covered & set(NOT_THEIRS)


def test_each_row_has_a_value_for_each_field(cast: Cast) -> None:
    add_identity_number(cast.lan, "066180001234", actor=None)
    tables = {table.part.code: table for table in tables_of(person_of(cast.lan))}
    assert all(len(row) == len(table.part.fields) for table in tables.values() for row in table.rows)
    assert "066180001234" in [row[0] for row in tables["people.numbers"].rows]
    assert tables["people.record"].rows[0][0] == cast.lan.name
    plain = as_file(list(tables.values()))
    assert json.loads(json.dumps(plain)) == plain


@pytest.mark.django_db
def test_somebody_reads_their_copy_takes_it_along_and_asks(cast: Cast, client: Client) -> None:
    client.force_login(cast.lan_user)
    page = client.get(reverse("citizen:own-data")).content.decode()
    assert cast.lan.name.replace("'", "&#x27;") in page
    copy = client.get(reverse("citizen:own-copy"))
    assert copy["Content-Disposition"].startswith("attachment")
    content = json.loads(copy.content)
    record = next(part for part in content["parts"] if part["code"] == "people.record")
    assert record["rows"][0]["name"] == cast.lan.name
    assert Reading.objects.filter(purpose="citizen.read_own_copy", subject_id=cast.lan.pk).count() == 2
    assert content["readings"][0]["purpose"] == "Xem, tải dữ liệu của chính mình"
    assert client.post(reverse("citizen:own-request"), {"matter": "correct"}).status_code == 200
    client.post(reverse("citizen:own-request"), {"matter": "correct", "words": "Sai tên đệm"})
    client.post(reverse("citizen:own-request"), {"matter": "erase", "words": "Xoá hết"})
    assert DataRequest.objects.get().citizen_id == Erasure.objects.get().citizen_id == cast.lan.pk
    page = client.get(reverse("citizen:own-data")).content.decode()
    assert "Sai tên đệm" in page
    assert "Giải quyết chậm nhất ngày" in page
