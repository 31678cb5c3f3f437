"""The check of a certificate: by the code typed or scanned, and by what the browser itself can check of a paper or file."""

from typing import cast

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from hieuhoc.credentials.verifying import verify_code as answer_to
from hieuhoc.lib.opaque import read_public_code, show_public_code
from hieuhoc.recognition.reads import CertificateAnswer, TitleStanding
from hieuhoc.web.guards import public
from hieuhoc.web.public.verifier import verifier_context

LONGEST_CODE = 40
CODE_LETTERS = 12


@public
def verify_form(request: HttpRequest) -> HttpResponse:
    """The code is posted, so that a mistyped one stays out of histories; the answer stands at the code's address."""
    typed = request.POST.get("code", "").strip()[:LONGEST_CODE]
    stored = read_public_code(typed) if typed else None
    if stored is not None:
        return redirect("public:verify-code", stored)
    error = wrong_code(typed) if request.method == "POST" else ""
    return render(request, "public/verify.html", {"typed": typed, "error": error, **verifier_context()})


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
    checked = answer_to(code)
    verified = checked.answer
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
        "status": "suspended" if checked.is_suspended else verified.standing.value,
        "word": _("Tạm dừng") if checked.is_suspended else words[verified.standing],
        "checked": _checked(verified, is_suspended=checked.is_suspended),
        **verifier_context(),
        "files": checked.credential.code if checked.credential and verified.standing == TitleStanding.VALID else "",
        "code": show_public_code(stored) if stored else code[:LONGEST_CODE],
        "original_url": reverse("public:verify-original", args=[stored]) if verified.has_original else "",
    }
    status = {TitleStanding.UNKNOWN: 404, TitleStanding.UNCHECKED: 503}.get(verified.standing, 200)
    response = render(request, "public/verified.html", context, status=status)
    add_never_cache_headers(response)  # a title may be revoked in the next minute
    return response


def _checked(verified: CertificateAnswer, *, is_suspended: bool) -> list[str]:
    known, stands = _("Mã có trong sổ cấp giấy chứng nhận."), _("Danh hiệu chưa bị thu hồi đến lúc kiểm tra.")
    if is_suspended:
        return [known, _("Giấy đang tạm dừng giá trị trong lúc nơi cấp xem xét; hỏi nơi cấp giấy.")]
    if verified.standing == TitleStanding.VALID:
        return [known, stands]
    if verified.standing == TitleStanding.REPLACED:
        day = {"day": f"{verified.replaced_on:%d/%m/%Y}"}
        newer = _("Giấy này được cấp lại ngày %(day)s; giấy mới có mã khác. Xem mã trên giấy mới.") % day
        return [known, stands, *_corrected(verified), newer]
    if verified.standing == TitleStanding.REVOKED:
        return [known, _revoked(verified)]
    return []


def _corrected(verified: CertificateAnswer) -> list[str]:
    if not verified.correcting_number:
        return []
    return [_("Họ tên đã được đính chính bằng quyết định số %(number)s.") % {"number": verified.correcting_number}]


def _revoked(verified: CertificateAnswer) -> str:
    if not verified.revoking_number or verified.revoked_on is None:
        return _("Danh hiệu đã bị thu hồi bằng quyết định.")
    return _("Danh hiệu đã bị thu hồi bằng quyết định số %(number)s ngày %(day)s.") % {
        "number": verified.revoking_number,
        "day": f"{verified.revoked_on:%d/%m/%Y}",
    }
