"""Certificates of models: of a family, of all of a decision in one file; the code on each is answered, and falls with it."""

import json
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse

from hieuhoc.collectives.actions import decide_models, register_models
from hieuhoc.collectives.models import Registration
from hieuhoc.credentials.issuing import issue_to_models
from hieuhoc.credentials.model_papers import merge_models, model_paper
from hieuhoc.credentials.models import Credential
from hieuhoc.recognition.models import Decision
from tests.cast import World
from tests.collectives.makers import FUND, YEAR, decision_text, give_titles, make_criteria, make_family

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(world: World) -> Decision:
    """A family and a clan, recognised by one decision each; the family's is given."""
    make_criteria()
    give_titles(world.lan)
    rows = register_models("family", [make_family(world.village, "H1", world.lan)], YEAR, actor=world.minh)
    return decide_models([row.pk for row in rows], world.commune, decision_text(), actor=world.minh)


def registration(decision: Decision) -> Registration:
    return Registration.objects.with_bodies().get(decision=decision)


def words(content: bytes) -> str:
    return " ".join(str(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(content))


def test_the_paper_of_a_family_names_it_and_carries_its_credential(world: World, decision: Decision) -> None:
    content, shown = model_paper(registration(decision))
    credential = Credential.objects.get()
    said = words(content)
    for word in ("Gia đình H1", "Buôn Drăh, Xã Cư Né", "Gia đình học tập", f"Năm {YEAR}", decision.number, shown):
        assert word in said
    with pikepdf.open(BytesIO(content)) as pdf:
        attached = json.loads(pdf.attachments["chung-nhan.json"].get_file().read_bytes())
    assert attached["id"].endswith(credential.code)
    page = pypdfium2.PdfDocument(content)[0].render(scale=200 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(page)
    assert code.text.endswith(f"/verify/{credential.code}#{credential.payload}")
    issue_to_models()
    assert model_paper(registration(decision))[1] == shown
    assert Credential.objects.count() == 1


def test_a_commune_is_named_by_its_place_and_the_grade_is_said(world: World) -> None:
    make_criteria("commune", {"kind": "yes", "question": "fund"}, questions=[FUND], grades=["Mức 1", "Mức 2"])
    row = register_models("commune", [world.commune], YEAR, actor=world.hoa)[0]
    taken = Decision.objects.create(
        place=world.commune, number="9/QĐ", signed_on=decision_text().signed_on, issuer="UBND tỉnh"
    )
    Registration.objects.filter(pk=row.pk).update(decision=taken, decided_grade=2)
    said = words(model_paper(registration(taken))[0])
    assert "Xã Cư Né" in said
    assert f"Năm {YEAR}, mức 2" in said


def test_one_file_has_a_page_for_each_model(world: World, decision: Decision) -> None:
    target = BytesIO()
    rows = list(Registration.objects.with_bodies())
    assert merge_models(rows, decision, target) == 1
    assert len(pypdfium2.PdfDocument(target.getvalue())) == 1
    assert "Gia đình H1" in words(target.getvalue())


def test_the_pages_hand_them_out_to_who_may_print(world: World, decision: Decision, client: Client) -> None:
    row = registration(decision)
    paper = reverse("office:model-certificate", args=[row.pk])
    merged = reverse("office:model-certificates", args=[decision.pk])
    client.force_login(world.son)
    assert {client.get(address).status_code for address in (paper, merged)} == {404}
    client.force_login(world.minh)
    assert paper in client.get(reverse("office:model", args=[row.pk])).content.decode()
    assert merged in client.get(reverse("office:decision", args=[decision.pk])).content.decode()
    assert client.get(paper).content.startswith(b"%PDF-")
    printed = client.get(merged).getvalue()
    assert "Gia đình H1" in words(printed)
    Registration.objects.filter(pk=row.pk).update(decision=None, decided_grade=None)
    assert client.get(paper).status_code == 404
