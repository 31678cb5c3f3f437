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
from hieuhoc.documents.documents import render_pdf
from hieuhoc.documents.rules import MOTTO, NATION, PaperColumn
from hieuhoc.lib.vietnamese import title_sort_key
from hieuhoc.people.models import Sex
from hieuhoc.people.reads import homes_on
from hieuhoc.places.reads import label_of, labels

TEMPLATE = "people-list.typ"
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


def people_of(dossiers: QuerySet[Dossier], *, names: Mapping[int, str] = MappingProxyType({})) -> list[ListedPerson]:
    """Where they lived is told as of the reading day of each round. `names`: dossier (id) → another name than on record."""
    rows = list(dossiers.select_related("citizen", "round", "applicant_group"))
    with override(settings.LANGUAGE_CODE):
        listed = [
            (_key(path, dossier), _listed(dossier, path, names.get(dossier.pk)))
            for dossier, path in zip(rows, _paths(rows), strict=True)
        ]
    return [person for _place, person in sorted(listed, key=lambda pair: pair[0])]


def people_rows(people: Sequence[ListedPerson]) -> list[list[str]]:
    return [[str(number), *person.cells] for number, person in enumerate(people, start=1)]


def list_on_paper(
    people: Sequence[ListedPerson],
    *,
    organ: str,
    place_line: str,
    heading: str,
    subheading: str,
    signers: Sequence[str],
) -> bytes:
    """The PDF. The day of the place line and the number of the paper are left open, to be written by hand."""
    words: dict[str, Any] = {
        "organ": organ,
        "nation": NATION,
        "motto": MOTTO,
        "number": "Số: …………",
        "place_line": f"{place_line}, ngày …… tháng …… năm ………",
        "heading": heading,
        "subheading": subheading,
        "columns": [vars(column) for column in PEOPLE_COLUMNS],
        "rows": people_rows(people),
        "closing": f"Danh sách này có {len(people)} người.",
        "signers": list(signers),
    }
    return render_pdf(TEMPLATE, words)


def reviewed_on_paper(people: Sequence[ListedPerson], *, place: int | None, year: int | None) -> bytes:
    """Danh sách trích ngang of the place (None: no one place) and the year (None: of several)."""
    label = label_of(place, timezone.localdate()) if place else None
    of_year = f" năm {year}" if year else ""
    return list_on_paper(
        people,
        organ=label.title if label else "",
        place_line=label.on_papers if label else "………………",
        heading="DANH SÁCH TRÍCH NGANG",
        subheading=f"Người được xét công nhận danh hiệu Công dân học tập{of_year}",
        signers=("Người lập danh sách", "Thủ trưởng đơn vị"),
    )


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


def _listed(dossier: Dossier, path: str, name: str | None) -> ListedPerson:
    citizen = dossier.citizen
    points = dossier.total if dossier.total is not None else sum(given or 0 for given in dossier.self_points)
    return ListedPerson(
        name=name or citizen.name,
        birth=citizen.birth_text,
        sex=str(Sex(citizen.sex).label) if citizen.sex else "",
        home=path,
        group=dossier.applicant_group.name,
        points=str(points),
        result=str(dossier.get_status_display()),
    )
