"""Every figure again, person by person in plain Python over the base tables. Knows no statistical SQL and no engine."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from hieuhoc.funds.models import FundMove
from hieuhoc.learning.models import Attendance
from hieuhoc.people.models import BranchSpell, Citizen, Membership, Residence, UnitSpell, WaitingEntry
from hieuhoc.places.models import PlaceSpell, Succession
from hieuhoc.recognition.models import GroupRecognition, Title
from hieuhoc.skills.models import SkillFact
from tests.indicators.giving_by_hand import Given

type Key = tuple[date | None, int, int | None, str, str, str, str]  # map, year, place, part, indicator, reading, level
type Numbers = tuple[int, int, int]  # numerator, denominator, subjects
type Seat = tuple[str, int]  # "unit" or "branch", its id
type Fact = tuple[
    str, str, int, str, int, Seat | None
]  # indicator, reading, place, level, what it adds, who is asked of a cut


def holds(row: Any, day: date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or day < row.until)


class Recount:
    def __init__(self, today: date, map_date: date) -> None:
        self.today, self.map_date = today, map_date
        self.place_spells = list(PlaceSpell.objects.all())
        self.links = [link for link in Succession.objects.select_related("order") if link.order.status == "applied"]
        self.assigned: dict[tuple[Seat, int], int] = {
            (("citizen", entry.citizen_id), entry.source_id): entry.assigned_to_id
            for entry in WaitingEntry.objects.all()
            if entry.assigned_to_id is not None
        }
        self.people = [person for person in Citizen.objects.all() if person.joined_into_id is None]
        self.rows = {
            model: list(model.objects.all()) for model in (Residence, Membership, UnitSpell, BranchSpell, SkillFact)
        }
        self.waiting = list(WaitingEntry.objects.filter(assigned_to=None))
        self.titles = [row for row in Title.objects.all() if row.revoked_on is None or row.revoked_on > today]
        self.recognitions = list(GroupRecognition.objects.all())
        self.attendances = [row for row in Attendance.objects.select_related("training") if row.completed]
        for kind, spells in (("unit", self.rows[UnitSpell]), ("branch", self.rows[BranchSpell])):
            self.assigned |= {((kind, which), ward): to for which, ward, to in self.seats_after_cuts(kind, spells)}
        self.assigned |= {
            (("fund", move.fund_id), move.source_id): move.successor_id for move in FundMove.objects.all()
        }
        self.given = Given({person.pk for person in self.people})
        self.numerators: Counter[Key] = Counter()
        self.denominators: Counter[Key] = Counter()
        self.subjects: Counter[Key] = Counter()

    def figures(self, years: tuple[int, ...], *, with_contributed: bool = False) -> dict[Key, Numbers]:
        for year in years:
            day = min(date(year, 12, 31), self.today)
            for person in self.people:
                gone = [on for on in (person.died_on, person.left_on) if on is not None and on <= day]
                for fact in self.holders_left_out(person, year, day, bool(gone)):
                    self.add(person.pk, year, day, *fact)
                if not gone:
                    for found in self.facts(person, year, day):
                        self.add(person.pk, year, day, *found)
                    for found in self.ages(person, year, day) if with_contributed else ():
                        self.add(person.pk, year, day, *found)
            units = self.units(year, day) if with_contributed else ()
            for found in (*self.given.facts(year, day), *units):
                self.add(None, year, day, *found)
        return {
            key: (self.numerators[key], self.denominators[key], subjects) for key, subjects in self.subjects.items()
        }

    def seats_after_cuts(self, kind: str, spells: list[Any]) -> Iterator[tuple[int, int, int]]:
        """(unit or branch, the cut ward it sat in, where it went from there)"""
        for was in spells:
            for link in self.links:
                is_cut = link.predecessor_id == was.place_id and not link.is_whole
                if is_cut and was.until is not None and was.until >= link.order.takes_effect_on:
                    which = getattr(was, f"{kind}_id")
                    for moved in spells:
                        if getattr(moved, f"{kind}_id") == which and moved.since == was.until:
                            yield which, was.place_id, moved.place_id

    def facts(self, person: Citizen, year: int, day: date) -> Iterator[Fact]:
        """(indicator, reading, stored place, level, is in the numerator) for each denominator the person is in."""
        has_title = any(row.citizen_id == person.pk and row.year == year for row in self.titles)
        yield from self.trained(person, day)
        yield from self.adult(person, year, day, has_title)
        yield from self.staff(person, year, day, has_title)
        skills = {row.kind for row in self.rows[SkillFact] if row.citizen_id == person.pk and holds(row, day)}
        for title in self.titles:
            if title.citizen_id == person.pk and title.year == year:
                yield "T4", "skilled_fit", title.place_id, "", {"digital", "job_fit"} <= skills, None
                yield "T4", "skilled", title.place_id, "", "digital" in skills, None
                yield "T5", "of_holders", title.place_id, "", {"digital", "proficient"} <= skills, None
                if "digital" in skills:
                    yield "T5", "of_skilled", title.place_id, "", "proficient" in skills, None

    def holders_left_out(self, person: Citizen, year: int, day: date, is_gone: bool) -> Iterator[Fact]:
        """Who holds the title and is not in the numerator of T2, T3, or not among the holders of T4 and T5, and why."""
        titles = [row for row in self.titles if row.citizen_id == person.pk and row.year == year]
        for title in titles:
            if is_gone:
                yield "T4", "out:gone", title.place_id, "", 1, None
                yield "T5", "out:gone", title.place_id, "", 1, None
            homes = self.homes(person, day)
            counted = {} if is_gone else {(fact[1], fact[2]) for fact in self.adult(person, year, day, True)}
            for home in homes or [title.place_id]:
                if ("registered", home) not in counted:
                    yield "T2", f"out:{self.why(person, year, home, is_gone, bool(homes))}", home, "", 1, None
                elif ("recognised", home) not in counted:
                    yield "T2", "out:unrecognised", home, "", 1, None
        if titles and not is_gone:
            yield from self.staff_left_out(person, year, day)

    def why(self, person: Citizen, year: int, home: int, is_gone: bool, has_home: bool) -> str:
        is_village = any(row.place_id == home and row.tier == "village" for row in self.place_spells)
        reasons = {
            "gone": is_gone,
            "no_home": not has_home,
            "no_birth": person.birth_year is None,
            "minor": person.birth_year is not None and year - person.birth_year < 18,
            "no_village": not is_village,
            "no_group": True,
        }
        return next(reason for reason, holds_true in reasons.items() if holds_true)

    def staff_left_out(self, person: Citizen, year: int, day: date) -> Iterator[Fact]:
        for membership in self.memberships(person, day):
            if membership.unit_id is None or not membership.is_main:
                continue
            statuses = {
                row.status for row in self.recognitions if (row.year, row.unit_id) == (year, membership.unit_id)
            }
            for spell in self.rows[UnitSpell]:
                if spell.unit_id == membership.unit_id and holds(spell, day):
                    why = "central" if spell.level == "central" else "" if statuses else "no_unit"
                    why = why or ("" if "recognised" in statuses else "unrecognised")
                    if why:
                        yield "T3", f"out:{why}", spell.place_id, spell.level, 1, ("unit", spell.unit_id)

    def homes(self, person: Citizen, day: date) -> list[int]:
        homes = [row.place_id for row in self.rows[Residence] if row.citizen_id == person.pk and holds(row, day)]
        return homes or [row.source_id for row in self.waiting if row.citizen_id == person.pk and row.since <= day]

    def trained(self, person: Citizen, day: date) -> Iterator[Fact]:
        done = any(row.citizen_id == person.pk and row.training.held_on <= day for row in self.attendances)
        for membership in self.memberships(person, day):
            if membership.branch_id is not None and membership.is_main:
                for spell in self.rows[BranchSpell]:
                    if spell.branch_id == membership.branch_id and holds(spell, day):
                        yield "T1", "trained", spell.place_id, "", done, ("branch", spell.branch_id)

    def adult(self, person: Citizen, year: int, day: date, has_title: bool) -> Iterator[Fact]:
        if person.birth_year is None or year - person.birth_year < 18:
            return
        homes = self.homes(person, day)
        groups = {row.group_id for row in self.memberships(person, day) if row.group_id is not None}
        for home in homes:
            statuses = {
                row.status
                for row in self.recognitions
                if row.year == year
                and (row.group_id in groups or (row.village_id is not None and row.village_id == home))
            }
            if statuses:
                yield "T2", "registered", home, "", has_title, None
            if "recognised" in statuses:
                yield "T2", "recognised", home, "", has_title, None

    def staff(self, person: Citizen, year: int, day: date, has_title: bool) -> Iterator[Fact]:
        for membership in self.memberships(person, day):
            if membership.unit_id is None or not membership.is_main:
                continue
            for row in self.recognitions:
                for spell in self.rows[UnitSpell]:
                    is_here = row.unit_id == spell.unit_id == membership.unit_id and holds(spell, day)
                    if row.year == year and is_here and spell.level != "central":
                        seat = ("unit", spell.unit_id)
                        yield "T3", "registered", spell.place_id, spell.level, has_title, seat
                        if row.status == "recognised":
                            yield "T3", "recognised", spell.place_id, spell.level, has_title, seat

    def ages(self, person: Citizen, year: int, day: date) -> Iterator[Fact]:
        age = None if person.birth_year is None else year - person.birth_year
        for row in self.rows[Residence]:
            if row.citizen_id == person.pk and holds(row, day) and age is not None:
                for reading in ["all", "young"] if age < 25 else ["all"]:
                    yield "AGES", reading, row.place_id, "", age * 1_000_000_000, None

    def units(self, year: int, day: date) -> Iterator[Fact]:
        living = {
            person.pk
            for person in self.people
            if all(on is None or on > day for on in (person.died_on, person.left_on))
        }
        for spell in self.rows[UnitSpell]:
            if holds(spell, day):
                staff = [
                    row
                    for row in self.rows[Membership]
                    if row.unit_id == spell.unit_id and row.is_main and holds(row, day) and row.citizen_id in living
                ]
                is_learning = any(row.unit_id == spell.unit_id and row.year == year for row in self.recognitions)
                yield "SEATS", "all", spell.place_id, spell.level, 1, None
                yield "LEARN", "all", spell.place_id, spell.level, is_learning, None
                yield "STAFF", "all", spell.place_id, spell.level, len(staff), None

    def memberships(self, person: Citizen, day: date) -> list[Membership]:
        return [row for row in self.rows[Membership] if row.citizen_id == person.pk and holds(row, day)]

    def add(
        self,
        citizen: int | None,
        year: int,
        day: date,
        indicator: str,
        reading: str,
        stored: int,
        level: str,
        adds: int,
        seat: Seat | None,
    ) -> None:
        for map_date in (None, self.map_date):
            on = day if map_date is None else max(day, map_date)
            asked = seat if seat is not None or citizen is None else ("citizen", citizen)
            place, province = self.where(asked, stored, day, on)
            keys: set[tuple[int | None, str]] = {(None, "")}
            if place is not None:
                tier = self.spell(place, on).tier  # type: ignore[union-attr]
                keys |= {(above, "") for above in self.up(place, on)}
                if tier != "commune":
                    keys.add((place, "own"))
            else:
                keys.add((province, "unassigned"))
                if province is not None:
                    keys.add((province, ""))
            for at, part in keys:
                for at_level in {"", level}:
                    key = (map_date, year, at, part, indicator, reading, at_level)
                    self.denominators[key] += 1
                    self.numerators[key] += adds
                    self.subjects[key] += 1

    def where(self, asked: Seat | None, stored: int, day: date, on: date) -> tuple[int | None, int | None]:
        """(unit on the map, province of those whom no unit could be found for)"""
        home = self.trace(stored, day)[0] if on > day else None
        for origin in (home, stored):  # what somebody was assigned at the first cut goes before what befell the village
            ward = self.trace(origin, on)[1] if origin is not None else None
            if asked is not None and ward is not None and (asked, ward) in self.assigned:
                return self.where(asked, self.assigned[asked, ward], on, on)
        place, _, province = self.trace(stored, on)
        return place, province

    def trace(self, place: int, on: date) -> tuple[int | None, int | None, int | None]:
        """(unit standing on that day's map, the cut ward where the trace ends, its province)"""
        spell = self.spell(place, on)
        if spell is not None and spell.tier != "village":
            return place, None, None
        own = sorted((row for row in self.place_spells if row.place_id == place), key=lambda row: row.since or date.min)
        if spell is not None or own[0].tier == "village":
            known = [row.parent_id for row in own if row.parent_id and (row.since is None or row.since <= on)]
            now = spell.parent_id if spell else None
            return self.trace(now or known[-1], on)
        if any(row.until is not None and row.until <= on for row in own):
            for link in self.links:
                if link.predecessor_id == place and link.is_whole:
                    return self.trace(link.successor_id, on)
            if own[-1].tier == "commune":
                return None, place, self.province(place, on)
            return self.trace(own[-1].parent_id or 0, on)
        origins = {self.trace(link.predecessor_id, on)[0] for link in self.links if link.successor_id == place}
        if len(origins) == 1:
            return origins.pop(), None, None
        provinces = {self.up(origin, on)[-1] for origin in origins if origin is not None}
        return None, None, provinces.pop() if len(provinces) == 1 else None

    def province(self, ward: int, on: date) -> int | None:
        """Of an ended ward: where its province is or went."""
        row = [row for row in self.place_spells if row.place_id == ward][-1]
        while row.parent_id is not None:
            row = [above for above in self.place_spells if above.place_id == row.parent_id][-1]
        return self.trace(row.place_id, on)[0]

    def spell(self, place: int, on: date) -> PlaceSpell | None:
        return next((row for row in self.place_spells if row.place_id == place and holds(row, on)), None)

    def up(self, place: int, on: date) -> list[int]:
        above, spell = [place], self.spell(place, on)
        while spell is not None and spell.parent_id is not None:
            above.append(spell.parent_id)
            spell = self.spell(spell.parent_id, on)
        return above
