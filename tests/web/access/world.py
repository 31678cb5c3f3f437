"""Two communes with one real row of every kind in each, and everybody who may knock at their pages."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from hieuhoc.accounts.actions import add_user, delegate_role
from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.assessment.actions import add_evidence
from hieuhoc.assessment.models import Evidence, Round
from hieuhoc.chains.actions import load_chains
from hieuhoc.collectives.actions import load_model_criteria, register_models
from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.credentials.models import SigningKey
from hieuhoc.criteria.actions import attach_promulgation, write_guidance
from hieuhoc.documents.actions import store_file
from hieuhoc.indicators.models import Revision
from hieuhoc.indicators.published import load_targets
from hieuhoc.learning.actions import NewRecordLink, make_record_link
from hieuhoc.learning.models import OwnLearning, RecordLink, Topic
from hieuhoc.news.models import Article
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import (
    NewGroup,
    NewUnit,
    add_branch,
    add_group,
    add_unit,
    join_branch,
    join_citizens,
    join_group,
    join_unit,
)
from hieuhoc.people.models import (
    Citizen,
    Departure,
    Group,
    IdentityNumber,
    Look,
    Membership,
    Residence,
    WorkUnit,
)
from hieuhoc.people.rules import Identity
from hieuhoc.people.sealing import seal_said
from hieuhoc.places.actions import draft_order
from hieuhoc.places.models import AreaClass, ChangeOrder, Place
from hieuhoc.privacy.actions import give_consent
from hieuhoc.privacy.models import Consent, Purpose
from hieuhoc.recognition.actions import (
    GroupFact,
    attach_original,
    issue_decision,
    make_proposal,
    record_group_recognition,
    send_proposal,
)
from hieuhoc.recognition.documents import render_waiting
from hieuhoc.recognition.models import Certificate, GroupRecognition, SigningDefault
from hieuhoc.recognition.rules import DecisionText
from hieuhoc.schools.actions import add_class, enrol_learner
from hieuhoc.schools.rules import school_year_days, school_year_of
from hieuhoc.sheets.exports import ask_export, write_export_file
from hieuhoc.web.office.people.exports import wishes_from
from hieuhoc.web.office.people.filters import Filters
from tests.alerts.makers import make_alert
from tests.assessment.makers import make_dossier, make_held, make_objection, make_passed, make_round, mark_area
from tests.cast import Cast, make_cast, officer
from tests.collectives.makers import FUND, FUND_ASKED, make_criteria, make_decided, make_model_objection
from tests.documents.makers import make_number, make_template
from tests.lib.strangers_files import picture
from tests.news.makers import adopt, make_campaign, make_example
from tests.people.makers import LONG_AGO, add
from tests.recognition.test_originals import scan
from tests.sheets.files import ROSTER, csv_of, received
from tests.web.access.courses import learned
from tests.web.access.cut import wait
from tests.web.access.drafts import asked, tried
from tests.web.access.gifts import given
from tests.web.access.inspected import inspected
from tests.web.access.planned import planned
from tests.web.access.rights import rights_of
from tests.web.access.stated import stated

PNG = picture("PNG")


@dataclass(frozen=True)
class People:
    """Invented people of one commune: no page about another commune may name any of them."""

    titled: Citizen  # holds the title, belongs to every body
    applicant: Citizen  # has a dossier that is being written
    listed: Citizen  # stands on the list that is being made
    twin: Citizen  # was two records
    imported: str  # stands in an uploaded file

    @property
    def names(self) -> list[str]:
        return [self.titled.name, self.applicant.name, self.listed.name, self.twin.name, self.imported]


@dataclass
class Side:
    """One commune. `rows`: kind of id → the row an address of that kind is tried with."""

    commune: Place
    village: Place
    people: People
    rows: dict[str, int] = field(default_factory=dict)
    code: str = ""  # of the certificate
    secrets: list[str] = field(default_factory=list)  # numbers, telephones, birth dates in clear


@dataclass
class BothSides:
    cast: Cast
    round: Round
    near: Side
    far: Side
    people: dict[str, User]  # every one of the cast by the name the table of access uses
    cut: ChangeOrder

    @property
    def lans_dossier(self) -> int:
        return self.cast.lan.dossiers.get().pk

    @property
    def lans_evidence(self) -> int:
        """As she added it while her dossier was being written: here a copy of somebody's file."""
        piece = Evidence.objects.get(pk=self.near.rows["evidence"])
        piece.pk, piece.dossier_id = None, self.lans_dossier
        piece.save()
        return piece.pk

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.near, self.far


def make_access_world() -> BothSides:
    cast, round_ = make_cast(), make_round()
    load_targets()
    near, far = _near_side(cast), _far_side(cast)
    cut = ChangeOrder.objects.create(
        number="NQ cắt xã", title="Cắt", takes_effect_on=LONG_AGO, status=ChangeOrder.Status.APPLIED
    )
    users = _everybody(cast)
    shared = _shared_rows(round_)
    for side, officer_of, clan in ((near, users["minh"], cast.clan), (far, users["son"], None)):
        grant = Grant.objects.get(user=officer_of)
        side.rows |= shared | {"user": officer_of.pk, "grant": grant.pk, "message": _told(officer_of)}
        _hand_on(grant)
        _belong(side, clan)
        _recognise(side, round_)
        _note(side, round_)
        side.rows |= learned(side.village, side.people.titled, side.rows["unit"], round_, officer_of)
        side.rows |= given(side.commune, side.people.titled, side.people.listed)
        side.rows |= planned(side.commune, side.village, officer_of)
        side.rows |= inspected(cast.province, side.commune, side.rows["title"])
        side.rows |= stated(side.commune)
        side.rows["alert"] = make_alert(side.commune).pk
        _upload(side)
        _take_along(side, officer_of)
        wait(side, cut, successors=(near.commune, far.commune))
        _go(side)
    for side, other in ((near, far), (far, near)):
        adopted = adopt(Article.objects.get(pk=other.rows["article"]), side.commune)
        side.rows["adoption"] = adopted.pk
    users["staff"] = _staff_officer(near)
    shared = tried(round_) | asked(round_)
    for side in (near, far):
        side.rows |= shared
    return BothSides(cast, round_, near, far, users, cut)


def _near_side(cast: Cast) -> Side:
    home = cast.land.near_village
    people = People(
        cast.lan,
        _person(home, "Y Dũng Mlô", "066071004321", "0905111222", date(1971, 8, 9)),
        _person(home, "H'Mai Êban", "066188007788", "0905333444", date(1988, 11, 23)),
        _person(home, "Y Wing Ksơr", "066066005599", "0905777888", date(1966, 2, 17)),
        "H'Yuôm Kpă",
    )
    secrets = ["066190001234", "066071004321", "0905111222", "0905333444", "06/05/1990", "1990-05-06", "09/08/1971"]
    return Side(cast.land.near, home, people, secrets=secrets)


def _far_side(cast: Cast) -> Side:
    home = cast.land.far_village
    people = People(
        _person(home, "Trần Thị Ngà", "054179001357", "0914222333", date(1979, 4, 12)),
        _person(home, "Lê Văn Tám", "054083002468", "0914444555", date(1983, 10, 30)),
        _person(home, "Phạm Hữu Chí", "054092009753", "0914666777", date(1992, 7, 19)),
        _person(home, "Đỗ Thuý Vi", "054169008642", "0914888999", date(1969, 1, 28)),
        "Bùi Xuân Hoè",
    )
    return Side(cast.land.far, home, people, secrets=["054179001357", "0914222333", "12/04/1979", "30/10/1983"])


def _person(home: Place, name: str, number: str, phone: str, born: date) -> Citizen:
    sex = "f" if number[3] in "1" else "m"
    return add(home, name, birth_date=born, sex=sex, number=number, phone=phone)


def _everybody(cast: Cast) -> dict[str, User]:
    """All but the officer of the work unit, who is made with her unit."""
    district = Place.objects.get(spells__tier="district")
    ended = add_user("dinh", "Đinh", actor=None)
    Grant.objects.create(user=ended, role=Role.DISTRICT, place=district, since=LONG_AGO, until=date(2025, 7, 1))
    return {
        "lan": cast.lan_user,
        "khoa": cast.khoa_user,
        "minh": cast.minh,
        "son": cast.son,
        "hoa": cast.hoa,
        "village": officer("y-sam", Role.VILLAGE, cast.land.near_village),
        "district": ended,
        "education": officer("giang", Role.EDUCATION, cast.land.province),
        "viewer": officer("vinh", Role.VIEWER, cast.land.province),
    }


def _told(user: User) -> int:
    return send(Message.Channel.IN_APP, recipient=user, subject="Tin", body="Nội dung", key=f"told.{user.pk}").pk


def _hand_on(grant: Grant) -> None:
    stand_in = add_user(f"{grant.user.username}-thay", f"Người thay {grant.user.full_name}", actor=None)
    today = timezone.localdate()
    delegate_role(grant, stand_in, since=today, until=today + timedelta(days=7), actor=grant.user)


def _staff_officer(near: Side) -> User:
    """Hạnh minds the staff of the work unit of Minh's commune; she has no role at any place."""
    user = add_user("hanh", "Hạnh", actor=None)
    citizen = add(near.village, "Nguyễn Thị Hạnh", birth_date=date(1975, 3, 3))
    Citizen.objects.filter(pk=citizen.pk).update(user=user)
    unit = WorkUnit.objects.get(pk=near.rows["unit"])
    join_unit(citizen, unit, since=LONG_AGO, role=Membership.Role.HR, actor=None)
    return user


def _shared_rows(round_: Round) -> dict[str, int]:
    """Rows of no commune: the province's alone to change."""
    order = draft_order("NQ 01/NQ-HĐND", "Về tên xã", timezone.localdate() + timedelta(days=30), [], actor=None)
    revision, _is_new = Revision.objects.update_or_create(
        year=round_.year, number=0, defaults={"counted_at": timezone.now()}
    )
    load_model_criteria(actor=None)
    criteria = ModelCriteria.objects.get(kind="unit")
    make_criteria("clan", FUND_ASKED, questions=[FUND])
    shared = {"order": order.pk, "revision": revision.pk, "round": round_.pk, "version": round_.version_id}
    guidance = write_guidance(round_.version, text="Chấm theo từng nhóm.", actor=None)
    attach_promulgation(round_.version, scan(), file_name="qd.pdf", actor=None)
    topic = Topic.objects.order_by("position")[0]
    shared |= {"guidance": guidance.pk, "topic": topic.pk}
    return shared | {"modelcriteria": criteria.pk, "chain": load_chains(actor=None)[0].pk}


def _belong(side: Side, clan: Group | None) -> None:
    """Group, unit, branch, memberships, numbers and a record that was two."""
    who, code = side.people, str(side.commune.pk)
    group = clan or add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Trần", code, side.commune, LONG_AGO), actor=None)
    if clan is None:
        join_group(who.titled, group, since=LONG_AGO, actor=None)
    family = add_group(NewGroup(Group.Kind.FAMILY, f"Hộ {who.titled.name}", code, side.village, LONG_AGO), actor=None)
    join_group(who.titled, family, since=LONG_AGO, actor=None)
    unit = add_unit(NewUnit(f"U{code}", f"Trường số {code}", side.commune, "commune", "school", LONG_AGO), actor=None)
    join_unit(who.titled, unit, since=LONG_AGO, actor=None)
    branch = add_branch(f"B{code}", f"Chi hội số {code}", side.commune, since=LONG_AGO, actor=None)
    join_branch(who.titled, branch, since=LONG_AGO, actor=None)
    again = add(side.village, who.twin.name, birth_date=date(1967, 2, 17), sex=who.twin.sex)
    side.rows |= {
        "citizen": who.titled.pk,
        "place": side.commune.pk,
        "group": group.pk,
        "unit": unit.pk,
        "branch": branch.pk,
        "membership": Membership.objects.get(citizen=who.titled, group=group).pk,
        "residence": Residence.objects.get(citizen=who.titled).pk,
        "number": IdentityNumber.objects.get(citizen=who.titled).pk,
        "join": join_citizens(who.twin, again, reason="Khai hai lần", actor=None).pk,
    }


def _recognise(side: Side, round_: Round) -> None:
    """A title by decision with its certificate, a list being made, a dossier being written, a recognised clan."""
    who, today = side.people, timezone.localdate()
    unit = WorkUnit.objects.get(pk=side.rows["unit"])
    make_passed(who.titled, round_)
    sent = send_proposal(make_proposal(round_, side.commune, actor=None), actor=None)
    text = DecisionText(f"{side.commune.pk}/QĐ", today, "UBND xã", "Ký", "Chủ tịch", "324/QĐ-KHVN")
    decision = issue_decision(sent, text, actor=None)
    render_waiting(decision.pk)
    attach_original(decision, scan(), file_name="qd.pdf", is_public=True, actor=None)
    make_passed(who.listed, round_)
    proposal = make_proposal(round_, side.commune, actor=None)
    dossier = make_dossier(who.applicant, round_, unit=unit)
    criterion = round_.version.criteria.get(position=1)
    evidence = add_evidence(dossier, criterion, content=PNG, file_name="anh.png", actor=None)
    family = Group.objects.get(place=side.village, kind=Group.Kind.FAMILY)
    status = GroupRecognition.Status.REGISTERED
    record_group_recognition(GroupFact(round_.year, status, group=family), actor=None)
    clan = Group.objects.get(pk=side.rows["group"])
    fact = GroupFact(round_.year, status, group=clan)
    meeting, objection = make_held(round_, side.commune, dossier), make_objection(dossier)
    decided = make_decided(clan, round_.year - 1, decision)
    of_model = make_model_objection(decided)
    side.code = Certificate.objects.get(title__decision=decision).code
    side.rows |= {
        "meeting": meeting.pk,
        "meetingline": meeting.lines.get().pk,
        "objection": objection.pk,
        "objectionfile": objection.files.get().pk,
        "title": decision.titles.get().pk,
        "decision": decision.pk,
        "papernumber": make_number(proposal).pk,
        "papertemplate": make_template().pk,
        "proposal": proposal.pk,
        "line": proposal.lines.get().pk,
        "dossier": dossier.pk,
        "evidence": evidence.pk,
        "signing": SigningDefault.objects.create(place=side.commune, issuer="UBND xã", signatory_title="Chủ tịch").pk,
        "key": SigningKey.objects.get(until__isnull=True).pk,
        "recognition": record_group_recognition(fact, actor=None).pk,
        "modeldecided": decided.pk,
        "modelobjection": of_model.pk,
        "modelobjectionfile": of_model.files.get().pk,
        "registration": register_models("clan", [clan], round_.year, actor=None)[0].pk,
    }


def _note(side: Side, round_: Round) -> None:
    """Facts beside a person: a class of a school, consent; what is told; and the area class of the commune."""
    who, today = side.people, timezone.localdate()
    consent = give_consent(who.titled, Purpose.objects.order_by("pk")[0], way=Consent.Way.PAPER, actor=None)
    mark_area(side.commune, AreaClass.values[0], LONG_AGO)
    first_day = school_year_days(school_year_of(today))[0]
    school_class = add_class(WorkUnit.objects.get(pk=side.rows["unit"]), first_day.year, "10A1", actor=None)
    article = make_example(side.commune)
    paper = store_file(PNG, kind="own-learning", file_name="bia.png", media_type="image/png")
    own = OwnLearning.objects.create(
        citizen=who.titled, kind="book", title="Trồng cà phê", learned_on=LONG_AGO, document=paper, asks_confirming=True
    )
    make_record_link(who.titled, NewRecordLink(today), actor=None)
    side.rows |= {
        "schoolclass": school_class.pk,
        "learner": enrol_learner(school_class, who.titled, since=first_day, actor=None).pk,
        "campaign": make_campaign(side.commune).pk,
        "article": article.pk,
        "picture": article.images.get().pk,
        "consent": consent.pk,
        "ownlearning": own.pk,
        "recordlink": RecordLink.objects.get(citizen=who.titled).pk,
    }


def _upload(side: Side) -> None:
    """A roster with one new person and one row that may be somebody who is there."""
    who = side.people
    village = side.village.spells.get().name
    asked = add(side.village, f"{who.imported} Hai", birth_date=None, birth_year=1950, sex="f")
    rows = [
        [who.imported, "02/09/1945", "Nữ", "", "", village, "", "", ""],
        [asked.name, "1950", "Nữ", "", "", village, "", "", ""],
    ]
    batch = received("roster", csv_of(ROSTER, rows), side.commune, since="2024-01-01")
    side.rows |= {"batch": batch.pk, "problem": batch.problems.get(severity="ambiguous").pk}


def _go(side: Side) -> None:
    """A question about a person of this commune, somebody another one says has moved to it, and somebody with requests."""
    who, now = side.people, timezone.now()
    said = seal_said(Identity("Người khai khác", date(1971, 1, 1)))
    look = Look.objects.create(citizen=who.listed, place=side.commune, agrees=False, said=said, asked_at=now)
    left = Residence.objects.get(citizen=who.listed)
    gone = Departure.objects.create(
        citizen=who.listed, left=left, place=side.village, entered=side.village, contested_at=now, reason="Vẫn ở đây"
    )
    asking = add(side.village, f"{who.imported} Ba", birth_date=None, birth_year=1951, sex="f")
    side.rows |= {"look": look.pk, "departure": gone.pk, **rights_of(asking)}


def _take_along(side: Side, asker: User) -> None:
    """A long list that the officer of the commune asked for, ready to be fetched."""
    export = ask_export("people.citizens", wishes_from(Filters(place=side.commune.pk)), actor=asker)
    write_export_file(export)
    side.rows["export"] = export.pk
