"""Sixty of everything the near commune has one of: more than a page of each list."""

import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import polars as pl
from django.db import connection
from django.db.models import F, Model
from django.utils import timezone

from hieuhoc.accounts.models import Grant, Role, SecurityEvent, SignInRule
from hieuhoc.alerts.models import Alert
from hieuhoc.assessment.models import Dossier, Meeting, Round
from hieuhoc.audit.models import Entry, Reading
from hieuhoc.chains.models import Chain
from hieuhoc.collectives.models import ModelCriteria, Registration
from hieuhoc.consultations.models import Comment, Invitation
from hieuhoc.credentials.models import SigningKey
from hieuhoc.criteria.models import Version
from hieuhoc.documents.models import PaperTemplate, RegisteredNumber
from hieuhoc.funds.models import Fund, Gift, Statement, Use
from hieuhoc.indicators.models import Figure, Revision, StaleMark, TargetSet
from hieuhoc.inspection.models import (
    CheckedTitle,
    Finding,
    Inspection,
    InspectionPlan,
    Inspector,
    SampleStratum,
)
from hieuhoc.learning.models import (
    Attendance,
    Feedback,
    Lesson,
    OwnLearning,
    Participation,
    RecordLink,
    Topic,
    Trainee,
    Training,
)
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.news.models import Article, Campaign
from hieuhoc.people.models import (
    AssociationBranch,
    BranchSpell,
    Citizen,
    Departure,
    Group,
    Look,
    Membership,
    Residence,
    UnitSpell,
    WaitingEntry,
    WorkUnit,
)
from hieuhoc.places.models import Ancestry, ChangeOrder, ChangeStep, Place, PlaceSpell
from hieuhoc.plans.models import BudgetUse, Circular, PlanTask, ProgrammePlan, ReminderRule
from hieuhoc.privacy.models import DataRequest, DayOff, Erasure
from hieuhoc.recognition.models import (
    Certificate,
    Decision,
    GroupRecognition,
    Objection,
    Proposal,
    ProposalLine,
    SigningDefault,
    Title,
)
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod
from hieuhoc.schools.models import Learner, SchoolClass
from hieuhoc.sheets import staging
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.models import Batch, Chunk, Problem
from hieuhoc.trials.models import Study, Trial
from tests.people.makers import LONG_AGO
from tests.web.access.world import BothSides

MANY = 60  # PAGE_SIZE is 50
VERBS = list(ChangeStep.Verb)


def copies[M: Model](row: M, differing: Callable[[int], dict[str, Any]]) -> list[M]:
    """Rows like this one, each with what must differ; not through deeds: it is the lists that are tried, not the rows."""
    kept = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if not one.primary_key}
    rows = []
    for n in range(MANY):
        changed = {row._meta.get_field(name).attname: value for name, value in differing(n).items()}  # type: ignore[union-attr]
        rows.append(type(row)(**kept | changed))
    return type(row)._default_manager.bulk_create(rows)


def make_crowd(world: BothSides) -> None:
    _crowd(world)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else what was one row is planned as one row, and takes minutes


def _crowd(world: BothSides) -> None:
    rows = world.near.rows
    villages = _villages(world)
    people, others = _people(world, "An"), _people(world, "Bình")
    units = _units(rows["unit"])
    _bodies(rows, villages, units)
    _belong(rows, [*people, *others])
    _work(world, people, others, units)
    copies(Campaign.objects.get(pk=rows["campaign"]), lambda n: {})
    copies(Article.objects.get(pk=rows["article"]), lambda n: {})
    _papers(rows)
    _plans(rows, villages)
    _inspections(rows, villages)
    copies(Look.objects.get(pk=rows["look"]), lambda n: {"citizen": people[n]})
    copies(Departure.objects.get(pk=rows["departure"]), lambda n: {"citizen": people[n]})
    _rights(rows, people)
    _funds(rows, people)
    _waiting(world, people, others, villages)
    _accounts(world, villages)
    _orders(rows, villages)
    _definitions(world, villages)
    _sheets(rows)
    entry = Entry.objects.filter(place_id=world.near.commune.pk, deed="learning.add_training")[0]
    reading = Reading.objects.filter(place_id=world.near.commune.pk)[0]
    copies(entry, lambda n: {})
    waiting = Entry.objects.order_by("-pk").values_list("pk", flat=True)[:MANY]
    year, commune = world.round.year, world.near.commune.pk
    StaleMark.objects.bulk_create(StaleMark(place_id=commune, year=year, entry_id=pk) for pk in waiting)
    StaleMark.objects.filter(year=year).update(transaction=F("entry"))  # as if each were a deed of its own
    copies(reading, lambda n: {})
    copies(reading, lambda n: {"subject_kind": "citizen", "subject_id": world.cast.lan.pk})


def _rights(rows: dict[str, int], people: list[int]) -> None:
    copies(OwnLearning.objects.get(pk=rows["ownlearning"]), lambda n: {"document": None})
    copies(RecordLink.objects.get(pk=rows["recordlink"]), lambda n: {"token_hash": bytes([n])})
    copies(Erasure.objects.get(pk=rows["erasure"]), lambda n: {"citizen": people[n]})
    copies(DataRequest.objects.get(pk=rows["data_request"]), lambda n: {"citizen": people[n]})
    copies(DayOff.objects.get(pk=rows["day_off"]), lambda n: {"on": date(2028, 1, 1) + timedelta(n)})


def _papers(rows: dict[str, Any]) -> None:
    number = RegisteredNumber.objects.get(pk=rows["papernumber"])
    copies(number, lambda n: {"sequence": n + 2, "text": f"{n + 2:02}/BB-HKH", "subject_id": 10**6 + n})
    copies(PaperTemplate.objects.get(pk=rows["papertemplate"]), lambda n: {"number": n + 10})


def _villages(world: BothSides) -> list[int]:
    spell = PlaceSpell.objects.get(place=world.near.village)
    made = [one.pk for one in Place.objects.bulk_create([Place() for _n in range(MANY)])]
    copies(spell, lambda n: {"place": made[n], "name": f"Drăh {n}", "folded_name": f"drah {n:02}"})
    Ancestry.objects.rebuild(made)
    return made


def _people(world: BothSides, name: str) -> list[int]:
    apart = {"phone": None, "phone_index": None, "user": None}
    made = copies(
        world.near.people.titled,
        lambda n: {
            **apart,
            "name": f"{name} {n}",
            "name_key": f"{name.lower()} {n:02}",
            "folded_name": f"{name.lower()} {n:02}",
            "secret": secrets.token_bytes(16),
        },
    )
    ids = [one.pk for one in made]
    home = Residence.objects.get(citizen=world.near.people.titled)
    copies(home, lambda n: {"citizen": ids[n]})
    return ids


def _units(unit: int) -> list[int]:
    made = copies(
        WorkUnit.objects.get(pk=unit),
        lambda n: {"code": f"NHIEU{n}", "name": f"Đơn vị {n}", "folded_name": f"dv {n:02}"},
    )
    ids = [one.pk for one in made]
    copies(UnitSpell.objects.get(unit=unit), lambda n: {"unit": ids[n]})
    return ids


def _bodies(rows: dict[str, int], villages: list[int], units: list[int]) -> None:
    group, branch = Group.objects.get(pk=rows["group"]), AssociationBranch.objects.get(pk=rows["branch"])
    groups = copies(
        group,
        lambda n: {
            "kind": "family",
            "code": f"H{n}",
            "name": f"Hộ {n}",
            "folded_name": f"ho {n:02}",
            "place": villages[n],
        },
    )
    fact = GroupRecognition.objects.get(pk=rows["recognition"])
    models = [("group", [one.pk for one in groups]), ("unit", units), ("village", villages)]
    facts = copies(fact, lambda n: {"group": None} | {models[n % 3][0]: models[n % 3][1][n]})
    copies(Registration.objects.get(pk=rows["registration"]), lambda n: {"recognition": facts[n].pk})
    branches = copies(branch, lambda n: {"code": f"CH{n}", "name": f"Chi hội {n}", "folded_name": f"ch {n:02}"})
    copies(BranchSpell.objects.get(branch=branch), lambda n: {"branch": branches[n].pk, "place": villages[n]})


def _belong(rows: dict[str, int], people: list[int]) -> None:
    bodies: tuple[dict[str, Any], ...] = (
        {"group_id": rows["group"]},
        {"unit_id": rows["unit"], "is_main": True, "role": Membership.Role.STAFF},
        {"branch_id": rows["branch"], "is_main": True},
    )
    Membership.objects.bulk_create(
        Membership(citizen_id=person, since=LONG_AGO, **body) for person in people for body in bodies
    )


def _work(world: BothSides, people: list[int], others: list[int], units: list[int]) -> None:
    rows = world.near.rows
    passed = ProposalLine.objects.get(pk=rows["line"]).dossier
    listed = copies(passed, lambda n: {"citizen": people[n]})
    copies(ProposalLine.objects.get(pk=rows["line"]), lambda n: {"dossier": listed[n].pk})
    held = Meeting.objects.get(pk=rows["meeting"])
    copies(held, lambda n: {})
    copies(held.lines.get(), lambda n: {"dossier": listed[n].pk})
    copies(Objection.objects.get(pk=rows["objection"]), lambda n: {"dossier": listed[n].pk})
    copies(passed, lambda n: {"citizen": others[n], "unit": units[n], "status": Dossier.Status.PASSED})
    copies(Proposal.objects.get(pk=rows["proposal"]), lambda n: {"unit": units[n]})
    copies(Decision.objects.get(pk=rows["decision"]), lambda n: {"proposal": None, "number": f"{n}/QĐ-UBND"})
    titled = copies(Title.objects.get(pk=rows["title"]), lambda n: {"citizen": people[n], "dossier": None})
    copies(Certificate.objects.get(title=rows["title"]), lambda n: {"title": titled[n].pk, "code": f"MA{n}"})
    copies(SchoolClass.objects.get(pk=rows["schoolclass"]), lambda n: {"name": f"10B{n}"})
    copies(Learner.objects.get(pk=rows["learner"]), lambda n: {"citizen": people[n]})
    courses = copies(Training.objects.get(pk=rows["training"]), lambda n: {"code": f"LOP{n}"})
    lesson = Lesson.objects.get(pk=rows["lesson"])
    led, trainers = Lesson.trainers.through, list(lesson.trainers.values_list("pk", flat=True))
    lessons = copies(lesson, lambda n: {"training": courses[n].pk})
    led.objects.bulk_create(led(lesson_id=row.pk, user_id=user) for row in lessons for user in trainers)
    copies(Attendance.objects.get(pk=rows["attendance"]), lambda n: {"citizen": people[n], "code": None})
    trainee, codes = Trainee.objects.get(pk=rows["trainee"]), iter(make_public_code() for _n in range(MANY))
    copies(trainee, lambda n: {"citizen": people[n], "code": next(codes)})
    codes = iter(make_public_code() for _n in range(MANY))
    copies(trainee, lambda n: {"training": courses[n].pk, "code": next(codes)})
    copies(Feedback.objects.filter(training=rows["training"])[0], lambda n: {"id": uuid4()})
    part = Participation.objects.get(pk=rows["participation"])
    activities = copies(part.activity, lambda n: {"code": f"HD{n}"})
    copies(part, lambda n: {"citizen": people[n]})
    copies(part, lambda n: {"activity": activities[n].pk})


def _funds(rows: dict[str, int], people: list[int]) -> None:
    copies(Alert.objects.get(pk=rows["alert"]), lambda n: {"key": str(n)})
    copies(Fund.objects.get(pk=rows["fund"]), lambda n: {"name": f"Quỹ {n}"})
    plain = {"status": "pledged", "voucher": None, "received_on": None}
    codes = iter(make_public_code() for _n in range(MANY))
    copies(Gift.objects.get(pk=rows["gift"]), lambda n: plain | {"code": next(codes), "citizen": people[n]})
    for agrees in (False, True):
        _received(Gift.objects.get(pk=rows["gift"]), {"may_be_written_to": agrees, "citizen": None})
    use = Use.objects.get(pk=rows["use"])
    assert use.voucher is not None
    vouchers = copies(use.voucher, lambda n: {})
    copies(use, lambda n: {"voucher": vouchers[n].pk, "citizen": people[n]})
    asked = {"status": "wanted", "voucher": None, "paid_on": None}
    lines = Statement.objects.get(pk=rows["statement"]).lines
    copies(lines.get(), lambda n: {"mark": bytes([1, n])})
    copies(Statement.objects.get(pk=rows["statement"]), lambda n: {"sha256": bytes([n])})
    uses = copies(use, lambda n: asked | {"citizen": people[n]})
    copies(BudgetUse.objects.get(pk=rows["budgetuse"]), lambda n: {"use": uses[n].pk})


def _received(gift: Gift, plain: dict[str, Any]) -> None:
    assert gift.voucher is not None
    vouchers, codes = copies(gift.voucher, lambda n: {}), iter(make_public_code() for _n in range(MANY))
    copies(gift, lambda n: plain | {"voucher": vouchers[n].pk, "code": next(codes)})


def _plans(rows: dict[str, int], villages: list[int]) -> None:
    """Late tasks, of one plan and of plans derived from it; guidance, and questions on one of it."""
    plan, task = ProgrammePlan.objects.get(pk=rows["plan"]), PlanTask.objects.get(pk=rows["plantask"])
    plans = copies(plan, lambda n: {"derived_from": plan.pk, "place": villages[n]})
    copies(plan.targets.get(), lambda n: {"plan": plans[n].pk, "number": 1, "asked": 2})
    late = {"status": "assigned", "starts_on": LONG_AGO, "due_on": LONG_AGO}
    copies(task, lambda n: {**late, "code": f"N{n}", "place": villages[n]})
    copies(task, lambda n: {"code": f"M{n}", "due_on": timezone.localdate()})
    circular = Circular.objects.get(pk=rows["circular"])
    copies(circular, lambda n: {})
    copies(circular.questions.get(), lambda n: {"place": villages[n]})
    copies(ReminderRule.objects.get(pk=rows["reminderrule"]), lambda n: {"days": n + 20})
    _reported(rows, villages)


def _reported(rows: dict[str, int], villages: list[int]) -> None:
    """Periods of many places, what was said of one before, figures that differ, and published ones."""
    period, figure = (
        ReportingPeriod.objects.get(pk=rows["reportingperiod"]),
        ReportedFigure.objects.get(pk=rows["reportedfigure"]),
    )
    copies(period, lambda n: {"place": villages[n]})
    copies(figure, lambda n: {"known_until": figure.known_since + timedelta(seconds=n + 1)})
    copies(figure, lambda n: {"place": villages[n]})
    computed = Figure.objects.get(place=figure.place_id, year=figure.year, indicator="V1")
    copies(computed, lambda n: {"place": villages[n]})
    published = ReportedFigure.objects.get(place=figure.place_id, origin=ReportedFigure.Origin.PUBLISHED)
    copies(published, lambda n: {"place": villages[n]})


def _inspections(rows: dict[str, int], villages: list[int]) -> None:
    """Plans, visits of one plan, titles and findings of one visit."""
    copies(InspectionPlan.objects.get(pk=rows["inspectionplan"]), lambda n: {})
    visits = copies(Inspection.objects.get(pk=rows["inspection"]), lambda n: {})
    Inspector.objects.bulk_create(Inspector(inspection=visit, user_id=rows["user"]) for visit in visits)
    titles = Title.objects.exclude(pk=rows["title"]).values_list("pk", flat=True)[:MANY]
    copies(CheckedTitle.objects.get(pk=rows["checkedtitle"]), lambda n: {"title": titles[n]})
    copies(Finding.objects.get(pk=rows["finding"]), lambda n: {})
    stratum = SampleStratum.objects.get(sample=rows["sample"])
    copies(stratum, lambda n: {"place": villages[n]})


def _waiting(world: BothSides, people: list[int], others: list[int], villages: list[int]) -> None:
    entry = WaitingEntry.objects.get(pk=world.near.rows["waiting"])
    copies(entry, lambda n: {"citizen": people[n]})
    copies(entry, lambda n: {"citizen": others[n], "village": villages[n]})


def _accounts(world: BothSides, villages: list[int]) -> None:
    minh, own = world.people["minh"], Grant.objects.get(user=world.people["hoa"])
    users = copies(minh, lambda n: {"username": f"nguoi-{n:02}"})
    grant = Grant.objects.get(user=minh)
    copies(grant, lambda n: {"user": users[n].pk, "delegated_from": own.pk})
    copies(SecurityEvent.objects.get(user=minh), lambda n: {"user": users[n].pk})
    copies(SignInRule.objects.get(), lambda n: {"since": LONG_AGO + timedelta(days=n + 1)})
    copies(grant, lambda n: {"role": Role.VILLAGE, "place": villages[n]})


def _orders(rows: dict[str, int], villages: list[int]) -> None:
    order = ChangeOrder.objects.get(pk=rows["order"])
    copies(order, lambda n: {"number": f"NQ {n}"})
    copies(
        order.steps.get(),
        lambda n: {
            "position": n + 2,
            "verb": VERBS[n % len(VERBS)],
            "place": villages[n],
            "other": villages[n - 1],
            "attributes": {"key": f"k{n}", "kind": "Thôn", "name": f"Mới {n}", "parent": rows["place"]},
        },
    )


def _definitions(world: BothSides, villages: list[int]) -> None:
    rows, round_ = world.near.rows, Round.objects.get(pk=world.round.pk)
    copies(Version.objects.get(pk=rows["version"]), lambda n: {"edition": n + 10})
    copies(ModelCriteria.objects.get(pk=rows["modelcriteria"]), lambda n: {"edition": n + 10})
    copies(Chain.objects.get(pk=rows["chain"]), lambda n: {"title": f"Quy trình {n}"})
    copies(round_, lambda n: {"year": 1900 + n})
    copies(Topic.objects.get(pk=rows["topic"]), lambda n: {"code": f"chu-de-{n}", "name": f"Chủ đề {n}"})
    trial, study = Trial.objects.get(pk=rows["trial"]), Study.objects.get(pk=rows["study"])
    copies(trial, lambda n: {})
    copies(study, lambda n: {})
    copies(trial.changes.all()[0], lambda n: {})
    copies(Comment.objects.get(pk=rows["comment"]), lambda n: {})
    codes = iter(secrets.token_hex(6) for _n in range(MANY))
    invitation = Invitation.objects.get(pk=rows["invitation"])
    copies(invitation, lambda n: {"name": f"Hội {n}", "code": next(codes)})
    copies(SigningDefault.objects.get(pk=rows["signing"]), lambda n: {"place": villages[n]})
    key = {"sealed_key": b"", "until": timezone.now()}
    copies(SigningKey.objects.get(pk=rows["key"]), lambda n: {"number": n + 10, **key})
    copies(TargetSet.objects.order_by("pk")[0], lambda n: {"code": f"ke-hoach-{n}", "place": villages[n]})
    revision = Revision.objects.get(pk=rows["revision"])
    copies(revision, lambda n: {"year": 1900 + n})
    StaleMark.objects.bulk_create(StaleMark(place_id=villages[n], year=1900 + n) for n in range(MANY))


def _sheets(rows: dict[str, int]) -> None:
    copies(Batch.objects.get(pk=rows["batch"]), lambda n: {})
    copies(Problem.objects.get(pk=rows["problem"]), lambda n: {"row_number": n + 10})
    write_people(Batch.objects.get(pk=rows["batch"]), list(Citizen.objects.values_list("pk", flat=True)))


def write_people(batch: Batch, ids: list[int]) -> None:
    """The batch as if it had written these people."""
    journal = Journal()
    journal.touched("citizen", pl.DataFrame({"subject_id": ids}).with_columns(is_new=pl.lit(True)))
    staging.keep_frames(batch, staging.undo_name(0), journal.parts)
    Chunk.objects.filter(batch=batch, position=0).update(written_at=timezone.now())
