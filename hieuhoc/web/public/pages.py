"""Public home, criteria, data and licence, and the check of a certificate by its code."""

from typing import cast

from allauth.core.ratelimit import consume_or_429
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from hieuhoc.consultations.models import Consultation
from hieuhoc.criteria.case import case_package
from hieuhoc.criteria.models import ApplicantGroup, Version
from hieuhoc.criteria.reads import version_text
from hieuhoc.criteria.rules import KEPT
from hieuhoc.indicators.reads import years
from hieuhoc.lib.opaque import read_public_code, show_public_code
from hieuhoc.places.models import AreaClass
from hieuhoc.places.reads import data_as_of
from hieuhoc.recognition.reads import CertificateAnswer, TitleStanding, verify
from hieuhoc.web.guards import public
from hieuhoc.web.kept import kept
from hieuhoc.web.public.figures import home_figures

LONGEST_CODE = 40
CODE_LETTERS = 12


@public
def home(request: HttpRequest) -> HttpResponse:
    """One query for a stranger: the drawn figures are kept until something is published or a target changes."""
    return render(request, "public/home.html", {"figures": kept(("public home",), home_figures)})


@public
def criteria(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The version in force; older ones stay readable, at an address of their own, for the years they judged."""
    shown = Version.objects.filter(status__in=KEPT)
    versions = list(shown.order_by("-since", "-edition"))
    today = timezone.localdate()
    in_force = [
        listed for listed in versions if listed.status == Version.Status.IN_FORCE and (listed.since or today) <= today
    ]
    version = next(iter(in_force or versions), None) if pk is None else get_object_or_404(shown, pk=pk)
    context = {
        "versions": versions,
        "version": version,
        "text": version_text(version) if version else None,
        "groups": ApplicantGroup.objects.filter(version=version).order_by("position") if version else (),
        "area_names": dict(AreaClass.choices),
        "asked": Consultation.objects.asked_on(today) if pk is None else (),
    }
    return render(request, "public/criteria.html", context)


@public
def criteria_case(request: HttpRequest, pk: int) -> JsonResponse:
    """As open data for programmes that exchange competency frameworks."""
    version = get_object_or_404(Version.objects.filter(status__in=KEPT), pk=pk)
    address = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('public:criteria-version', args=[pk])}"
    answer = JsonResponse(case_package(version, address), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="bo-tieu-chi-case.json"'
    return answer


@public
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "public/data.html", {"map": data_as_of(), "years": years()})


@public
def verify_form(request: HttpRequest) -> HttpResponse:
    """The code is posted, so that a mistyped one stays out of histories; the answer stands at the code's address."""
    typed = request.POST.get("code", "").strip()[:LONGEST_CODE]
    stored = read_public_code(typed) if typed else None
    if stored is not None:
        return redirect("public:verify-code", stored)
    error = wrong_code(typed) if request.method == "POST" else ""
    return render(request, "public/verify.html", {"typed": typed, "error": error})


def wrong_code(typed: str) -> str:
    """What is wrong with a code that cannot be one: too short is not yet wrong."""
    count = sum(letter.isalnum() for letter in typed)
    if count == 0:
        return _("Nhập mã 12 chữ và số, in cạnh ô vuông QR.")
    if count != CODE_LETTERS:
        return _("Mã vừa nhập có %(count)s chữ và số; cần 12, in cạnh ô vuông QR.") % {"count": count}
    return _("Mã vừa nhập có ký tự chưa đúng. Xem lại từng ký tự in cạnh ô vuông QR.")


@public
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    verified = verify(code)
    # Only codes that do not exist are counted: a school may check hundreds of its own in a minute.
    is_unknown = verified.standing == TitleStanding.UNKNOWN
    if is_unknown and (too_many := consume_or_429(request, action="unknown_code", limit_get=True)):
        return cast(HttpResponse, too_many)
    words = {
        TitleStanding.VALID: _("Hợp lệ"),
        TitleStanding.REPLACED: _("Đã thay bằng giấy mới"),
        TitleStanding.REVOKED: _("Đã thu hồi"),
        TitleStanding.UNKNOWN: _("Không có"),
        TitleStanding.UNCHECKED: _("Chưa kiểm tra được"),
    }
    stored = read_public_code(code)
    context = {
        "found": verified,
        "word": words[verified.standing],
        "checked": _checked(verified),
        "code": show_public_code(stored) if stored else code[:LONGEST_CODE],
        "original_url": reverse("public:verify-original", args=[stored]) if verified.has_original else "",
    }
    status = {TitleStanding.UNKNOWN: 404, TitleStanding.UNCHECKED: 503}.get(verified.standing, 200)
    response = render(request, "public/verified.html", context, status=status)
    add_never_cache_headers(response)  # a title may be revoked in the next minute
    return response


def _checked(verified: CertificateAnswer) -> list[str]:
    known, stands = _("Mã có trong sổ cấp giấy chứng nhận."), _("Danh hiệu chưa bị thu hồi đến lúc kiểm tra.")
    if verified.standing == TitleStanding.VALID:
        return [known, stands]
    if verified.standing == TitleStanding.REPLACED:
        day = {"day": f"{verified.replaced_on:%d/%m/%Y}"}
        newer = _("Giấy này được cấp lại ngày %(day)s; giấy mới có mã khác. Xem mã trên giấy mới.") % day
        return [known, stands, newer]
    if verified.standing == TitleStanding.REVOKED:
        return [known, _revoked(verified)]
    return []


def _revoked(verified: CertificateAnswer) -> str:
    if not verified.revoking_number or verified.revoked_on is None:
        return _("Danh hiệu đã bị thu hồi bằng quyết định.")
    return _("Danh hiệu đã bị thu hồi bằng quyết định số %(number)s ngày %(day)s.") % {
        "number": verified.revoking_number,
        "day": f"{verified.revoked_on:%d/%m/%Y}",
    }
