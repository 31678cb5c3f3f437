"""Tasks of a plan: written, changed while the plan is open to change, dropped with a reason, counted on demand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.models import Ancestry, Place
from hieuhoc.plans.actions.locking import (
    TASK,
    locked_open_plan,
    locked_running_task,
    locked_task,
    refuse_ended,
    refuse_parts,
)
from hieuhoc.plans.counting import count_tasks
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.plans.products import product_of
from hieuhoc.plans.rules import MOST_TASKS, next_code

# What the parts of a common task say as it does.
SHARED = (
    *("title", "owner", "owner_name", "starts_on", "due_on", "product", "basis"),
    *("product_code", "product_year", "product_number", "product_choice"),
)


@dataclass(frozen=True)
class TaskWords:
    """What is to be done, by whom, until when. `place` the plan's own with owner "communes": each commune under it.
    `product_code` "": whoever has it reports. What it costs: `actions.budgets`."""

    title: str
    owner: str
    place: Place
    starts_on: date
    due_on: date
    owner_name: str = ""
    unit: WorkUnit | None = None
    product: str = ""
    basis: str = ""
    product_code: str = ""
    product_year: int | None = None
    product_number: Decimal | None = None
    product_choice: str = ""
    code: str = ""


@transaction.atomic
def add_task(plan: ProgrammePlan, words: TaskWords, *, parent: PlanTask | None = None, actor: User | None) -> PlanTask:
    """`parent`: what the plan above gave, of which this is a part."""
    require(actor, "plans.add_task", plan)
    plan = locked_open_plan(plan.pk)
    codes = list(plan.tasks.values_list("code", flat=True))
    if len(set(codes)) >= MOST_TASKS:
        raise Refusal(_("Một kế hoạch có nhiều nhất %(most)d nhiệm vụ.") % {"most": MOST_TASKS}, code="too_many_tasks")
    values = _values(plan, words, parent)
    values["code"] = words.code or next_code(codes)
    if values["code"] in codes:
        raise Refusal(_("Kế hoạch đã có nhiệm vụ mã %(code)s.") % values, code="code_taken")
    task = PlanTask.objects.create(plan=plan, parent=parent, **values)
    _record("plans.add_task", task, actor, {"task_title": [None, task.title], "due_on": [None, task.due_on]})
    return task


@transaction.atomic
def change_task(task: PlanTask, words: TaskWords, *, actor: User | None) -> PlanTask:
    """Its parts say the same from then on; those that are done keep what they were."""
    require(actor, "plans.change_task", task.plan)
    plan = locked_open_plan(task.plan_id)
    task = locked_task(task.pk)
    refuse_parts(task)
    values = _values(plan, words, task.parent)
    moves = (task.place_id, task.unit_id) != (values["place"].pk, values["unit"] and values["unit"].pk)
    if moves and (task.parts.exists() or task.reports.exists()):
        raise Refusal(
            _("Nhiệm vụ đã giao xuống hoặc đã có báo cáo nên không chuyển nơi khác được."),
            remedy=_("Bỏ nhiệm vụ này và thêm nhiệm vụ mới."),
            code="task_under_way",
        )
    changes: dict[str, list[Any]] = {
        "task_title": [task.title, words.title],
        "due_on": [task.due_on, words.due_on],
    }
    for name, value in values.items():
        setattr(task, name, value)
    task.save(update_fields=list(values))
    said = {name: value for name, value in values.items() if name in SHARED}
    task.parts.filter(is_part=True, status__in=PlanTask.RUNNING).update(**said)
    _record("plans.change_task", task, actor, {key: pair for key, pair in changes.items() if pair[0] != pair[1]})
    return task


@transaction.atomic
def drop_task(task: PlanTask, *, reason: str, actor: User | None) -> PlanTask:
    """With its parts of the same plan; what a plan below made of it stays that plan's own."""
    require(actor, "plans.drop_task", task.plan)
    locked_open_plan(task.plan_id)
    task = locked_task(task.pk)
    refuse_parts(task)
    refuse_ended(task)
    if not reason.strip():
        raise Refusal(_("Chưa ghi vì sao bỏ nhiệm vụ."), code="no_reason")
    old, task.status, task.note = task.status, PlanTask.Status.DROPPED, " ".join(reason.split())
    task.save(update_fields=["status", "note"])
    parts = task.parts.filter(is_part=True, status__in=PlanTask.RUNNING)
    parts.update(status=PlanTask.Status.DROPPED, note=task.note)
    _record("plans.drop_task", task, actor, {"task_status": [old, task.status], "task_note": [None, task.note]})
    return task


@transaction.atomic
def count_task(task: PlanTask, *, actor: User | None) -> PlanTask:
    """What the records hold of it now; enough, and it is done."""
    require(actor, "plans.count_task", task)
    task = locked_task(task.pk)
    if not task.product_code:
        raise Refusal(
            _("Sản phẩm của nhiệm vụ này không có trong số liệu."), remedy=_("Gửi báo cáo kết quả."), code="not_counted"
        )
    if task.status != PlanTask.Status.FINISHED:
        task = locked_running_task(task.pk)
    count_tasks([task], timezone.localdate())
    _record("plans.count_task", task, actor, {"counted": [None, f"{task.count}/{task.needed}"]})
    return task


def _values(plan: ProgrammePlan, words: TaskWords, parent: PlanTask | None) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(words, name) for name in SHARED}
    for name in ("title", "owner_name", "product", "basis"):
        values[name] = " ".join(values[name].split())
    _refuse_days(plan, words, parent)
    _refuse_product(values)
    if not values["title"]:
        raise Refusal(_("Chưa ghi nhiệm vụ."), code="no_title")
    today = timezone.localdate()
    if not Ancestry.objects.on(today).filter(descendant=words.place, ancestor=plan.place_id).exists():
        raise Refusal(_("Nơi được giao không thuộc địa bàn của kế hoạch."), code="place_outside_plan")
    if (words.owner == PlanTask.Owner.UNIT) != (words.unit is not None):
        raise Refusal(
            _("Giao cho trường, cơ quan, đơn vị thì chọn đơn vị; giao cho nơi khác thì để trống."), code="no_unit"
        )
    return values | {"place": words.place, "unit": words.unit}


def _refuse_days(plan: ProgrammePlan, words: TaskWords, parent: PlanTask | None) -> None:
    if words.due_on < words.starts_on:
        raise Refusal(_("Hạn phải từ ngày bắt đầu trở đi."), code="until_before_since")
    if words.starts_on < plan.starts_on or words.due_on > plan.ends_on:
        days = {"first": f"{plan.starts_on:%d/%m/%Y}", "last": f"{plan.ends_on:%d/%m/%Y}"}
        raise Refusal(
            _("Kế hoạch từ %(first)s đến %(last)s; nhiệm vụ phải nằm trong đó.") % days, code="task_outside_plan"
        )
    if parent is not None and parent.plan_id != plan.pk and words.due_on > parent.due_on:
        raise Refusal(
            _("Cấp trên giao hạn %(day)s; hạn ở đây không được muộn hơn.") % {"day": f"{parent.due_on:%d/%m/%Y}"},
            code="later_than_given",
        )


def _refuse_product(values: dict[str, Any]) -> None:
    """What is not counted says nothing of counting."""
    if not values["product_code"]:
        values |= {"product_year": None, "product_number": None, "product_choice": ""}
        return
    if values["owner"] == PlanTask.Owner.UNIT:
        raise Refusal(
            _("Số liệu đếm theo địa bàn, không theo từng đơn vị."),
            remedy=_("Để đơn vị gửi báo cáo kết quả."),
            code="counted_by_place",
        )
    product = product_of(values["product_code"])
    if product is None:
        raise Refusal(_("Không có loại sản phẩm này trong số liệu."), code="unknown_product")
    choices = dict(product.choices()) if product.choices else {}
    if choices and values["product_choice"] not in choices:
        raise Refusal(_("Chọn số liệu nào được đếm."), code="no_product_choice")
    number = values["product_number"]
    if product.number_label and (number is None or not 0 < number <= product.most):
        raise Refusal(
            _("%(label)s: ghi số lớn hơn 0, nhiều nhất %(most)d.")
            % {"label": product.number_label, "most": product.most},
            code="no_product_number",
        )
    values["product_number"] = number if product.number_label else None
    values["product_choice"] = values["product_choice"] if choices else ""
    values["product_year"] = values["product_year"] or values["due_on"].year


def _record(deed: str, task: PlanTask, actor: User | None, changes: dict[str, Any]) -> None:
    record(deed, actor=actor, subject_kind=TASK, subject_id=task.pk, place=task.place_id, changes=changes)
