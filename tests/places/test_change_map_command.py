"""An order from a file: tried, carried out, taken back; every kind of change, and what is wrong in words."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hieuhoc.places import reads
from hieuhoc.places.models import ChangeOrder, Place, PlaceSpell, Tier
from tests.places.small_map import REFORM, put, spells_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Place:
    province = put("Đắk Lắk", Tier.PROVINCE, kind="Tỉnh", code="66")
    district = put("Krông Búk", Tier.DISTRICT, province, kind="Huyện", code="644")
    island = put("Lý Sơn", Tier.DISTRICT, province, kind="Huyện", code="498")
    put("An Hải", Tier.COMMUNE, island, kind="Xã", code="21550")
    for number in range(6):
        commune = put(f"Xã số {number}", Tier.COMMUNE, district, kind="Xã", code=f"2410{number}")
        put("Drăh", Tier.VILLAGE, commune, kind="Buôn")
    return province


CHANGES: list[dict[str, Any]] = [
    {
        "kind": "merge",
        "places": ["24100", "24101"],
        "into": {"kind": "Xã", "name": "Cư Né", "code": "24100", "parent": "66"},
    },
    {
        "kind": "split",
        "place": "24102",
        "into": ["24103", {"key": "nam", "kind": "Xã", "name": "Nam", "code": "24102", "parent": "66"}],
        "villages": {"Buôn Drăh": "nam"},
    },
    {"kind": "rename", "place": "24104", "name": "Ea Ngai"},
    {"kind": "change_type", "place": "24104", "type": "Phường"},
    {"kind": "transfer", "place": "24104/buon drah", "parent": "24105"},
    {"kind": "dissolve", "places": ["644"], "own_lines": True},
    {"kind": "turn", "place": "498", "into": {"kind": "Đặc khu", "name": "Lý Sơn", "code": "21548"}},
    *({"kind": "transfer", "place": code, "parent": "66"} for code in ("24103", "24104", "24105")),
]


def run(folder: Path, changes: list[dict[str, Any]], *options: str) -> str:
    path, out = folder / "order.json", io.StringIO()
    content = {"number": "1/NQ", "title": "Sắp xếp", "takes_effect_on": "2025-07-01", "changes": changes}
    path.write_text(json.dumps(content), encoding="utf-8")
    call_command("change_map", str(path), *options, stdout=out)
    return out.getvalue()


def name_of_code(code: str) -> str:
    found = reads.by_code(code, Tier.COMMUNE, REFORM)
    assert found is not None
    return reads.label_of(found, REFORM).path


def test_every_kind_of_change_is_tried_applied_and_undone(province: Place, tmp_path: Path) -> None:
    before = spells_now()
    assert "nothing has changed" in run(tmp_path, CHANGES)
    assert (spells_now(), ChangeOrder.objects.count()) == (before, 0)
    assert "applied" in run(tmp_path, CHANGES, "--apply")
    assert name_of_code("24100") == "Xã Cư Né, Tỉnh Đắk Lắk"
    assert name_of_code("24104") == "Phường Ea Ngai, Tỉnh Đắk Lắk"
    assert name_of_code("21548") == "Đặc khu Lý Sơn, Tỉnh Đắk Lắk"
    south = reads.by_code("24102", Tier.COMMUNE, REFORM)
    assert PlaceSpell.objects.on(REFORM).filter(parent=south, name="Drăh").count() == 1
    assert not PlaceSpell.objects.on(REFORM).filter(tier=Tier.DISTRICT).exists()
    call_command("change_map", "--undo", "1/NQ", stdout=io.StringIO())
    assert spells_now() == before


def test_a_dissolved_district_leaves_its_communes_to_the_province(province: Place, tmp_path: Path) -> None:
    run(tmp_path, [{"kind": "dissolve", "places": ["644"]}], "--apply")
    assert name_of_code("24105") == "Xã Xã số 5, Tỉnh Đắk Lắk"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "explode"}, "loại phải là một trong"),
        ({"kind": "rename", "place": "99999", "name": "X"}, "Không có đơn vị mã 99999 ngày 30/06/2025"),
        ({"kind": "rename", "place": "24100/Buôn Không", "name": "X"}, "24100/Buôn Không"),
        ({"kind": "rename", "place": "24100"}, "cannot be read as an order: KeyError"),
        ({"kind": "dissolve", "places": ["644"], "own_lines": True}, "chưa có nơi mới"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    province: Place, tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        run(tmp_path, [change], "--apply")
    assert not ChangeOrder.objects.exists()
