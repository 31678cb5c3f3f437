"""Everything somebody may do that figures read, done at random in a small province: each act is one deed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from django.db import transaction
from django.utils import timezone

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.collectives.actions import (
    answer_model_objection,
    answer_question,
    decide_models,
    raise_model_objection,
    register_models,
    revoke_model,
)
from hieuhoc.collectives.models import ModelCriteria, Registration
from hieuhoc.indicators.models import Revision
from hieuhoc.learning.actions import (
    CoursePlan,
    LessonPlan,
    NewTraining,
    add_training,
    mark_presences,
    plan_training,
    record_attendance,
    withdraw_attendance,
)
from hieuhoc.learning.models import Attendance, Trainee, Training
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people import actions as people
from hieuhoc.people.models import (
    AssociationBranch,
    Citizen,
    Group,
    Join,
    Membership,
    Residence,
    UnitSpell,
    WaitingEntry,
    WorkUnit,
)
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.models import ChangeOrder, Place, PlaceSpell, Succession, Tier
from hieuhoc.recognition.actions import (
    GroupFact,
    answer_objection,
    issue_decision,
    make_proposal,
    raise_objection,
    record_group_recognition,
    remove_group_recognition,
    revoke_title,
    send_proposal,
)
from hieuhoc.recognition.models import GroupRecognition, Title
from hieuhoc.skills.actions import NewSkill, record_skill_fact, withdraw_skill_fact
from hieuhoc.skills.models import SkillFact
from tests.assessment.makers import make_passed, make_round
from tests.collectives.makers import FUND, FUND_ASKED, make_criteria
from tests.indicators.giving_deeds import GIVING, open_funds
from tests.people.makers import Land, add, declare, make_land
from tests.places.small_map import new, put
from tests.recognition.test_recognise import decision_text


@dataclass
class Story:
    random: Random
    land: Land
    round: Round
    years: tuple[int, ...]
    numbers: Iterator[int] = field(default_factory=count)

    def day(self) -> date:
        """Since shortly before the first year counted, often just around the days that decide."""
        ends = [date(year, 12, 31) for year in self.years[:-1]]
        near = [*ends, *(end + timedelta(1) for end in ends)]
        long = (timezone.localdate() - date(self.years[0] - 1, 6, 1)).days
        return self.random.choice([*near, date(self.years[0] - 1, 6, 1) + timedelta(self.random.randrange(long))])

    def place(self, *tiers: Tier) -> Place:
        standing = PlaceSpell.objects.filter(tier__in=tiers or [Tier.VILLAGE, Tier.COMMUNE], until=None)
        return self.random.choice(list(Place.objects.filter(spells__in=standing).order_by("pk")))

    def one_of[Row](self, rows: Iterable[Row]) -> Row:
        """IndexError when there is none: then the act has nothing to do."""
        return self.random.choice(list(rows))

    def citizen(self) -> Citizen:
        return self.one_of(Citizen.objects.filter(joined_into=None).order_by("pk"))

    def membership(self, body: str) -> Membership:
        return self.one_of(Membership.objects.filter(**{f"{body}__isnull": False, "until": None}).order_by("pk"))

    def order(self, steps: list[drafting.Draft]) -> None:
        order = draft_order(f"{next(self.numbers)}/NQ", "Sắp xếp", self.day(), steps, actor=None)
        apply_change_order(order, actor=None)


def begin(seed: int) -> Story:
    year = timezone.localdate().year
    random, land = Random(seed), make_land()
    story = Story(random, land, make_round(year), (year - 2, year - 1, year))
    put("Buôn Wik", Tier.VILLAGE, land.near, kind="Buôn")
    for number in story.years:
        Revision.objects.get_or_create(year=number, number=0)
    for name in ("H'Hen Niê", "Y Blŏk", "Lan", "Sơn", "Minh", "Hoa"):
        add(story.place(), name, birth_date=date(random.choice([1960, year - 19, year - 18, year - 17]), 5, 1))
    for act in (add_family, add_school, add_branch, add_class, open_funds):
        act(story)
    for _ in range(3):
        for act in (join_family, join_school, join_branch, attend, learn, recognise):
            attempt(act, story)
    return story


def attempt(act: Callable[[Story], None], story: Story) -> bool:
    """Was it done? Not when the programme forbids it, nor when there is nothing to do it to."""
    try:
        with transaction.atomic():
            act(story)
    except (Refusal, IndexError):
        return False
    return True


def add_person(story: Story) -> None:
    name, born = f"Người {next(story.numbers)}", date(1980, 1, 1)
    people.add_citizen(declare(story.place(), name, since=story.day(), birth_date=born), actor=None)


def move(story: Story) -> None:
    people.move_citizen(story.citizen(), story.place(), since=story.day(), actor=None)


def correct_home(story: Story) -> None:
    stay = story.one_of(Residence.objects.order_by("pk"))
    people.correct_residence(stay, story.place(), since=story.day(), reason="Ghi nhầm", actor=None)


def die(story: Story) -> None:
    people.record_death(story.citizen(), died_on=story.day(), actor=None)


def live_again(story: Story) -> None:
    people.withdraw_death(story.one_of(Citizen.objects.exclude(died_on=None)), actor=None)


def depart(story: Story) -> None:
    people.record_departure(story.citizen(), left_on=story.day(), actor=None)


def come_back(story: Story) -> None:
    gone: Citizen = story.one_of(Citizen.objects.exclude(left_on=None))
    people.record_return(gone, story.place(), since=story.day(), actor=None)


def correct(story: Story) -> None:
    citizen = story.citizen()
    born = date(story.random.choice([1970, story.years[0] - 18, story.years[0] - 17]), 1, 1)
    facts = replace(people.facts_of(citizen), birth_date=born, birth_year=born.year)
    people.correct_citizen(citizen, facts, actor=None)


def join_records(story: Story) -> None:
    people.join_citizens(story.citizen(), story.citizen(), reason="Trùng", actor=None)


def take_apart(story: Story) -> None:
    people.take_apart_join(story.one_of(Join.objects.filter(undone_at=None)), reason="Nhầm", actor=None)


def add_family(story: Story) -> None:
    kind = story.random.choice([Group.Kind.FAMILY, Group.Kind.CLAN])
    people.add_group(
        people.NewGroup(kind, "Nhà", f"G{next(story.numbers)}", story.place(), date(2020, 1, 1)), actor=None
    )


def end_family(story: Story) -> None:
    people.change_group(story.one_of(Group.objects.filter(until=None)), until=story.day(), actor=None)


def join_family(story: Story) -> None:
    people.join_group(story.citizen(), story.one_of(Group.objects.all()), since=story.day(), actor=None)


def leave_family(story: Story) -> None:
    people.leave_group(story.membership("group"), until=story.day(), actor=None)


def add_school(story: Story) -> None:
    seat = story.place(Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE)
    level = story.random.choice(UnitSpell.Level.values)
    people.add_unit(people.NewUnit(f"U{next(story.numbers)}", "Trường", seat, level, "school"), actor=None)


def change_school(story: Story) -> None:
    unit: WorkUnit = story.one_of(WorkUnit.objects.all())
    level = story.random.choice(UnitSpell.Level.values)
    people.change_unit(unit, since=story.day(), place=story.place(Tier.COMMUNE), level=level, actor=None)


def join_school(story: Story) -> None:
    people.join_unit(story.citizen(), story.one_of(WorkUnit.objects.all()), since=story.day(), actor=None)


def leave_school(story: Story) -> None:
    people.leave_unit(story.membership("unit"), until=story.day(), actor=None)


def choose_main(story: Story) -> None:
    people.set_main_membership(story.membership("unit"), since=story.day(), actor=None)


def add_branch(story: Story) -> None:
    people.add_branch(f"B{next(story.numbers)}", "Chi hội", story.place(), actor=None)


def change_branch(story: Story) -> None:
    branch: AssociationBranch = story.one_of(AssociationBranch.objects.all())
    people.change_branch(branch, since=story.day(), place=story.place(), actor=None)


def join_branch(story: Story) -> None:
    people.join_branch(story.citizen(), story.one_of(AssociationBranch.objects.all()), since=story.day(), actor=None)


def leave_branch(story: Story) -> None:
    people.leave_branch(story.membership("branch"), until=story.day(), actor=None)


def add_class(story: Story) -> None:
    add_training(
        NewTraining(f"T{next(story.numbers)}", "Lớp", story.round.version, story.day(), story.place(Tier.COMMUNE)),
        actor=None,
    )


def attend(story: Story) -> None:
    record_attendance(story.one_of(Training.objects.all()), [story.citizen()], completed=True, actor=None)


def teach_course(story: Story) -> None:
    """Somebody comes to a course of one lesson; completed at once, and perhaps taken back."""
    begins = timezone.now() - timedelta(days=story.random.randrange(400), hours=2)
    plan = CoursePlan("Lớp", story.round.version, story.place(Tier.COMMUNE))
    training = plan_training(plan, LessonPlan(begins, 60, "Hội trường"), actor=None)
    lesson = training.lessons.get()
    person = story.citizen()
    trainee = Trainee.objects.create(training=training, citizen=person, status="coming", code=make_public_code())
    mark_presences(lesson, [trainee], was_there=True, actor=None)
    if story.random.random() < 0.3:
        mark_presences(lesson, [trainee], was_there=False, actor=None)


def not_attend(story: Story) -> None:
    withdraw_attendance(story.one_of(Attendance.objects.all()), actor=None)


def learn(story: Story) -> None:
    kind = story.random.choice(SkillFact.Kind.values)
    record_skill_fact(story.citizen(), NewSkill(kind, SkillFact.Basis.OFFICER, story.day()), actor=None)


def unlearn(story: Story) -> None:
    withdraw_skill_fact(story.one_of(SkillFact.objects.filter(until=None)), until=story.day(), actor=None)


def recognise(story: Story) -> None:
    status = story.random.choice(GroupRecognition.Status.values)
    subjects = (
        {"group": story.one_of(Group.objects.all())},
        {"unit": story.one_of(WorkUnit.objects.all())},
        {"village": story.place(Tier.VILLAGE)},
    )
    fact = GroupFact(story.random.choice(story.years), status, **story.random.choice(subjects))
    record_group_recognition(fact, actor=None)


def unrecognise(story: Story) -> None:
    remove_group_recognition(story.one_of(GroupRecognition.objects.all()), actor=None)


def earn(story: Story) -> None:
    """A family or clan registers, and mostly is recognised by decision."""
    group = story.one_of(Group.objects.order_by("pk"))
    if not ModelCriteria.objects.filter(kind=group.kind).exists():
        make_criteria(group.kind, FUND_ASKED, questions=[FUND], since=date(2000, 1, 1))
    rows = register_models(group.kind, [group], story.random.choice(story.years), actor=None)
    if rows and story.random.random() < 0.8:
        answer_question(rows[0], "fund", True, actor=None)
        text = replace(decision_text(), number=f"{next(story.numbers)}/QĐ")
        decide_models([rows[0].pk], group.place, text, actor=None)


def unearn(story: Story) -> None:
    """As if members had lost their titles since: it is revoked."""
    row = story.one_of(Registration.objects.filter(decision__isnull=False, revoked_by=None).order_by("pk"))
    Registration.objects.filter(pk=row.pk).update(standing=Registration.Standing.NOT_MET)
    text = replace(decision_text(), number=f"{next(story.numbers)}/TH")
    revoke_model(row, text, reason="Không còn đạt", actor=None)


def earn_back(story: Story) -> None:
    """Somebody objects to that, and another upholds it."""
    row = story.one_of(Registration.objects.filter(revoked_by__isnull=False).order_by("pk"))
    objection = raise_model_objection(row, reason=f"Vẫn đạt {next(story.numbers)}", actor=None)
    text = replace(decision_text(), number=f"{next(story.numbers)}/KP")
    answer_model_objection(objection, accepted=True, answer="Đúng", text=text, actor=None)


def decide(story: Story) -> None:
    citizen = story.citizen()
    dossier = make_passed(citizen, story.round)
    commune = Place.objects.get(pk=_commune_of(dossier.place_id))
    proposal = make_proposal(story.round, commune, dossiers=[dossier.pk], actor=None)
    text = replace(decision_text(), number=f"{next(story.numbers)}/QĐ")
    issue_decision(send_proposal(proposal, actor=None), text, actor=None)


def _commune_of(place: int) -> int:
    spell = PlaceSpell.objects.filter(place=place, until=None).order_by("pk")[0]
    return spell.parent_id if spell.tier == Tier.VILLAGE and spell.parent_id else place


def revoke(story: Story) -> None:
    text = replace(decision_text(), number=f"{next(story.numbers)}/QĐ")
    revoke_title(story.one_of(Title.objects.filter(revoked_on=None)), text, reason="Sai", actor=None)


def give_back(story: Story) -> None:
    """Somebody objects to the revocation, and another upholds it."""
    title = story.one_of(Title.objects.filter(revoked_by__isnull=False))
    dossier = Dossier.objects.get(title=title)
    objection = raise_objection(dossier, reason=f"Kê khai đúng {next(story.numbers)}", actor=None)
    text = replace(decision_text(), number=f"{next(story.numbers)}/QĐ")
    answer_objection(objection, accepted=True, answer="Đúng", text=text, actor=None)


def merge_communes(story: Story) -> None:
    communes = list(PlaceSpell.objects.filter(tier=Tier.COMMUNE, until=None).values_list("place_id", flat=True))
    pair = story.random.sample(communes, 2) if len(communes) > 1 else []
    story.order(drafting.merge(pair, new(f"Xã {next(story.numbers)}", story.land.province)))


def cut_commune(story: Story) -> None:
    """Between two new ones; some villages go on with one of them, the others wait."""
    ward = story.place(Tier.COMMUNE)
    parts = [new(f"Phần {next(story.numbers)}", story.land.province) for _ in range(2)]
    villages = PlaceSpell.objects.filter(parent=ward, tier=Tier.VILLAGE, until=None).values_list("place_id", flat=True)
    goes = {village: parts[0].key for village in villages if story.random.random() < 0.4}
    story.order(drafting.split(ward.pk, parts, goes))


def undo_order(story: Story) -> None:
    undo_change_order(story.one_of(ChangeOrder.objects.filter(status=ChangeOrder.Status.APPLIED)), actor=None)


def assign_village(story: Story) -> None:
    entry: WaitingEntry = story.one_of(WaitingEntry.objects.filter(assigned_to=None).exclude(village=None))
    assert entry.village is not None
    people.assign_waiting_village(entry.village, _heir(story, entry), order=entry.order, actor=None)


def assign_one(story: Story) -> None:
    entry: WaitingEntry = story.one_of(WaitingEntry.objects.filter(assigned_to=None, village=None))
    people.assign_waiting([entry], _heir(story, entry), actor=None)


def _heir(story: Story, entry: WaitingEntry) -> Place:
    links = Succession.objects.filter(order=entry.order, predecessor=entry.source_id).order_by("pk")
    link: Succession = story.one_of(links)
    return Place.objects.get(pk=link.successor_id)


ACTS: tuple[Callable[[Story], None], ...] = (
    add_person, move, correct_home, die, live_again, depart, come_back, correct, join_records, take_apart, add_family, end_family,
    join_family, leave_family, add_school, change_school, join_school, leave_school, choose_main, add_branch,
    change_branch, join_branch, leave_branch, add_class, attend, teach_course, not_attend, learn, unlearn, recognise, unrecognise,
    earn, unearn, earn_back, decide, revoke, give_back, merge_communes, cut_commune, undo_order, assign_village, assign_one,
    *GIVING,
)  # fmt: skip
