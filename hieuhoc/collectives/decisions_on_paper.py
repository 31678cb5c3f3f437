"""A decision on learning models as its issuer signs it, with its list of families, clans, communities, units and communes.
Always in Vietnamese."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from hieuhoc.collectives.models import ModelKind, ModelObjection, Registration, RegistrationQuerySet
from hieuhoc.collectives.rules.language import CriteriaTable
from hieuhoc.documents.rules import OfficialPaper, PaperColumn, PaperTable
from hieuhoc.lib.numbers import format_number
from hieuhoc.lib.vietnamese import title_sort_key
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.places.reads import labels
from hieuhoc.recognition.decision_form import WORTH_NO_MORE, form_of, list_of
from hieuhoc.recognition.models import Decision, Title

MODEL_DECISION = "model_decision"
MODEL_NAME = "mô hình học tập"
MODEL_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("ten_mo_hinh", "Tên mô hình", 4),
    PaperColumn("loai_mo_hinh", "Loại mô hình", 4),
    PaperColumn("noi", "Nơi", 4),
    PaperColumn("muc", "Mức", 2),
    PaperColumn("diem", "Điểm", 0, is_centred=True),
    PaperColumn("nam", "Năm", 0, is_centred=True),
)

# Kind → what is done, over its list, what comes of it.
SAID = {
    Decision.Kind.RECOGNISE: (
        "công nhận",
        "Danh sách được công nhận",
        "Mỗi mô hình có tên trong danh sách được cấp giấy chứng nhận, kiểm tra được bằng mã in trên giấy.",
    ),
    Decision.Kind.REVOKE: (
        "thu hồi công nhận",
        "Danh sách bị thu hồi công nhận",
        WORTH_NO_MORE,
    ),
    Decision.Kind.RESTORE: (
        "khôi phục công nhận",
        "Danh sách được khôi phục công nhận",
        "Việc thu hồi trước đây thôi có hiệu lực. Mỗi mô hình có tên trong danh sách được cấp giấy chứng nhận mới.",
    ),
    Decision.Kind.CORRECT: (
        "điều chỉnh mức công nhận",
        "Danh sách được điều chỉnh mức công nhận",
        "Mức ghi trong danh sách thay cho mức đã công nhận trước đây. Mỗi mô hình có tên được cấp giấy chứng nhận mới.",
    ),
}


type Graded = tuple[int | None, int | None]  # grade, points
GRADED = ("decided_grade", "decided_points")


@dataclass(frozen=True)
class ListedModel:
    """`points`: "84/100", "" where the criteria give none or nobody noted them. `is_family`: its name says who is meant."""

    name: str
    kind: str
    where: str
    grade: str
    points: str
    year: int
    is_family: bool

    @property
    def cells(self) -> list[str]:
        return [self.name, self.kind, self.where, self.grade, self.points or "–", str(self.year)]


def models_under(decision: Decision) -> RegistrationQuerySet:
    """What the decision recognises, takes back, gives back or grades anew, also where an objection was upheld since."""
    took_back = Q(contested=decision, contested__kind=Decision.Kind.REVOKE)
    objected = ModelObjection.objects.filter(took_back | Q(recognised_by=decision)).values("registration")
    return Registration.objects.filter(Q(decision=decision) | Q(revoked_by=decision) | Q(pk__in=objected))


def is_of_models(decision: Decision) -> bool:
    """Whether its list names models. What was proposed, or names people, is on people."""
    if decision.proposal_id is not None:
        return False
    return models_under(decision).exists() and not Title.objects.under(decision).exists()


def listed_models(decision: Decision) -> list[ListedModel]:
    """By place, kind and name, with the grade and points that it gave, whatever another decided since."""
    rows = list(models_under(decision).with_bodies())
    homes = {row.pk: _home(row) for row in rows}
    named = labels(homes.values(), decision.signed_on)
    tables = {criteria.pk: criteria.table for criteria in {row.criteria for row in rows}}
    given = _given_by(decision)
    with override(settings.LANGUAGE_CODE):
        listed = [
            _listed(row, tables[row.criteria_id], named[homes[row.pk]].path, given.get(row.pk, _standing(row)))
            for row in rows
        ]
    return sorted(listed, key=_in_order)


def model_rows(models: Sequence[ListedModel]) -> list[list[str]]:
    return [[str(number), *model.cells] for number, model in enumerate(models, start=1)]


def model_decision_paper(decision: Decision, models: Sequence[ListedModel]) -> OfficialPaper:
    """As it was entered when it was issued."""
    deed, heading, effect = SAID[Decision.Kind(decision.kind)]
    years = sorted({model.year for model in models}) or [decision.signed_on.year]
    what = f"{MODEL_NAME} năm {', '.join(map(str, years))}"
    count, wrong = format_number(len(models)), decision.corrects
    earlier = f", đã công nhận theo Quyết định số {wrong.number}" if wrong else ""
    return form_of(
        decision,
        MODEL_DECISION,
        about=f"Về việc {deed} {what}",
        articles=(f"{deed.capitalize()} {count} {what} có tên trong danh sách kèm theo{earlier}.", effect),
        named="những gia đình, dòng họ, cộng đồng, đơn vị",
        annex=list_of(
            decision,
            heading,
            about=what[:1].upper() + what[1:],
            table=PaperTable(MODEL_COLUMNS, model_rows(models)),
            closing=f"Danh sách này có {count} mô hình.",
        ),
    )


def _given_by(decision: Decision) -> dict[int, Graded]:
    """Registration (pk) → what the decision gave it, where somebody objected to that."""
    graded = ModelObjection.objects.filter(contested=decision, decided_grade__isnull=False)
    return {pk: (grade, points) for pk, grade, points in graded.values_list("registration", *GRADED)}


def _standing(row: Registration) -> Graded:
    return row.decided_grade, row.decided_points


def _listed(row: Registration, table: CriteriaTable, path: str, given: Graded) -> ListedModel:
    subject, (grade, points) = row.subject, given
    title, _comma, around = path.partition(", ")
    return ListedModel(
        name=title if isinstance(subject, Place) else subject.name,
        kind=str(row.criteria.get_kind_display()),
        where=_short(around if isinstance(subject, Place) else path),
        grade=table.grades[grade - 1] if grade else "–",
        points="" if points is None else f"{points}/{table.most_points}",
        year=row.year,
        is_family=row.criteria.kind == ModelKind.FAMILY,
    )


def _home(row: Registration) -> int:
    """A village or commune itself; of a family or clan where it is at home, of a unit where it has its seat."""
    subject = row.subject
    if isinstance(subject, Place):
        return subject.pk
    return row.place_id if isinstance(subject, WorkUnit) else subject.place_id


def _short(path: str) -> str:
    """Without the province, which stands above every row."""
    parts = path.split(", ")
    return ", ".join(parts[:-1] or parts)


def _in_order(model: ListedModel) -> tuple[Any, ...]:
    place = tuple(map(title_sort_key, reversed(model.where.split(", "))))
    return place, model.kind, title_sort_key(model.name)
