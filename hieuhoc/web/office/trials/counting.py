"""How far the counting of a trial or of a study is: on its page, and as the part that is asked for again and again."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from hieuhoc.trials.models import Study, Trial
from hieuhoc.trials.work import OPEN, is_interrupted
from hieuhoc.web.office.work_progress import progress_answer
from hieuhoc.web.requests import Request


def progress_of(request: Request, work: Trial | Study) -> dict[str, Any]:
    name, is_counting = ("trial" if isinstance(work, Trial) else "study"), work.status in OPEN
    interrupted = is_interrupted(work)
    may_cancel = is_counting and request.user.has_perm(f"trials.cancel_{name}")
    return {
        "work": work,
        "is_busy": is_counting and not interrupted,
        "is_interrupted": interrupted,
        "progress_url": reverse(f"office:{name}-progress", args=[work.pk]),
        "cancel_url": reverse(f"office:{name}-cancel", args=[work.pk]) if may_cancel else "",
    }


def counting_page(request: Request, work: Trial | Study) -> HttpResponse:
    context = progress_of(request, work)
    return progress_answer(request, "office/trials/progress.html", context, is_over=not context["is_busy"])
