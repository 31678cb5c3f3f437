"""The certificates of a large decision: in chunks, by two workers, after a kill, past one that cannot be drawn."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hieuhoc.audit.models import Entry
from hieuhoc.documents.documents import CannotDraw, render_pdf
from hieuhoc.documents.models import Document
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.models import Citizen
from hieuhoc.recognition import casting, documents
from hieuhoc.recognition.actions import print_certificates
from hieuhoc.recognition.documents import NotRendered, render_waiting
from hieuhoc.recognition.models import Certificate, Decision, Title
from hieuhoc.recognition.reads import decisions_left_waiting, printing_of
from hieuhoc.recognition.tasks import render_what_was_left
from tests.assessment.test_concurrency import outcomes
from tests.cast import make_world
from tests.recognition.test_recognise import recognised

COUNT = 12


@pytest.fixture(autouse=True)
def small(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(documents, "CHUNK", 5)


def large_decision() -> Decision:
    world = make_world()
    decision = recognised(world).decision
    citizens = Citizen.objects.bulk_create(
        Citizen(
            name=f"Y Số {number} Niê",
            given_name="Số",
            name_key=f"so {number}",
            folded_name=f"y so {number} nie",
            birth_year=1980,
            home=world.village,
            secret=secrets.token_bytes(16),
        )
        for number in range(1, COUNT)
    )
    titles = Title.objects.bulk_create(
        Title(
            citizen=citizen, year=decision.round.year if decision.round else 0, place=world.village, decision=decision
        )
        for citizen in citizens
    )
    Certificate.objects.bulk_create(Certificate(title=title, code=make_public_code()) for title in titles)
    return decision


def long_ago(decision: Decision) -> Decision:
    past = timezone.now() - timedelta(minutes=10)
    Certificate.objects.filter(rendered_at__isnull=False).update(rendered_at=past)
    Decision.objects.update(made_at=past)
    decision.refresh_from_db()
    return decision


def killed_in_the_second_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(range(3))  # of each chunk: one paper alone, then all of them

    def render(template: str, data: Mapping[str, Any], **more: Any) -> bytes:
        if next(drawn, None) is None:
            raise SystemExit("killed")
        return render_pdf(template, data, **more)

    monkeypatch.setattr(casting, "render_pdf", render)


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_certificates_of_one_decision_and_render_each_once() -> None:
    decision = large_decision()
    assert sum(outcomes([lambda: render_waiting(decision.pk)] * 2)) == COUNT
    assert Document.objects.filter(kind="certificate").count() == COUNT
    assert printing_of(decision).is_done


@pytest.mark.django_db
def test_the_page_knows_how_many_are_there_how_fast_and_how_long_still(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = large_decision()
    killed_in_the_second_chunk(monkeypatch)
    with pytest.raises(SystemExit):
        render_waiting(decision.pk)
    printing = printing_of(decision)
    assert (printing.done, printing.total, printing.is_stopped) == (5, COUNT, False)
    assert printing.rate is not None
    assert printing.seconds_left == pytest.approx(7 / printing.rate)


@pytest.mark.django_db
def test_what_a_killed_worker_left_is_taken_up_without_doing_anything_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = large_decision()
    killed_in_the_second_chunk(monkeypatch)
    with pytest.raises(SystemExit):
        render_waiting(decision.pk)
    kept = dict(Certificate.objects.filter(document__isnull=False).values_list("pk", "document"))
    monkeypatch.undo()
    assert decisions_left_waiting() == []  # it stopped just now: whoever works on it is left to it
    assert printing_of(long_ago(decision)).is_stopped
    assert decisions_left_waiting() == [decision.pk]
    render_what_was_left(0)
    assert Certificate.objects.filter(document__isnull=False).count() == COUNT
    assert kept.items() <= dict(Certificate.objects.values_list("pk", "document")).items()
    assert decisions_left_waiting() == []


@pytest.mark.django_db
def test_one_that_cannot_be_drawn_keeps_none_of_the_others_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = large_decision()

    def render(template: str, data: Mapping[str, Any], **more: Any) -> bytes:
        if "Y Số 3 Niê" in [words["name"] for words in data.get("certificates", [data])]:
            raise CannotDraw("font missing")
        return render_pdf(template, data, **more)

    monkeypatch.setattr(casting, "render_pdf", render)
    monkeypatch.setattr(documents, "render_pdf", render)
    with pytest.raises(NotRendered, match="1 certificates"):
        render_waiting(decision.pk)
    left = Certificate.objects.get(document__isnull=True)
    assert left.title.citizen.name == "Y Số 3 Niê"


@pytest.mark.django_db
def test_asking_for_certificates_again_leaves_a_job_and_its_entry() -> None:
    decision = large_decision()
    before = ProcrastinateJob.objects.filter(task_name="recognition.render_certificates").count()
    print_certificates(decision, actor=None)
    jobs = ProcrastinateJob.objects.filter(task_name="recognition.render_certificates")
    assert jobs.count() == before + 1
    assert jobs.latest("pk").args == {"decision_id": decision.pk}
    assert Entry.objects.filter(deed="recognition.print_certificates", subject_id=decision.pk).exists()
