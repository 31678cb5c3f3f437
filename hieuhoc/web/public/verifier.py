"""What the browser needs to check a paper by itself: the words of its answers, where keys and lists are, the worker that
keeps the page for times without a network."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Engine
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.credentials.rules import ACHIEVEMENTS
from hieuhoc.web.guards import public

SCRIPTS = (
    "ui/vendor/tweetnacl/nacl-fast.min.js",
    "ui/verifier-documents.js",
    "ui/verifier.js",
    "ui/verify-page.js",
)
PAGES = ("public/verify.html", "public/verifier.html", "public/verifier_tools.html")
READER = "ui/vendor/jsqr/jsQR.min.js"
LOOKS = (
    *("ui/vendor/tabler/tabler.used.min.css", "ui/tokens.css", "ui/ui.css", "ui/parts.css", "ui/figures.css"),
    *("ui/ui.js", "ui/brand.svg", "ui/vendor/be-vietnam-pro/be-vietnam-pro-400.woff2"),
    *("ui/vendor/be-vietnam-pro/be-vietnam-pro-600.woff2", "ui/vendor/tabler-icons/icons.svg"),
)


def answer_words() -> dict[str, Any]:
    """Reason → sentence; {day}, {days}, {issuer}, {title}, {year}, {number} are filled in by the page."""
    return {
        "valid": _("Chữ ký trên giấy đúng là của nơi cấp, và giấy không có trong danh sách thu hồi, tạm dừng."),
        "tampered": _("Chữ ký không khớp: nội dung đã bị sửa, hoặc không do nơi cấp ký."),
        "malformed": _("Nội dung không đúng dạng mà nơi cấp phát hành."),
        "unknown_key": _("Không do khoá nào của nơi cấp ký."),
        "outside_period": _("Ngày ký nằm ngoài thời gian khoá được dùng."),
        "wrong_issuer": _("Người ký và nơi cấp ghi trong chứng nhận không phải là một."),
        "revoked": _("Danh hiệu đã bị thu hồi, hoặc giấy đã thay bằng giấy mới (danh sách ngày {day})."),
        "suspended": _("Giấy đang tạm dừng giá trị (danh sách ngày {day}); hỏi nơi cấp giấy."),
        "expired": _("Chứng nhận đã hết hạn."),
        "not_yet": _("Chứng nhận chưa đến ngày có giá trị."),
        "unknown_key_here": _("Khoá ký không có trong bản lưu ở máy này; mở lại trang khi có mạng."),
        "compromised_key": _("Khoá ký giấy này đã bị lộ nên chữ ký không còn được tin; kiểm tra bằng mã khi có mạng."),
        "other_issuer": _("Do nơi khác cấp ({issuer}); trang này không có khoá của nơi ấy."),
        "newer_format": _("Dạng mã mới hơn trang này; mở lại trang khi có mạng."),
        "link_only": _("Giấy in theo mẫu cũ, mã QR chỉ có đường dẫn; cần mạng để kiểm tra."),
        "not_a_paper": _("Mã QR này không phải của giấy chứng nhận."),
        "no_list": _("Chưa có danh sách thu hồi ở máy này; mở lại trang khi có mạng."),
        "bad_list": _("Danh sách thu hồi ở máy này không đọc được hoặc không do nơi cấp ký."),
        "list_too_old": _("Chữ ký đúng, nhưng danh sách thu hồi đã cũ (ngày {day}); mở lại trang khi có mạng."),
        "list_before_paper": _(
            "Chữ ký đúng, nhưng danh sách thu hồi ở máy này (ngày {day}) có trước khi giấy được ký."
        ),
        "clock": _("Đồng hồ của máy này không đúng nên không so được ngày."),
        "no_means": _("Trình duyệt này không kiểm tra được chữ ký; dùng trình duyệt mới hơn, hoặc mã khi có mạng."),
        "no_keys": _("Chưa có khoá của nơi cấp ở máy này; mở trang này một lần khi có mạng."),
        "nothing_inside": _("Trong tệp này không có chứng nhận số nào đọc được."),
        "no_camera": _("Không mở được máy ảnh; cho phép dùng máy ảnh, hoặc nhập mã."),
        "unforeseen": _("Có lỗi khi kiểm tra; điều này không nói gì về giấy."),
        "title": _("{title} · năm {year}"),
        "decision": _("Quyết định số {number} ngày {day}"),
        "list_today": _("Theo danh sách thu hồi lúc {day}."),
        "list_days": _("Theo danh sách thu hồi lúc {day}, đã {days} ngày."),
        "kinds": {kind: names[0] for kind, names in ACHIEVEMENTS.items()},
    }


@dataclass(frozen=True)
class VerdictShape:
    word: str
    tone: str
    icon: str
    heading: str


def verdict_shapes() -> list[VerdictShape]:
    return [
        VerdictShape("valid", "done", "shield-check", _("Chữ ký hợp lệ")),
        VerdictShape("invalid", "failed", "shield-off", _("Không hợp lệ")),
        VerdictShape("unchecked", "uncertain", "shield-question", _("Chưa kiểm tra được")),
    ]


def verifier_context() -> dict[str, Any]:
    """What `public/verifier.html` wants."""
    addresses = {
        "keys": reverse("public:keys"),
        "status": reverse("public:keys").removesuffix("keys.json") + "status/",
        "reader": static(READER),
        "worker": reverse("public:verify-worker"),
    }
    return {
        "verifier": {"words": answer_words(), "addresses": addresses},
        "verdict_shapes": verdict_shapes(),
    }


def source_of(page: str) -> str:
    return str(Engine.get_default().get_template(page).source)


@public
def worker(request: HttpRequest) -> HttpResponse:
    """Keeps the page with what it loads; its text changes when one of them does, and the browser then takes the new one."""
    assets = [static(name) for name in (*LOOKS, *SCRIPTS, READER)]
    kept = json.dumps([reverse("public:verify"), *assets])
    looks = "".join(source_of(page) for page in PAGES)
    name = hashlib.sha256(f"{kept}{looks}".encode()).hexdigest()[:12]
    answer = HttpResponse(WORKER.replace("$addresses", kept).replace("$name", name), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


WORKER = """"use strict";
const KEPT = "verify-$name", ASSETS = $addresses, SHELL = ASSETS[0];
const take = (address) => new Request(address, { credentials: "omit", cache: "reload" });
self.addEventListener("install", (event) => event.waitUntil((async () => {
  const store = await caches.open(KEPT);
  await store.addAll(ASSETS.map(take));
  await self.skipWaiting();
})()));
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("verify-") && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  const isPage = event.request.mode === "navigate" && address.pathname.startsWith(SHELL);
  if (!isPage && !ASSETS.includes(address.pathname)) return;
  event.respondWith(fetch(event.request).catch(async (error) => {
    const kept = await (await caches.open(KEPT)).match(isPage ? SHELL : address.pathname);
    if (!kept) throw error;
    return kept;
  }));
});
"""
