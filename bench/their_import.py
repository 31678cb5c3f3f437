"""django-import-export in its bulk mode on the same rows into the same tables: person, number, residence, two memberships.

In its favour: nobody is looked for among those already there, nothing is audited, staged or undoable, households and
clans are made beforehand in one go and looked up in memory.
"""

import os
import time
from datetime import date
from typing import Any

import polars as pl
import tablib
from import_export import resources

from hieuhoc.lib.crypto import blind_index, encrypt
from hieuhoc.lib.vietnamese import fold, name_sort_key, split_name
from hieuhoc.people.models import Citizen, Group, IdentityNumber, Membership, Residence
from hieuhoc.people.sealing import NUMBER, PHONE
from hieuhoc.places.models import PlaceSpell

BATCH = 1_000
SETTINGS_WORDS = (
    f"its settings: use_bulk, batch_size={BATCH}, skip_diff, skip_html_diff, use_transactions, no skip_unchanged, "
    "dependants by bulk_create with each batch"
)


class CitizenResource(resources.ModelResource):  # type: ignore[misc]
    class Meta:
        model = Citizen
        fields = ("name", "given_name", "name_key", "folded_name", "birth_date", "birth_year", "sex")
        import_id_fields: tuple[str, ...] = ()
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        skip_html_diff = True
        use_transactions = True

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[str, Any]] = []
        self.villages: dict[tuple[str, str], int] = {}
        self.groups: dict[tuple[str, str], int] = {}

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        communes = dict(PlaceSpell.objects.filter(tier="commune").values_list("place_id", "code"))
        villages = PlaceSpell.objects.filter(tier="village").values_list("parent_id", "kind", "name", "place_id")
        self.villages = {(communes[parent], f"{kind} {name}"): place for parent, kind, name, place in villages}
        homes = {code: place for place, code in communes.items()}
        groups: dict[tuple[str, str], Group] = {}
        for row in dataset.dict:
            commune, since = row["commune_code"], day_of(row["since"])
            village = self.villages[commune, row["village"]]
            groups[commune, row["household"]] = group("family", row["household"], village, since)
            groups[commune, row["clan"]] = group("clan", row["clan"], homes[commune], since)
        Group.objects.bulk_create(groups.values(), batch_size=BATCH)
        self.groups = {key: new_group.pk for key, new_group in groups.items()}

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        given = split_name(row["name"])[1]
        born = day_of(row["birth"])
        row |= {
            "given_name": given,
            "name_key": name_sort_key(row["name"], given),
            "folded_name": fold(row["name"]),
            "birth_date": born,
            "birth_year": born.year,
            "sex": "f" if row["sex"] == "Nữ" else "m",
        }

    def before_save_instance(self, instance: Citizen, row: dict[str, Any], **kwargs: Any) -> None:
        instance.secret = os.urandom(16)
        instance.home_id = self.villages[row["commune_code"], row["village"]]
        if row["phone"]:
            instance.phone = encrypt(row["phone"].encode(), purpose=PHONE)
            instance.phone_index = blind_index(row["phone"], purpose=PHONE)
        self.rows.append(row)

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        people, rows = list(self.create_instances), self.rows
        super().bulk_create(*args, **kwargs)
        pairs = list(zip(people, rows, strict=True))
        IdentityNumber.objects.bulk_create(number_of(person, row) for person, row in pairs)
        Residence.objects.bulk_create(
            Residence(citizen=person, place_id=person.home_id, since=day_of(row["since"])) for person, row in pairs
        )
        Membership.objects.bulk_create(
            Membership(
                citizen=person, group_id=self.groups[row["commune_code"], row[belongs_to]], since=day_of(row["since"])
            )
            for person, row in pairs
            for belongs_to in ("household", "clan")
        )
        self.rows = []


def group(kind: str, name: str, place: int, since: date) -> Group:
    return Group(kind=kind, name=name, folded_name=fold(name), code=name, place_id=place, since=since)


def number_of(person: Citizen, row: dict[str, Any]) -> IdentityNumber:
    return IdentityNumber(
        citizen=person,
        number=encrypt(row["number"].encode(), purpose=NUMBER),
        number_index=blind_index(row["number"], purpose=NUMBER),
        digits=len(row["number"]),
    )


def day_of(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def their_rate(frame: pl.DataFrame) -> float:
    """Rows per second."""
    data = tablib.Dataset(*frame.iter_rows(), headers=frame.columns)
    started = time.monotonic()
    result = CitizenResource().import_data(data, raise_errors=True, use_transactions=True)
    took = time.monotonic() - started
    assert result.totals["new"] == frame.height, result.totals
    assert Membership.objects.count() == 2 * frame.height
    return frame.height / took
