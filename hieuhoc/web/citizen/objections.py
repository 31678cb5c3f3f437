"""I do not accept the result of my dossier: why, and what came of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.actions import raise_objection
from hieuhoc.recognition.objecting import open_to_objection
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.guards import signed_in
from hieuhoc.web.objection_words import ObjectionForm, open_words
from hieuhoc.web.requests import Request


@signed_in
def objection(request: Request, pk: int) -> HttpResponse:
    """A refusal is said above the form; nothing typed is lost but the files, which browsers do not keep."""
    own = Dossier.objects.of(me(request)).select_related("round", "citizen")
    dossier, status = get_object_or_404(own, pk=pk), 200
    record_reading("citizen.read_own", actor=request.user, subject_kind="dossier", subject_id=pk, person_count=1)
    result = open_to_objection(dossier)
    form = ObjectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            raise_objection(dossier, reason=form.cleaned_data["reason"], files=form.sent_files(), actor=request.user)
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            messages.success(request, _("Đã gửi đề nghị xét lại; trả lời sẽ hiện ở trang hồ sơ này."))
            return redirect("citizen:dossier", pk)
    context = {"dossier": dossier, "form": form, "is_open": result is not None}
    context["lead"] = open_words(result) if result else _("Hồ sơ này hiện không có kết quả nào đề nghị xét lại được.")
    return render(request, "citizen/objection.html", context, status=status)
