"""What somebody has begun and not sent: drafts of one's own commune or unit."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.places.reads import near_scope
from hieuhoc.recognition.models import Proposal
from hieuhoc.web.ui.shapes import Task


def tasks_of(user: User) -> list[Task]:
    return [*_dossiers(user), *_proposals(user)]


def _dossiers(user: User) -> list[Task]:
    near = near_scope(scope_of(user, "assessment.submit_dossier"))
    if near.is_empty:
        return []
    titles = {
        Dossier.Status.DRAFT.value: _("Hồ sơ đợt %(year)s đang soạn, chưa gửi"),
        Dossier.Status.RETURNED.value: _("Hồ sơ đợt %(year)s bị trả lại, cần bổ sung"),
    }
    counted = (
        Dossier.objects.within(near)
        .filter(status__in=titles, round__status=Round.Status.OPEN)
        .values_list("round__year", "round__submit_by", "status")
        .annotate(count=Count("pk"))
        .order_by("round__year", "status")
    )
    today, page = timezone.localdate(), reverse("office:dossier-list")
    return [
        Task(
            title=titles[status] % {"year": year},
            count=count,
            url=f"{page}?status={status}&year={year}",
            due_on=submit_by,
            is_late=submit_by < today,
        )
        for year, submit_by, status, count in counted
    ]


def _proposals(user: User) -> list[Task]:
    near = near_scope(scope_of(user, "recognition.make_proposal"))
    if near.is_empty:
        return []
    drafts = Proposal.objects.within(near).filter(status=Proposal.Status.DRAFT, round__status=Round.Status.OPEN)
    counted = drafts.aggregate(count=Count("pk"), oldest=Min("made_at"))
    if not counted["count"]:
        return []
    url = f"{reverse('office:proposal-list')}?status={Proposal.Status.DRAFT}"
    return [Task(_("Danh sách đề nghị đang lập, chưa trình"), counted["count"], url, counted["oldest"])]
