"""The plan as its office signs it. Always in Vietnamese: an official paper has one language.

Legal source: layout after Decree 30/2020/NĐ-CP, annex I; a plan ("kế hoạch", KH) is of the kinds of its annex III.
"""

from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperColumn,
    PaperPart,
    PaperTable,
    SignatureBlock,
    attached_to,
    basis_lines,
)
from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.sentences import target_in_words
from hieuhoc.lib.numbers import format_number, format_plain
from hieuhoc.places.reads import label_of, labels
from hieuhoc.plans.budgets import planned_by_source, planned_of
from hieuhoc.plans.models import BudgetLine, PlanTask, ProgrammePlan
from hieuhoc.plans.reads import said_targets, written_tasks

PLAN_PAPER = "programme_plan"
USUAL_SIGNATORY = "Chủ tịch"
TARGET_COLUMNS = (
    PaperColumn("ma", "Mã", 0, is_centred=True),
    PaperColumn("chi_tieu", "Chỉ tiêu", 5),
    PaperColumn("nam", "Năm", 1, is_centred=True),
    PaperColumn("muc", "Mức phấn đấu", 2, is_centred=True),
)
TASK_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("nhiem_vu", "Nhiệm vụ", 5),
    PaperColumn("noi_thuc_hien", "Nơi thực hiện", 2),
    PaperColumn("han", "Hạn", 1, is_centred=True),
    PaperColumn("san_pham", "Sản phẩm", 3),
    PaperColumn("kinh_phi", "Kinh phí (đồng)", 1, is_centred=True),
)


def plan_paper(plan: ProgrammePlan) -> OfficialPaper:
    """Number and day stay open while it is a draft."""
    with override(settings.LANGUAGE_CODE):
        tasks = list(written_tasks(plan).exclude(status=PlanTask.Status.DROPPED))
        named = {pk: label.title for pk, label in labels({task.place_id for task in tasks}, plan.ends_on).items()}
        day = plan.signed_on if plan.number else None
        return OfficialPaper(
            kind=PLAN_PAPER,
            organ=plan.organ,
            heading="Kế hoạch",
            about=plan.title,
            place=label_of(plan.place_id, plan.signed_on or timezone.localdate()).on_papers,
            number=plan.number,
            symbol="" if plan.number else "KH-UBND",
            day=day,
            bases=basis_lines(plan.bases),
            body=tuple(_body(plan, tasks)),
            signatures=(SignatureBlock(_authority(plan), plan.signatory),),
            recipients=basis_lines(plan.recipients) or ("Lưu: VT",),
            annex=_annex(plan, tasks, named) if tasks else None,
        )


def _body(plan: ProgrammePlan, tasks: list[PlanTask]) -> list[PaperPart]:
    days = f"từ ngày {plan.starts_on:%d/%m/%Y} đến hết ngày {plan.ends_on:%d/%m/%Y}"
    parts = [PaperPart(lead="I. Mục đích, thời gian")]
    parts += [PaperPart(line) for line in plan.purpose.splitlines() if line.strip()]
    parts.append(PaperPart(f"Kế hoạch thực hiện {days}."))
    rows = [
        [target.indicator, _name_of(target.indicator), str(target.year), amount_words(target.indicator, target.number)]
        for target in said_targets(plan)
    ]
    if rows:
        parts.append(PaperPart(lead="II. Chỉ tiêu", table=PaperTable(TARGET_COLUMNS, rows)))
    parts.append(PaperPart(lead="III. Nhiệm vụ" if rows else "II. Nhiệm vụ"))
    if not tasks:
        parts.append(PaperPart("Nhiệm vụ do từng nơi tự đặt theo chỉ tiêu trên."))
    else:
        parts.append(PaperPart(f"Có {format_number(len(tasks))} nhiệm vụ, nêu ở phụ lục.{_money(tasks)}"))
    return parts


def _money(tasks: list[PlanTask]) -> str:
    """How much is planned, and where it comes from as far as that is said."""
    by_source = planned_by_source(tasks)
    if not by_source:
        return ""
    whole = f" Tổng kinh phí dự kiến: {format_number(sum(by_source.values()))} đồng"
    if set(by_source) == {BudgetLine.Source.UNSAID}:
        return f"{whole}."
    each = (
        f"{str(BudgetLine.Source(source).label).lower()} {format_number(amount)} đồng"
        for source, amount in by_source.items()
    )
    return f"{whole}, gồm: {'; '.join(each)}."


def _annex(plan: ProgrammePlan, tasks: list[PlanTask], named: Mapping[int, str]) -> Annex:
    planned = planned_of(tasks)
    rows = [
        [
            str(order),
            task.title,
            owner_words(task, named.get(task.place_id, "")),
            f"{task.due_on:%d/%m/%Y}",
            task.product,
            format_number(planned[task.pk]) if task.pk in planned else "",
        ]
        for order, task in enumerate(tasks, start=1)
    ]
    attached = attached_to("Kế hoạch", plan.number, plan.signed_on if plan.number else None)
    return Annex("Phụ lục", "Nhiệm vụ, nơi thực hiện, hạn và sản phẩm", attached, PaperTable(TASK_COLUMNS, rows))


def owner_words(task: PlanTask, place_name: str) -> str:
    """Who has it, in words: the name that was written, the unit, or the place with its kind of office."""
    if task.owner_name:
        return task.owner_name
    if task.unit is not None:
        return task.unit.name
    if task.owner in {PlanTask.Owner.COMMUNE, PlanTask.Owner.VILLAGE}:
        is_common = task.owner == PlanTask.Owner.COMMUNE and task.is_own
        return "Các xã, phường" if is_common else place_name
    return f"{task.get_owner_display()} ({place_name})"


def amount_words(indicator: str, number: Decimal) -> str:
    """ "40%", "12.000 đồng"."""
    known = registry.get(indicator)
    return format_plain(number) if known is None else target_in_words(known, number)


def _name_of(indicator: str) -> str:
    return str(registry[indicator].name) if indicator in registry else indicator


def _authority(plan: ProgrammePlan) -> tuple[str, ...]:
    lines = plan.signatory_title.replace("\n", ";").split(";")
    return tuple(line.strip() for line in lines if line.strip()) or (USUAL_SIGNATORY,)
