"""A small random province straight in the base tables: two old provinces, a reform with merges and cut wards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models import Model

from hieuhoc.criteria.models import CriteriaSet, Version
from hieuhoc.funds.models import Fund, FundMove, Gift, Use, Voucher, VoucherLine
from hieuhoc.indicators.models import Revision
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.people.models import (
    AssociationBranch,
    BranchSpell,
    Citizen,
    Group,
    Membership,
    Residence,
    UnitSpell,
    WaitingEntry,
    WorkUnit,
)
from hieuhoc.places.models import Ancestry, ChangeOrder, Place, PlaceSpell, Succession
from hieuhoc.recognition.models import Decision, GroupRecognition, Title
from hieuhoc.skills.models import SkillFact

REFORM = date(2025, 7, 1)
YEARS = (2023, 2024, 2025)
TODAY = date(2025, 11, 20)


@dataclass
class Map:
    order: ChangeOrder
    provinces: list[int] = field(default_factory=list)
    new_province: int = 0
    districts: list[int] = field(default_factory=list)
    old: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    cut: dict[int, list[int]] = field(default_factory=dict)  # ward -> successors
    villages: dict[int, int] = field(default_factory=dict)  # village -> old commune
    heirs: dict[int, int | None] = field(default_factory=dict)  # village, whole commune -> where it is since the reform
    waiting_villages: set[int] = field(default_factory=set)


def make_map(random: Random, communes: int = 5) -> Map:
    order = ChangeOrder.objects.create(number="1", title="1", takes_effect_on=REFORM, status=ChangeOrder.Status.APPLIED)
    made = Map(order)
    made.provinces = [_place("province", None, None, REFORM) for _ in range(2)]
    made.new_province = _place("province", None, REFORM, None)
    made.districts = [_place("district", province, None, REFORM) for province in made.provinces]
    made.new = [_place("commune", made.new_province, REFORM, None) for _ in range(2)]
    for province in made.provinces:
        _succeed(order, province, made.new_province, True)
    for _ in range(communes):
        _add_old_commune(random, made)
    _rebuild_ancestry()
    return made


def _add_old_commune(random: Random, made: Map) -> None:
    commune = _place("commune", random.choice(made.districts), None, REFORM)
    made.old.append(commune)
    is_cut = random.random() < 0.4
    successors = made.new if is_cut else [random.choice(made.new)]
    for successor in successors:
        _succeed(made.order, commune, successor, not is_cut)
    if is_cut:
        made.cut[commune] = list(successors)
    else:
        made.heirs[commune] = successors[0]
    for _ in range(random.randint(1, 2)):
        later = random.choice([*successors, None]) if is_cut else successors[0]
        village = _place("village", commune, None, REFORM)
        _spell(village, "village", later, REFORM, None)
        made.villages[village] = commune
        made.heirs[village] = later
        if later is None:
            made.waiting_villages.add(village)


def _place(tier: str, parent: int | None, since: date | None, until: date | None) -> int:
    place = Place.objects.create()
    _spell(place.pk, tier, parent, since, until)
    return place.pk


def _spell(place: int, tier: str, parent: int | None, since: date | None, until: date | None) -> None:
    PlaceSpell.objects.create(
        place_id=place,
        name=f"N{place}",
        folded_name=f"n{place}",
        kind="",
        tier=tier,
        parent_id=parent,
        since=since,
        until=until,
    )


def _succeed(order: ChangeOrder, place: int, successor: int, is_whole: bool) -> None:
    Succession.objects.create(order=order, predecessor_id=place, successor_id=successor, is_whole=is_whole)


def _rebuild_ancestry() -> None:
    """Here the map has two states only: before and since the reform."""
    spells, rows = list(PlaceSpell.objects.all()), []
    for since, until, day in ((None, REFORM, REFORM - timedelta(1)), (REFORM, None, REFORM)):
        parents = {
            spell.place_id: spell.parent_id
            for spell in spells
            if (spell.since is None or spell.since <= day) and (spell.until is None or day < spell.until)
        }
        for place in parents:
            node: int | None = place
            depth = 0
            while node is not None:
                rows.append(Ancestry(ancestor_id=node, descendant_id=place, depth=depth, since=since, until=until))
                node, depth = parents.get(node), depth + 1
    Ancestry.objects.bulk_create(rows)


@dataclass
class DrawnProvince:
    map: Map
    citizens: list[int] = field(default_factory=list)
    homes: dict[int, int] = field(default_factory=dict)  # citizen -> last home before the reform
    groups: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    branches: list[int] = field(default_factory=list)
    unwritten: list[Model] = field(default_factory=list)  # rows nobody asks the id of

    def write(self) -> None:
        """All rows of a table at once, in the order they were drawn in."""
        for model in dict.fromkeys(type(row) for row in self.unwritten):
            model._default_manager.bulk_create([row for row in self.unwritten if type(row) is model])
        self.unwritten.clear()


def draw_province(random: Random, people: int = 14) -> DrawnProvince:
    world = DrawnProvince(make_map(random))
    places = [*world.map.villages, *world.map.old]
    for index in range(people):
        _add_citizen(random, world, index, places)
    _add_groups(random, world, places)
    _add_units(random, world, places)
    _add_memberships(random, world)
    _add_titles(random, world)
    _add_facts(random, world)
    _add_funds(random, world)
    world.write()
    Revision.objects.bulk_create([Revision(year=year) for year in YEARS])
    return world


def make_citizen(**words: Any) -> Citizen:
    plain = {"name": "Lan", "given_name": "Lan", "name_key": "lan", "folded_name": "lan", "secret": b"0" * 16}
    return Citizen.objects.create(**plain | words)


def _add_citizen(random: Random, world: DrawnProvince, index: int, places: Sequence[int]) -> None:
    joined = world.citizens[0] if index and random.random() < 0.08 else None
    citizen = make_citizen(
        birth_year=random.choice([None, 1950, 2004, 2005, 2006, 2007, 2008]),
        died_on=_day(random) if random.random() < 0.1 else None,
        left_on=_day(random) if random.random() < 0.1 else None,
        joined_into_id=joined,
    ).pk
    world.citizens.append(citizen)
    home, since = random.choice(places), date(2020, 1, 1)
    if random.random() < 0.4:
        moved = _day(random, date(2025, 6, 1))
        world.unwritten.append(Residence(citizen_id=citizen, place_id=home, since=since, until=moved))
        home, since = random.choice(places), moved
    _settle(random, world, citizen, home, since)


def _settle(random: Random, world: DrawnProvince, citizen: int, home: int, since: date) -> None:
    """As the successions of people leave it: whole communes moved, cut wards waiting or assigned."""
    made, rows = world.map, world.unwritten
    ward = made.villages.get(home, home)
    waits: dict[str, Any] = {"citizen_id": citizen, "order": made.order, "source_id": ward, "since": REFORM}
    if home in made.villages:
        rows.append(Residence(citizen_id=citizen, place_id=home, since=since))
        if ward in made.cut:
            rows.append(WaitingEntry(**waits, village_id=home, assigned_to_id=made.heirs[home]))
        return
    rows.append(Residence(citizen_id=citizen, place_id=home, since=since, until=REFORM))
    if ward not in made.cut:
        to = made.heirs[ward]
    else:
        to = random.choice([*made.cut[ward], None])
        rows.append(WaitingEntry(**waits, assigned_to_id=to))
    if to is not None:
        rows.append(Residence(citizen_id=citizen, place_id=to, since=REFORM))


def _add_groups(random: Random, world: DrawnProvince, places: Sequence[int]) -> None:
    for index in range(4):
        kind = random.choice(["family", "clan"])
        group = Group.objects.create(
            kind=kind, name="g", folded_name="g", code=f"g{index}", place_id=random.choice(places)
        )
        world.groups.append(group.pk)
        _recognise(random, world, group_id=group.pk)
    for village in world.map.villages:
        _recognise(random, world, village_id=village)


def _recognise(random: Random, world: DrawnProvince, **subject: int) -> None:
    for year in YEARS:
        if random.random() < 0.6:
            status = random.choice(["registered", "recognised"])
            world.unwritten.append(GroupRecognition(year=year, status=status, **subject))


def _add_units(random: Random, world: DrawnProvince, places: Sequence[int]) -> None:
    made = world.map
    for index in range(3):
        unit = WorkUnit.objects.create(code=f"u{index}", name="u", folded_name="u")
        world.units.append(unit.pk)
        seat = random.choice([*places, *made.districts, *made.provinces, made.new_province, *made.new])
        level = random.choice(["commune", "district", "province", "central"])
        until = random.choice([None, REFORM])
        world.unwritten.append(UnitSpell(unit=unit, place_id=seat, level=level, kind="agency", until=until))
        if until:
            seat = random.choice([*made.new, made.new_province])
            world.unwritten.append(UnitSpell(unit=unit, place_id=seat, level="commune", kind="agency", since=until))
        _recognise(random, world, unit_id=unit.pk)
    for index in range(2):
        branch = AssociationBranch.objects.create(code=f"b{index}", name="b", folded_name="b")
        world.unwritten.append(BranchSpell(branch=branch, place_id=random.choice([*places, *made.new])))
        world.branches.append(branch.pk)


def _add_memberships(random: Random, world: DrawnProvince) -> None:
    for citizen in world.citizens:
        for group in world.groups:
            if random.random() < 0.4:
                world.unwritten.append(_membership(random, citizen, group))
        _join_main(random, world, citizen, "unit_id", world.units, "staff")
        _join_main(random, world, citizen, "branch_id", world.branches, "member")


def _membership(random: Random, citizen: int, group: int) -> Membership:
    since = _day(random)
    until = since + timedelta(random.randint(1, 500)) if random.random() < 0.3 else None
    return Membership(citizen_id=citizen, group_id=group, since=since, until=until)


def _join_main(
    random: Random, world: DrawnProvince, citizen: int, field_name: str, places: Sequence[int], role: str
) -> None:
    changed = _day(random)
    first, second = random.choice([*places, None]), random.choice([*places, None])
    for unit, since, until in ((first, date(2021, 1, 1), changed), (second, changed, None)):
        if unit is not None:
            is_main = random.random() < 0.85
            spell: dict[str, Any] = {"since": since, "until": until, "role": role, "is_main": is_main}
            world.unwritten.append(Membership(citizen_id=citizen, **spell, **{field_name: unit}))


def _add_titles(random: Random, world: DrawnProvince) -> None:
    made = world.map
    decision = Decision.objects.create(
        place_id=made.new_province,
        number="1",
        signed_on=TODAY,
        issuer="i",
        signatory="s",
        signatory_title="s",
        legal_basis="l",
    )
    before = [*made.villages, *made.old]
    after = [*made.villages, *made.new, *made.old]
    for citizen in world.citizens:
        for year in YEARS:
            if random.random() < 0.5:
                place = random.choice(after if year == 2025 or random.random() < 0.15 else before)
                revoked = (
                    random.choice([date(2025, 3, 1), TODAY, date(2025, 12, 1)]) if random.random() < 0.25 else None
                )
                title = Title(citizen_id=citizen, year=year, place_id=place, decision=decision, revoked_on=revoked)
                world.unwritten.append(title)


def _add_facts(random: Random, world: DrawnProvince) -> None:
    version = Version.objects.create(criteria_set=CriteriaSet.objects.create(code="c", name="c"), number="1", title="1")
    trainings = [
        Training.objects.create(
            code=f"t{index}", title="t", version=version, held_on=_day(random), place_id=world.map.new_province
        )
        for index in range(2)
    ]
    for citizen in world.citizens:
        for kind in SkillFact.Kind:
            if random.random() < 0.5:
                until = date(2025, 10, 1) if random.random() < 0.2 else None
                since = _day(random, date(2025, 9, 1))
                fact = SkillFact(citizen_id=citizen, kind=kind, basis="officer", since=since, until=until)
                world.unwritten.append(fact)
        for training in trainings:
            if random.random() < 0.5:
                completed = random.random() < 0.7
                world.unwritten.append(Attendance(citizen_id=citizen, training=training, completed=completed))


def _add_funds(random: Random, world: DrawnProvince) -> None:
    """Two funds, where they are kept before and after the reform, and what was given to them and used."""
    made = world.map
    for index in range(2):
        home = random.choice([*made.old, *made.new, made.new_province])
        seat = random.choice([*made.cut.get(home, ()), None]) if home in made.cut else made.heirs.get(home, home)
        words = {"kind": "fund", "name": f"f{index}", "purpose": "p", "decider": "d", "since": date(2020, 1, 1)}
        fund = Fund.objects.create(place_id=seat or home, **words)
        if home in made.cut and seat is not None:
            world.unwritten.append(FundMove(fund=fund, source_id=home, successor_id=seat))
        for number in range(3):
            day = _day(random)
            where = {"fund": fund, "place_id": home if day < REFORM else seat or home}
            _give(random, world, f"{index}{number}", day, where)
            _use(random, world, day, where)


def _give(random: Random, world: DrawnProvince, code: str, day: date, where: dict[str, Any]) -> None:
    form = random.choice(list(Gift.Form.values))
    amount = random.randint(1_000, 9_000)
    account = form if form in ("money", "goods") else "used"
    paper = _book(
        day,
        where,
        [("money", 9_000), ("raised", -9_000)] if account == "used" else [(account, amount), ("raised", -amount)],
    )
    told = {
        "form": form,
        "amount": amount,
        "donor_kind": "person",
        "donor_name": "d",
        "code": code,
        "worth_by": "" if form == "money" else "w",
    }
    status = random.choice(["given", "given", "gift_off"])
    world.unwritten.append(Gift(status=status, pledged_on=day, received_on=day, voucher=paper, **told, **where))


def _use(random: Random, world: DrawnProvince, day: date, where: dict[str, Any]) -> None:
    citizen = random.choice([*world.citizens, None])
    amount = random.randint(1, 300)
    held = Fund.objects.get(pk=where["fund"].pk).balances.get(account="money").amount
    if held < amount:
        return
    paper = _book(day, where, [("used", amount), ("money", -amount)])
    told = {
        "kind": random.choice(list(Use.Kind.values)),
        "form": "money",
        "amount": amount,
        "reason": "r",
        "asked_on": day,
    }
    told |= {
        "citizen_id": citizen,
        "recipient": "" if citizen else "x",
        "status": random.choice(["paid_out", "proven", "use_off"]),
    }
    world.unwritten.append(Use(paid_on=day, voucher=paper, **told, **where))


def _book(day: date, where: dict[str, Any], lines: list[tuple[str, int]]) -> Voucher:
    voucher = Voucher.objects.create(booked_on=day, about="a", **where)
    VoucherLine.objects.bulk_create([VoucherLine(voucher=voucher, account=name, amount=sum_) for name, sum_ in lines])
    return voucher


def _day(random: Random, last: date = date(2025, 12, 20)) -> date:
    """Often just around the days that decide."""
    near = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    first = date(2022, 1, 1)
    return random.choice([*near, first + timedelta(random.randint(0, (last - first).days))])
