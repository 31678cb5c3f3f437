"""Criteria versions: what they say, how sure the words are, drafting the next one and putting it in force."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.models import User
from hieuhoc.audit.reads import history_of
from hieuhoc.consultations.models import Consultation
from hieuhoc.criteria.actions import (
    describe_version,
    draft_version,
    promulgate_version,
    retire_version,
    set_pass_rule,
    translate_version,
)
from hieuhoc.criteria.models import GroupWording, PromulgationPaper, Version
from hieuhoc.criteria.published import english_of
from hieuhoc.criteria.reads import texts_of, version_text
from hieuhoc.criteria.rules import may_assess, may_change, may_promulgate
from hieuhoc.places.models import AreaClass
from hieuhoc.web.deeds import deed_words
from hieuhoc.web.guards import needs
from hieuhoc.web.office.criteria.forms import (
    DescriptionForm,
    DraftForm,
    ForceForm,
    RetireForm,
    RuleForm,
    TranslationForm,
)
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it, open_to
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.shapes import Event
from hieuhoc.web.ui.wording import worded


@needs("criteria.read_versions")
def criteria_list(request: Request) -> HttpResponse:
    page = key_page(Version.objects.all(), request, order=["-id"])
    rows = [(version, worded(version.title, english_of(version))) for version in page.rows]
    context = {
        "page": page,
        "rows": rows,
        "may_import": request.user.has_perm("criteria.import_case"),
        "may_load": request.user.has_perm("criteria.load_criteria"),
    }
    return render(request, "office/criteria/list.html", context)


@needs("criteria.read_versions")
def criteria_record(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version.objects.select_related("criteria_set"), pk=pk)
    text = version_text(version)
    deeds = deeds_for(request.user, version)
    areas = dict(AreaClass.choices)
    system = _("Hệ thống")
    context = {
        "version": version,
        "text": text,
        "facts": facts(version),
        "rules": [(rule, areas.get(rule.area_class) or _("Mọi địa bàn khác")) for rule in text.rules],
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "may_change": any(deed.name == "criteria-describe" for deed in deeds),
        "groups": version.applicant_groups.order_by("position"),
        "wordings": wordings_of(version),
        "guidance": version.guidance.standing(),
        "may_guide": request.user.has_perm("criteria.withdraw_guidance"),
        "events": [
            Event(entry.actor.get_full_name() if entry.actor else system, entry.at, deed_words(entry.deed))
            for entry in history_of("version", version.pk)[:30]
        ],
    }
    return render(request, "office/criteria/version.html", context)


@needs("criteria.draft_version")
def criteria_draft(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    form = DraftForm(request.POST or None, initial={"number": version.number, "title": version.title})
    lead = _("Bản soạn bắt đầu bằng nguyên văn của %(number)s.") % {"number": version.number}

    def deed(given: dict[str, Any]) -> Version:
        return draft_version(version, number=given["number"], title=given["title"], actor=request.user)

    said = _("Đã lập bản soạn %(number)s: sửa từng câu ở đây, rồi lấy ý kiến hoặc ban hành.")
    return version_form(request, version, form, _("Soạn phiên bản mới"), deed, said, lead)


@needs("criteria.describe_version")
def criteria_describe(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)

    def known() -> Mapping[str, object]:
        return Version.objects.filter(pk=version.pk).values("title", "source", "certainty", "note").get()

    form = DescriptionForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> Version:
        return describe_version(version, **given, actor=request.user)

    said = _("Đã sửa tên, nguồn và lưu ý của bản soạn.")
    return version_form(request, version, form, _("Sửa tên và lưu ý"), deed, said, known=known)


@needs("criteria.translate_version")
def criteria_english(request: Request, pk: int) -> HttpResponse:
    """Every text of the version with its English; of one in force too, whose own words stay as promulgated."""
    version = get_object_or_404(Version, pk=pk)
    texts = [text for text in texts_of(version) if not text.isascii()]  # an address reads the same in English

    def known() -> Mapping[str, object]:
        return TranslationForm.filled(texts, english_of(Version.objects.get(pk=version.pk)))

    form = TranslationForm(request.POST or None, initial=dict(known()), texts=texts)
    lead = _("Bản dịch không chính thức, chỉ hiện khi xem trang bằng tiếng Anh. Ô để trống: hiện lời tiếng Việt.")

    def deed(_given: dict[str, Any]) -> Version:
        return translate_version(version, english=form.english(), actor=request.user)

    said = _("Đã lưu bản dịch; ai xem trang bằng tiếng Anh thì thấy ngay.")
    return version_form(request, version, form, _("Ghi bản dịch tiếng Anh"), deed, said, lead, known=known)


@needs("criteria.set_pass_rule")
def criteria_rule(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    names = ("area_class", "min_total", "min_each", "source", "certainty")

    def known() -> Mapping[str, object]:
        return version.pass_rules.filter(area_class=request.GET.get("area", "")).values(*names).first() or {}

    form = RuleForm(request.POST or None, initial=dict(known()))

    def deed(given: dict[str, Any]) -> Version:
        set_pass_rule(version, **given, actor=request.user)
        return version

    said = _("Đã đặt mức đạt: từ %(min_total)s điểm, không chỉ số nào dưới %(min_each)s.")
    return version_form(request, version, form, _("Đặt mức đạt"), deed, said, known=known)


@needs("criteria.promulgate_version")
def criteria_promulgate(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    form = ForceForm(request.POST or None, initial={"number": version.number, "issued_on": version.issued_on})
    lead = _("Từ khi ban hành, không chữ nào của phiên bản này sửa được nữa.")

    def deed(given: dict[str, Any]) -> Version:
        return promulgate_version(version, **given, actor=request.user)

    said = _("Đã ban hành, áp dụng từ ngày %(since)s. Đợt đánh giá lập từ nay chọn được bộ này.")
    ways = open_to(request.user, ("assessment.plan_round", _("Lập đợt đánh giá"), reverse("office:round-new")))
    return version_form(request, version, form, _("Ban hành"), deed, said, lead, next_way=next(iter(ways), None))


@needs("criteria.retire_version")
def criteria_retire(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    form = RetireForm(request.POST or None)
    lead = _("Đợt đã dùng phiên bản này vẫn giữ; kết quả cũ vẫn tra được.")

    def deed(given: dict[str, Any]) -> Version:
        return retire_version(version, **given, actor=request.user)

    said = _("Bộ tiêu chí hết hiệu lực từ ngày %(until)s; đợt đã dùng vẫn giữ bộ này.")
    return version_form(request, version, form, _("Kết thúc hiệu lực"), deed, said, lead)


def version_form(
    request: Request,
    version: Version,
    form: forms.Form,
    title: str,
    action: Callable[[dict[str, Any]], Version],
    said: str,
    lead: str = "",
    *,
    next_way: tuple[str, str] | None = None,
    known: Callable[[], Mapping[str, object]] | None = None,
) -> HttpResponse:
    """One deed on a version; it leads to the version the deed gives back, and says there what came of it. `said` may name
    what was sent (`%(name)s`)."""
    address = reverse("office:criteria", args=[version.pk])
    crumbs = [(pgettext("menu", "Bộ tiêu chí"), reverse("office:criteria-list")), (version.number, address)]

    def deed(given: dict[str, Any]) -> str:
        changed = action(given)
        shown = {name: day(value) if isinstance(value, date) else value for name, value in given.items()}
        came_of_it(request, said % shown, *([next_way] if next_way else ()))
        return reverse("office:criteria", args=[changed.pk])

    return ask(request, form, FormPage(title, title, lead, address, crumbs), deed, known=known)


def wordings_of(version: Version) -> dict[int, list[GroupWording]]:
    """Words that are only for one applicant group, by criterion."""
    wordings: dict[int, list[GroupWording]] = {}
    rows = GroupWording.objects.filter(criterion__version=version).select_related("applicant_group")
    for row in rows.order_by("applicant_group__position"):
        wordings.setdefault(row.criterion_id, []).append(row)
    return wordings


def facts(version: Version) -> list[tuple[Any, ...]]:
    english = english_of(version)
    is_attached = PromulgationPaper.objects.filter(version=version).exists()
    paper = (_("Có bản đã ký"), reverse("public:criteria-decision", args=[version.pk]), _("Tải"))
    return [
        (_("Bộ"), worded(version.criteria_set.name, english)),
        (_("Bản"), version.edition),
        (_("Ban hành ngày"), day(version.issued_on) if version.issued_on else "–"),
        (_("Áp dụng từ"), day(version.since) if version.since else "–"),
        (_("Đến trước ngày"), day(version.until) if version.until else "–"),
        (_("Mức chắc chắn của lời văn"), version.get_certainty_display()),
        (_("Nguồn"), worded(version.source, english) or "–"),
        *([(_("Quyết định ban hành"), *paper)] if is_attached else []),
    ]


def deeds_for(user: User, version: Version) -> list[NextDeed]:
    is_draft, is_kept = may_change(version.status), may_assess(version.status)
    is_asked = Consultation.objects.filter(version=version).exists()
    deeds = [
        OfferedDeed(
            "criteria-promulgate",
            "criteria.promulgate_version",
            _("Ban hành"),
            "signature",
            may_promulgate(version.status),
        ),
        OfferedDeed("consultation", "consultations.read_comments", _("Xem ý kiến góp ý"), "speakerphone", is_asked),
        OfferedDeed("consultation-new", "consultations.open_consultation", _("Lấy ý kiến"), "speakerphone", is_draft),
        OfferedDeed("criteria-describe", "criteria.describe_version", _("Sửa tên và lưu ý"), "pencil", is_draft),
        OfferedDeed("criteria-draft", "criteria.draft_version", _("Soạn phiên bản mới"), "plus", not is_draft),
        OfferedDeed(
            "criteria-retire",
            "criteria.retire_version",
            _("Kết thúc hiệu lực"),
            "history",
            version.status == "in_force",
        ),
        OfferedDeed("guidance-new", "criteria.write_guidance", _("Hướng dẫn thực hiện"), "pencil", is_kept),
        OfferedDeed(
            "criteria-paper", "criteria.attach_promulgation", _("Gắn quyết định ban hành"), "paperclip", is_kept
        ),
        OfferedDeed("criteria-compare", "criteria.read_versions", _("Đọc cạnh bản khác"), "arrows-exchange", True),
        OfferedDeed("trial-new", "trials.ask_trial", _("Thử trên hồ sơ đã xét"), "chart-bar", True),
        OfferedDeed("trial-list", "trials.read_trials", _("Xem các lần thử"), "list-check", True),
        OfferedDeed("study-list", "trials.read_studies", _("Xem số đo từng chỉ số"), "chart-bar", not is_draft),
        OfferedDeed("criterion-new", "criteria.add_criterion", _("Thêm chỉ số"), "plus", is_draft),
        OfferedDeed("criteria-english", "criteria.translate_version", _("Ghi bản dịch tiếng Anh"), "language", True),
        OfferedDeed("criteria-sheet", "criteria.read_versions", _("Tải bảng tính"), "download", True),
    ]
    return offered(user, version, deeds) + (_sheet_in(user) if is_draft else [])


def _sheet_in(user: User) -> list[NextDeed]:
    """By the page of all sheets: looked at before it is written, and taken back while nobody went on."""
    if not user.has_perm("sheets.import_criteria"):
        return []
    return [NextDeed("sheet", _("Nhập từ bảng tính"), "upload", reverse("office:sheet", args=["criteria"]))]
