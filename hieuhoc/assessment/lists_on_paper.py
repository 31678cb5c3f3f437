"""Lists of people as offices sign them: who was reviewed ("trích ngang"), who is proposed. Always in Vietnamese: an official
paper has one language. By village, then by given name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import override

from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.reads import read_on
from hieuhoc.documents.rules import PaperColumn
from hieuhoc.lib.vietnamese import title_sort_key
from hieuhoc.people.models import Sex, WorkUnit
from hieuhoc.people.reads import homes_on
from hieuhoc.places.reads import ancestors, labels, name_of

ASSOCIATION = "Hội Khuyến học"
PEOPLE_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("ho_ten", "Họ và tên", 3),
    PaperColumn("ngay_sinh", "Ngày sinh", 0, is_centred=True),
    PaperColumn("gioi_tinh", "Giới tính", 0, is_centred=True),
    PaperColumn("noi_cu_tru", "Nơi cư trú", 4),
    PaperColumn("nhom_doi_tuong", "Nhóm đối tượng", 4),
    PaperColumn("diem", "Điểm", 0, is_centred=True),
    PaperColumn("ket_qua", "Kết quả", 3),
)
COLUMNS = tuple(column.title for column in PEOPLE_COLUMNS)


@dataclass(frozen=True)
class ListedPerson:
    name: str
    birth: str
    sex: str
    home: str  # village, commune … on the reading day
    group: str
    points: str
    result: str

    @property
    def cells(self) -> list[str]:
        return [self.name, self.birth, self.sex, self.home, self.group, self.points, self.result]


def people_of(
    dossiers: QuerySet[Dossier],
    *,
    names: Mapping[int, str] = MappingProxyType({}),
    results: Mapping[int, str] = MappingProxyType({}),
) -> list[ListedPerson]:
    """Where they lived is told as of the reading day of each round. `names`, `results`: dossier (id) → another name than on
    record, another result than its state."""
    rows = list(dossiers.select_related("citizen", "round", "applicant_group"))
    with override(settings.LANGUAGE_CODE):
        listed = [
            (_key(path, dossier), _listed(dossier, path, names.get(dossier.pk), results.get(dossier.pk)))
            for dossier, path in zip(rows, _paths(rows), strict=True)
        ]
    return [person for _place, person in sorted(listed, key=lambda pair: pair[0])]


def people_rows(people: Sequence[ListedPerson]) -> list[list[str]]:
    return [[str(number), *person.cells] for number, person in enumerate(people, start=1)]


def organs_at(place: int | None, unit: WorkUnit | None) -> tuple[str, str]:
    """(who makes a list or proposes, the organ above it) as papers name them: the unit, else the association of the place."""
    if unit:
        return unit.name, ""
    if place is None:
        return ASSOCIATION, ""
    today = timezone.localdate()
    here, *above = ancestors(place, today) or [place]
    parent = f"{ASSOCIATION} {_inside(name_of(above[-1], today))}" if above else ""
    return f"{ASSOCIATION} {_inside(name_of(here, today))}", parent


def _inside(name: str) -> str:
    """A place's name within a sentence: "xã Cư Né"."""
    return name[:1].lower() + name[1:]


def _paths(dossiers: Sequence[Dossier]) -> Iterable[str]:
    homes: dict[int, int] = {}
    days = {dossier.round_id: read_on(dossier.round) for dossier in dossiers}
    for round_id, day in days.items():
        of_round = [dossier for dossier in dossiers if dossier.round_id == round_id]
        lived = homes_on([dossier.citizen_id for dossier in of_round], day)
        homes |= {dossier.pk: lived.get(dossier.citizen_id, dossier.place_id) for dossier in of_round}
    named = {day: labels(set(homes.values()), day) for day in set(days.values())}
    return [_short(named[days[dossier.round_id]][homes[dossier.pk]].path) for dossier in dossiers]


def _short(path: str) -> str:
    """Without the province, which stands above every row."""
    parts = path.split(", ")
    return ", ".join(parts[:-1] or parts)


def _key(path: str, dossier: Dossier) -> tuple[Any, ...]:
    return tuple(map(title_sort_key, reversed(path.split(", ")))), dossier.citizen.name_key, dossier.pk


def _listed(dossier: Dossier, path: str, name: str | None, result: str | None) -> ListedPerson:
    citizen = dossier.citizen
    points = dossier.total if dossier.total is not None else sum(given or 0 for given in dossier.self_points)
    return ListedPerson(
        name=name or citizen.name,
        birth=citizen.birth_text,
        sex=str(Sex(citizen.sex).label) if citizen.sex else "",
        home=path,
        group=dossier.applicant_group.name,
        points=str(points),
        result=str(dossier.get_status_display()) if result is None else result,
    )
