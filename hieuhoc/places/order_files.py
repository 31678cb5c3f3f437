"""A change order written down as JSON: units are named by their code on the day before, new ones by a key of the file.

    {"number": "1/NQ-UBTVQH16", "title": "…", "takes_effect_on": "2026-10-01", "legal_basis": "…", "source": "…",
     "certainty": "seen", "changes": [
       {"kind": "merge", "places": ["24100", "24103"], "into": {"kind": "Xã", "name": "Cư Né", "code": "24100"}},
       {"kind": "split", "place": "24106", "into": ["24109", {"key": "n", "kind": "Xã", "name": "Nam", "code": "24107"}],
        "villages": {"Buôn Drăh": "n"}},
       {"kind": "transfer", "place": "24112", "parent": "66"}, {"kind": "transfer", "place": "24112/Thôn 1", "parent": "24115"},
       {"kind": "rename", "place": "24115", "name": "…"}, {"kind": "change_type", "place": "24115", "type": "Phường"},
       {"kind": "dissolve", "places": ["644"]}, {"kind": "turn", "place": "498", "into": {"kind": "Đặc khu", "name": "…"}}]}

Codes have 2 digits for provinces, 3 for districts, 5 for communes; a village is "commune code/its title".
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold
from hieuhoc.places import drafting
from hieuhoc.places.drafting import Draft, NewPlace, PlaceOrKey
from hieuhoc.places.models import PlaceSpell, Tier
from hieuhoc.places.reads import by_code

TIERS = {2: Tier.PROVINCE, 3: Tier.DISTRICT, 5: Tier.COMMUNE}


class OrderFile:
    """Reads the changes of one file; `keys` are the new units named so far."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.day_before = date.fromisoformat(content["takes_effect_on"]) - timedelta(days=1)
        self.keys: set[str] = set()

    def lines(self) -> list[Draft]:
        readers = {
            "merge": self._merge,
            "split": self._split,
            "transfer": lambda change: drafting.transfer(self.place(change["place"]), self.named(change["parent"])),
            "rename": lambda change: drafting.rename(self.place(change["place"]), change["name"]),
            "change_type": lambda change: drafting.change_type(
                self.place(change["place"]), change["type"], change.get("code")
            ),
            "dissolve": self._dissolve,
            "turn": self._turn,
        }
        lines: list[Draft] = []
        for number, change in enumerate(self.content["changes"], start=1):
            if change.get("kind") not in readers:
                known = ", ".join(readers)
                raise Refusal(
                    _("Thay đổi thứ %(number)d: loại phải là một trong: %(known)s.")
                    % {"number": number, "known": known},
                    code="unknown_verb",
                )
            lines += readers[change["kind"]](change)
        return lines

    def place(self, code: str) -> int:
        """A unit by its code, a village by "commune code/title"."""
        unit, _slash, village = code.partition("/")
        tier = TIERS.get(len(unit))
        place_id = by_code(unit, tier, self.day_before) if tier is not None else None
        if place_id is not None and village:
            place_id = self._village(place_id, village)
        if place_id is None:
            raise Refusal(
                _("Không có đơn vị mã %(code)s ngày %(day)s.") % {"code": code, "day": f"{self.day_before:%d/%m/%Y}"},
                code="unknown_place",
            )
        return place_id

    def named(self, name: str) -> PlaceOrKey:
        return name if name in self.keys else self.place(name)

    def _village(self, commune: int, title: str) -> int | None:
        spells = PlaceSpell.objects.on(self.day_before).filter(parent=commune, tier=Tier.VILLAGE)
        villages = [spell.place_id for spell in spells if fold(title) == fold(str(spell))]
        return villages[0] if len(villages) == 1 else None

    def _new(self, values: Mapping[str, Any], like: int, tier: str | None = None) -> NewPlace:
        """Beside the unit it follows: same tier and parent, unless said otherwise."""
        spell = PlaceSpell.objects.on(self.day_before).get(place=like)
        key = str(values.get("key") or values.get("code") or values["name"])
        self.keys.add(key)
        parent = self.named(values["parent"]) if "parent" in values else spell.parent_id
        return NewPlace(key, values["name"], values["kind"], tier or spell.tier, parent, values.get("code", ""))

    def _part(self, part: Any, like: int) -> NewPlace | int:
        return self._new(part, like) if isinstance(part, Mapping) else self.place(part)

    def _merge(self, change: Mapping[str, Any]) -> list[Draft]:
        places = [self.place(code) for code in change["places"]]
        return drafting.merge(places, self._part(change["into"], places[0]))

    def _split(self, change: Mapping[str, Any]) -> list[Draft]:
        place = self.place(change["place"])
        parts = [self._part(part, place) for part in change["into"]]
        villages = {
            self.place(f"{change['place']}/{title}"): self.named(to) for title, to in change.get("villages", {}).items()
        }
        return drafting.split(place, parts, villages)

    def _below(self, places: list[int]) -> dict[int, int]:
        spells = PlaceSpell.objects.on(self.day_before).filter(parent__in=places).order_by("place")
        return dict(spells.values_list("place_id", "parent_id"))

    def _dissolve(self, change: Mapping[str, Any]) -> list[Draft]:
        """What lay in the units goes straight under the unit above, unless "own_lines" is true."""
        places = [self.place(code) for code in change["places"]]
        spells = PlaceSpell.objects.on(self.day_before).filter(place__in=places, parent__isnull=False)
        above = dict(spells.values_list("place_id", "parent_id"))
        upward = {place: above[parent] for place, parent in self._below(places).items() if parent in above}
        return drafting.dissolve(places, None if change.get("own_lines") else upward)

    def _turn(self, change: Mapping[str, Any]) -> list[Draft]:
        place = self.place(change["place"])
        return drafting.turn_into(place, self._new(change["into"], place, Tier.COMMUNE), self._below([place]))
