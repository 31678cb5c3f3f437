"""Invitations to print, for those of a course whom no message reaches."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hieuhoc.learning.invitations import IN_A_FILE, invitations_pdf, on_paper
from hieuhoc.lib.numbers import read_whole
from hieuhoc.web.guards import needs
from hieuhoc.web.office.trainings.course_parts import training_within
from hieuhoc.web.office.trainings.trainings import read_people
from hieuhoc.web.requests import Request


@needs("learning.invite_people")
def invitations(request: Request, pk: int) -> HttpResponse:
    """`part`: the first two hundred, the next …"""
    training = training_within(request, pk)
    part = read_whole(request.GET.get("part", "1")) or 1
    people = list(on_paper(training)[(part - 1) * IN_A_FILE : part * IN_A_FILE])
    if not people:
        messages.info(request, _("Không còn ai cần giấy mời: người trong danh sách đều có tài khoản."))
        return redirect("office:trainee-list", pk)
    read_people(request, training, len(people))
    headers = {"Content-Disposition": f'attachment; filename="giay-moi-{part}.pdf"'}
    return HttpResponse(invitations_pdf(training, people), content_type="application/pdf", headers=headers)


def parts_of(count: int) -> list[tuple[int, int, int]]:
    """(part, first, last) of each file."""
    return [(first // IN_A_FILE + 1, first + 1, min(first + IN_A_FILE, count)) for first in range(0, count, IN_A_FILE)]
