"""What happened at the door of the accounts one looks after, and the rule of signing in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.actions import set_sign_in_rule
from hieuhoc.accounts.authority import with_roles_beyond
from hieuhoc.accounts.models import Happened, SecurityEvent, SignInRule
from hieuhoc.accounts.sign_in_rules import sign_in_rule
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import read_public_id
from hieuhoc.web.guards import needs
from hieuhoc.web.office.accounts.forms import SignInRuleForm
from hieuhoc.web.office.accounts.users import users_within
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

RULES_SHOWN = 20


@needs("accounts.read_security_events")
def event_list(request: Request) -> HttpResponse:
    """Of the accounts one looks after and one's own, of one of them (`?user=`), of one kind (`?happened=`)."""
    beyond = with_roles_beyond(request.scope, request.user)
    users, person = users_within(request.scope).exclude(pk__in=beyond.values("pk")), None
    if asked := request.GET.get("user", ""):
        person = get_object_or_404(users, pk=_read("user", asked))
    events = SecurityEvent.objects.filter(user=person) if person else SecurityEvent.objects.filter(user__in=users)
    happened = request.GET.get("happened", "")
    if happened in Happened.values:
        events = events.filter(happened=happened)
    page = key_page(events.select_related("user", "by"), request, order=["-id"])
    context: dict[str, Any] = {
        "page": page,
        "person": person,
        "happened": happened,
        "kinds": Happened.choices,
        "asked": asked,
    }
    context["crumbs"] = [(_("Tài khoản"), reverse("office:user-list"))]
    if person is not None:
        context["crumbs"].append((person.full_name, reverse("office:user", args=[person.pk])))
    return render(request, "office/accounts/events.html", context)


def _read(kind: str, token: str) -> int:
    try:
        return read_public_id(kind, token)
    except Unreadable:
        return 0  # no row has it


@needs("accounts.set_sign_in_rule")
def sign_in(request: Request) -> HttpResponse:
    today = timezone.localdate()
    rules = SignInRule.objects.select_related("set_by").order_by("-since")[:RULES_SHOWN]
    now = sign_in_rule(today)
    days = _("trong %(days)d ngày kể từ khi nhận vai trò") % {"days": now.grace_days}
    minutes = _("%(minutes)d phút không dùng")
    facts = [
        (
            _("Bước xác thực thứ hai"),
            _("Cán bộ phải có, %(days)s") % {"days": days} if now.officers_need_factor else _("Không bắt buộc"),
        ),
        (_("Cán bộ hết phiên sau"), minutes % {"minutes": now.officer_idle_minutes}),
        (_("Người khác hết phiên sau"), minutes % {"minutes": now.idle_minutes}),
    ]
    context = {"facts": facts, "rules": rules, "crumbs": [(_("Tài khoản"), reverse("office:user-list"))]}
    return render(request, "office/accounts/sign_in_rules.html", context)


@needs("accounts.set_sign_in_rule")
def sign_in_change(request: Request) -> HttpResponse:
    now = sign_in_rule(timezone.localdate())
    names = ("officers_need_factor", "grace_days", "officer_idle_minutes", "idle_minutes")
    initial = {name: getattr(now, name) for name in names} | {"since": timezone.localdate()}

    def deed(given: dict[str, Any]) -> str:
        set_sign_in_rule(**given, actor=request.user)
        messages.success(request, _("Đã đặt quy định; có hiệu lực với ai đăng nhập từ ngày đó."))
        return reverse("office:sign-in-rules")

    back = reverse("office:sign-in-rules")
    title, lead = _("Đặt quy định đăng nhập"), _("Phiên đang mở giữ quy định cũ đến khi kết thúc.")
    page = FormPage(title, _("Đặt quy định"), lead, back, [(_("Quy định đăng nhập"), back)])
    return ask(request, SignInRuleForm(request.POST or None, initial=initial), page, deed)
