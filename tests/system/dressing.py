"""What the demonstration lacks: rows that work only brings now and then, each made by the deed an officer would do."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.actions import delegate_role
from hieuhoc.accounts.models import Grant, User
from hieuhoc.assessment.actions import add_evidence, plan_round, review_dossier
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.chains.models import Chain
from hieuhoc.consultations.models import Consultation
from hieuhoc.credentials.issuing import credential_of
from hieuhoc.criteria.actions import attach_promulgation, draft_version, write_guidance
from hieuhoc.demo.believable import OPEN_YEAR
from hieuhoc.demo.roster import write_workbook
from hieuhoc.indicators.models import Revision
from hieuhoc.inspection.models import InspectionPlan, Inspector
from hieuhoc.inspection.reads import frame_of
from hieuhoc.learning.actions import enrol_person
from hieuhoc.learning.models import Activity
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.news.models import Adoption, Article, ArticleImage, Campaign
from hieuhoc.news.tokens import Stopping, stop_address
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import Declaration, add_citizen, join_citizens
from hieuhoc.people.models import Citizen, Departure, IdentityNumber, Look, Membership, Residence, WaitingEntry
from hieuhoc.people.rules import Identity
from hieuhoc.people.sealing import seal_said
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.drafting import rename, split
from hieuhoc.places.models import Ancestry, AreaClassSpell, ChangeOrder, Place, PlaceSpell
from hieuhoc.plans.models import TaskFeed
from hieuhoc.privacy.actions import give_consent
from hieuhoc.privacy.models import Consent, Purpose
from hieuhoc.recognition.actions import attach_original, make_proposal, send_proposal, set_signing_default, strike_line
from hieuhoc.recognition.documents import render_waiting
from hieuhoc.recognition.models import Certificate, GroupRecognition, Proposal, SigningDefault, Title
from hieuhoc.schools.actions import add_class, enrol_learner
from hieuhoc.schools.rules import school_year_days, school_year_of
from hieuhoc.sheets.actions import check_batch, receive_file
from hieuhoc.sheets.exports import ask_export, write_export_file
from hieuhoc.sheets.models import Batch, Export, Problem
from hieuhoc.skills.actions import NewSkill, record_skill_fact
from hieuhoc.trials.actions import ask_study, ask_trial
from hieuhoc.trials.measuring import count_study
from hieuhoc.trials.trying import count_trial
from tests.alerts.makers import make_alert
from tests.assessment.makers import make_held, make_objection
from tests.collectives.makers import models_in_demo
from tests.documents.makers import made_papers
from tests.inspection.makers import make_visit
from tests.lib.strangers_files import pdf
from tests.recognition.test_originals import scan
from tests.system.accounts import TOTP_SECRET
from tests.system.assessed import assessed
from tests.system.course_rows import taught
from tests.system.fund_rows import funded
from tests.system.passkeys import give_passkey
from tests.web.access.inspected import inspected
from tests.web.access.planned import planned
from tests.web.access.rights import rights_of
from tests.web.access.stated import stated

NEW_YEAR = date(OPEN_YEAR, 1, 5)

type Rows = dict[str, Any]


def dress() -> Rows:
    """For each kind of opaque id the number of a row fit for its pages; other words of addresses under their name."""
    minh = User.objects.get(username="minh")
    commune = Grant.objects.get(user=minh).place
    people = Citizen.objects.filter(
        home__in=Ancestry.objects.filter(ancestor=commune, until__isnull=True).values("descendant"),
        died_on__isnull=True,
        user__isnull=True,
    ).order_by("pk")
    rows: Rows = {"place": commune.pk, "year": OPEN_YEAR, "position": 1, "alert": make_alert(commune).pk}
    rows["account"] = _account(User.objects.get(username="xem"))
    for part in (
        _people(people, minh),
        _elsewhere(people, commune),
        _bodies(people),
        _school(people),
        funded(people, commune),
        _assessment(commune),
        _recognition(minh),
        _map(commune),
        _others(commune, people),
        taught(commune),
        planned(commune, Place.objects.get(pk=next(iter(_villages(commune)))), minh, first_day=2),
        _inspected(commune),
        stated(commune, OPEN_YEAR),
    ):
        rows |= part
    return rows | {"secret": TaskFeed.objects.get(user=minh).secret}


def _inspected(commune: Place) -> Rows:
    """Of the last year in which the commune has a title; a visit that is over, and one that goes on."""
    hoa = Grant.objects.get(user__username="hoa")
    frames = (frame_of(hoa.place, year).get(commune.pk, []) for year in range(OPEN_YEAR, OPEN_YEAR - 4, -1))
    held = Title.objects.get(pk=next(titles[0] for titles in frames if titles))
    rows = inspected(hoa.place, commune, held.pk)
    going_on = make_visit(InspectionPlan.objects.get(pk=rows["inspectionplan"]), commune, [held])
    Inspector.objects.create(inspection=going_on, user=hoa.user)
    return rows | {"inspection_open": going_on.pk}


def _account(viewer: User) -> dict[str, str]:
    """An account with a code generator, recovery codes and a passkey, and the addresses that carry a key."""
    TOTP.activate(viewer, TOTP_SECRET)
    RecoveryCodes.activate(viewer)
    token, key = default_token_generator.make_token(viewer), give_passkey(viewer, "Máy tính ở phòng họp").pk
    return {
        "mfa_edit_webauthn": reverse("mfa_edit_webauthn", args=[key]),
        "mfa_remove_webauthn": reverse("mfa_remove_webauthn", args=[key]),
        "account_reset_password_from_key": f"/account/password/reset/key/{user_pk_to_url_str(viewer)}-{token}/",
        "account_confirm_email": "/account/confirm-email/khong-con/",
    }


def _people(people: QuerySet[Citizen], minh: User) -> Rows:
    shown = people.filter(memberships__unit__isnull=False, identity_numbers__isnull=False).distinct()[0]
    kept, joined = people.exclude(pk=shown.pk).filter(identity_numbers__isnull=True)[:2]
    purpose = Purpose.objects.order_by("pk")[0]
    skill = record_skill_fact(joined, NewSkill("digital", "officer", NEW_YEAR), actor=minh)
    return {
        "citizen": shown.pk,
        "residence": Residence.objects.filter(citizen=shown, until__isnull=True)[0].pk,
        "number": IdentityNumber.objects.filter(citizen=shown)[0].pk,
        "membership": Membership.objects.filter(citizen=shown, until__isnull=True, unit__isnull=False)[0].pk,
        "skill": skill.pk,
        "consent": give_consent(shown, purpose, way=Consent.Way.PAPER, actor=minh).pk,
        "purpose": purpose.code,
        "join": join_citizens(kept, joined, reason="Ghi hai lần khi nhập danh sách", actor=minh).pk,
    }


def _elsewhere(people: QuerySet[Citizen], commune: Place) -> Rows:
    """A number typed here that did not agree, and somebody who another commune says has moved to it."""
    known, gone = people.filter(residences__until__isnull=True).order_by("-pk").distinct()[:2]
    said = seal_said(Identity("H'Bia Mlô", date(1971, 1, 1)))
    look = Look.objects.create(citizen=known, place=commune, agrees=False, said=said, asked_at=timezone.now())
    left = gone.residences.get(until__isnull=True)
    where = {"place": left.place, "entered": left.place, "reason": "Vẫn ở buôn"}
    departure = Departure.objects.create(citizen=gone, left=left, contested_at=timezone.now(), **where)
    return {"look": look.pk, "departure": departure.pk, **rights_of(known)}


def _bodies(people: QuerySet[Citizen]) -> Rows:
    held = Membership.objects.filter(citizen__in=people, until__isnull=True)
    return {
        "group": _first(held, "group", group__kind="clan"),
        "unit": _first(held, "unit"),
        "branch": _first(held, "branch"),
        "recognition": GroupRecognition.objects.filter(village__in=people.values("home")).order_by("-pk")[0].pk,
    }


def _school(people: QuerySet[Citizen]) -> Rows:
    """A class of a school of the commune, with somebody in it."""
    held = Membership.objects.filter(citizen__in=people, until__isnull=True, unit__spells__kind="school")
    unit = held.filter(unit__spells__until__isnull=True)[0].unit
    assert unit is not None
    first_day = school_year_days(school_year_of(timezone.localdate()))[0]
    school_class = add_class(unit, first_day.year, "10A1", actor=None)
    pupil = people.filter(learnings__isnull=True).order_by("-birth_year", "pk")[0]
    learner = enrol_learner(school_class, pupil, since=first_day, actor=None)
    return {"unit": unit.pk, "schoolclass": school_class.pk, "learner": learner.pk}


def _first(held: QuerySet[Membership], body: str, **more: Any) -> int:
    found: int = held.filter(**{f"{body}__isnull": False}, **more).values_list(f"{body}_id", flat=True)[0]
    return found


def _assessment(commune: Place) -> Rows:
    sent = Dossier.objects.filter(round__year=OPEN_YEAR, place=commune, status="submitted").order_by("pk")[0]
    written = Dossier.objects.filter(round__year=OPEN_YEAR, place=commune, status="draft").order_by("pk")[0]
    criterion = written.round.version.criteria.get(position=1)
    evidence = add_evidence(written, criterion, content=pdf(), file_name="xac-nhan.pdf", actor=None)
    add_evidence(written, criterion, text="Học lớp xoá mù chữ số của buôn năm 2026", actor=None)
    version = written.round.version
    draft = draft_version(version, number="Dự thảo 2027", actor=None)
    years = list(Round.objects.filter(version=version).order_by("year").values_list("year", flat=True))
    trial, study = ask_trial(draft, years, actor=None), ask_study(version, years, actor=None)
    count_trial(trial)
    count_study(study)
    attach_promulgation(version, scan(), file_name="qd.pdf", actor=None)
    asked = Consultation.objects.order_by("pk")[0]  # the demonstration's
    return {
        "version_asked": asked.pk,
        "comment": asked.comments.order_by("pk")[0].pk,
        "invitation": asked.invitations.order_by("pk")[0].pk,
        "trial": trial.pk,
        "study": study.pk,
        "dossier": sent.pk,
        "meeting": (meeting := make_held(written.round, commune, written)).pk,
        "meetingline": meeting.lines.get().pk,
        "objection": (objection := make_objection(written)).pk,
        "objectionfile": objection.files.get().pk,
        "dossier_written": written.pk,
        "evidence": evidence.pk,
        "round": written.round_id,
        "round_planned": plan_round(OPEN_YEAR + 1, version, actor=None).pk,
        "version": version.pk,
        "version_draft": draft.pk,
        "guidance": write_guidance(version, text="Chấm theo từng nhóm.", actor=None).pk,
        "rule_area": draft.pass_rules.exclude(area_class="")[0].area_class,
        "chain": Chain.objects.filter(status="draft").order_by("pk")[0].pk,
    }


def _recognition(minh: User) -> Rows:
    """Lists of two other communes, so that Minh's own is still to be made: one being made, one sent."""
    busy = (
        Dossier.objects.filter(round__year=OPEN_YEAR, status="submitted")
        .exclude(place=Grant.objects.get(user=minh).place_id)
        .values("place")
        .annotate(dossiers=Count("id"))
        .order_by("-dossiers", "place")[:2]
    )
    made, sent = (_proposed(Place.objects.get(pk=row["place"])) for row in busy)
    send_proposal(sent, actor=None)
    lines = made.lines.order_by("pk")
    title = Title.objects.filter(certificate__isnull=False, revoked_on__isnull=True, year=2025).order_by("-pk")[0]
    revoked = Title.objects.filter(certificate__isnull=False, revoked_on__isnull=False).order_by("-pk")[0]
    lan = Citizen.objects.get(user__username="lan")
    own = Title.objects.filter(citizen=lan, year=2025, revoked_on__isnull=True).select_related("decision")[0]
    render_waiting(own.decision_id)
    Certificate.objects.filter(title=title).update(printed_name=f"{title.citizen.name} (tên cũ)")
    attach_original(title.decision, scan(), file_name="qd.pdf", is_public=True, actor=None)
    return {
        "title_own": own.pk,
        "dossier_own": Dossier.objects.filter(citizen=lan).order_by("-round__year")[0].pk,
        **assessed(lan),
        **models_in_demo(),
        "signing": _signed_by_the_province().pk,
        **made_papers(made),
        "proposal": made.pk,
        "proposal_sent": sent.pk,
        "line": lines[0].pk,
        "line_struck": strike_line(lines[1], reason="Xin rút khỏi danh sách", actor=None).pk,
        "title": title.pk,
        "decision": title.decision_id,
        "key": credential_of(title).key_id,
        "meaning": "revocation",
        "part": 0,
        "code": title.certificate.code,
        "codes": {
            "verified-revoked": revoked.certificate.code,
            "verified-unknown": make_public_code(),
            "verified-mistyped": title.certificate.code[:-1],
        },
        "revision": Revision.objects.order_by("-year")[0].pk,
    }


def _signed_by_the_province() -> SigningDefault:
    """What the forms of decisions start with in the province of Hoa."""
    return set_signing_default(
        Grant.objects.get(user__username="hoa").place,
        issuer="Uỷ ban nhân dân xã",
        signatory="",
        signatory_title="Chủ tịch",
        number_suffix="/QĐ-UBND",
        legal_basis="Quyết định 324/QĐ-KHVN",
        commune_decides=False,
        actor=None,
    )


def _proposed(commune: Place) -> Proposal:
    for dossier in Dossier.objects.filter(round__year=OPEN_YEAR, status="submitted", place=commune).order_by("pk"):
        review_dossier(
            dossier, [9] * len(dossier.self_points), reasons=dict.fromkeys(range(1, 11), "Đã xác minh"), actor=None
        )
    return make_proposal(Round.objects.get(year=OPEN_YEAR), commune, actor=None)


def _map(commune: Place) -> Rows:
    applied = WaitingEntry.objects.filter(assigned_to__isnull=True, village__isnull=False).order_by("pk")[0]
    village = Ancestry.objects.filter(ancestor=commune, depth=1, until__isnull=True).order_by("descendant_id")[0]
    area = AreaClassSpell.objects.filter(until__isnull=True).order_by("pk").first()
    cut, order = _cut_in_two(commune)
    return {
        "place_ended": cut.pk,
        "order_split": order.pk,
        "order": applied.order_id,
        "order_draft": draft_order(
            "13/NQ-HĐND", "Đổi tên một xã", date(OPEN_YEAR + 1, 7, 1), rename(commune.pk, "Hòa Bình Mới"), actor=None
        ).pk,
        "village": applied.village_id,
        "village_near": village.descendant_id,
        "area": area.place_id if area else None,
        "area_class": area.area_class if area else "",
    }


def _cut_in_two(commune: Place) -> tuple[Place, ChangeOrder]:
    """A commune far from Minh's is cut between two others; who lived in it without a village waits to be assigned."""
    province = Ancestry.objects.get(descendant=commune, depth=1, until__isnull=True).ancestor
    beside = PlaceSpell.objects.filter(parent=province, until__isnull=True).order_by("-pk")
    cut, first, second = (spell.place for spell in beside[:3])
    for name in ("H'Nga Mlô", "Y Phong Ayŭn"):
        add_citizen(Declaration(name, cut, date(2020, 1, 1), birth_date=date(1979, 2, 3)), actor=None)
    order = draft_order("12/NQ-HĐND", "Chia một xã", NEW_YEAR, split(cut.pk, [first.pk, second.pk]), actor=None)
    apply_change_order(order, actor=None)
    return cut, order


def _others(commune: Place, people: QuerySet[Citizen]) -> Rows:
    hoa, thanh = User.objects.get(username="hoa"), User.objects.get(username="thanh")
    grant = Grant.objects.get(user=hoa)
    day = timezone.localdate()
    delegated = delegate_role(grant, thanh, since=day, until=day + timedelta(days=14), actor=hoa)
    asked = _with_namesake(commune, people)
    model = GroupRecognition.objects.filter(year=OPEN_YEAR, village__in=_villages(commune))[0]
    held = Activity.objects.filter(place__in=[commune.pk, *_villages(commune)], last_on__gte=day)
    activity = held.order_by("first_on", "pk")[0]
    return {
        "activity": activity.pk,
        "campaign": Campaign.objects.filter(status="sent_all").order_by("pk")[0].pk,
        "campaign_draft": Campaign.objects.get(status="draft").pk,
        "article": Article.objects.filter(place=commune, status="published").order_by("pk")[0].pk,
        "article_draft": Article.objects.get(place=commune, status="draft").pk,
        "article_example": Article.objects.worth_copying()[0].pk,
        "picture": ArticleImage.objects.filter(article__status="published").order_by("pk")[0].pk,
        "adoption": Adoption.objects.filter(place=commune).order_by("pk")[0].pk,
        "message": _told(User.objects.get(username="minh")),
        "stop": _last_part(stop_address(Stopping("account", grant.user_id, "news", "mail"))),
        "topic": activity.topic_id,
        "participation": enrol_person(activity, people[0], actor=None).pk,
        "grant": grant.pk,
        "grant_given": delegated.pk,
        "user": User.objects.get(username="minh").pk,
        "batch": Batch.objects.filter(sheet="roster", status="checked").exclude(pk=asked.pk)[0].pk,
        "batch_done": Batch.objects.filter(sheet="roster", status="done")[0].pk,
        "registered_village": _villages(commune)[model.village_id or 0],
        "batch_asked": asked.pk,
        "export": _taken_along(hoa).pk,
        "problem": Problem.objects.filter(batch=asked, severity="ambiguous")[0].pk,
    }


def _told(user: User) -> int:
    body = "Danh sách nhập hôm qua còn 3 dòng cần chọn người."
    return send(Message.Channel.IN_APP, recipient=user, subject="Còn dòng cần chọn", body=body, key="dressing.told").pk


def _last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _taken_along(hoa: User) -> Export:
    export = ask_export("assessment.dossiers", {"place": None, "year": OPEN_YEAR, "status": ""}, actor=hoa)
    write_export_file(export)
    return export


def _villages(commune: Place) -> dict[int, str]:
    """Villages of the commune that no other village of it shares the name with: a sheet may name them."""
    below = Ancestry.objects.filter(ancestor=commune, depth=1, until__isnull=True).values("descendant")
    titles = {
        seat.place_id: f"{seat.kind} {seat.name}" for seat in PlaceSpell.objects.filter(place__in=below, until=None)
    }
    shared = Counter(titles.values())
    return {place: title for place, title in titles.items() if shared[title] == 1}


def _with_namesake(commune: Place, people: QuerySet[Citizen]) -> Batch:
    """A roster row without a number that may be somebody who is there already: the officer is asked."""
    names = _villages(commune)
    twin = people.filter(birth_date__isnull=False, home__in=names)[0]
    sex = "Nữ" if twin.sex == "f" else "Nam"
    row = [twin.name, f"{twin.birth_date:%d/%m/%Y}", sex, "", names[twin.home_id or 0], "", ""]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "trung-ten.xlsx"
        write_workbook(path, pl.DataFrame([row], orient="row"))
        with path.open("rb") as content:
            batch = receive_file(
                "roster", content, file_name=path.name, place=commune, settings={"since": NEW_YEAR}, actor=None
            )
    return check_batch(batch, actor=None)
