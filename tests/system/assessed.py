"""The dossier that Lan is writing of herself in the open round, with a photograph as evidence, and what she says she learned."""

from datetime import date, timedelta

from django.utils import timezone

from hieuhoc.assessment.actions import add_evidence, open_dossier, return_dossier
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.rules import may_edit
from hieuhoc.learning.actions import NewRecordLink, OwnFile, OwnWords, add_own_learning, make_record_link
from hieuhoc.learning.models import RecordLink
from hieuhoc.people.models import Citizen
from tests.lib.strangers_files import picture


def assessed(lan: Citizen) -> dict[str, int | str]:
    round_ = Round.objects.filter(status=Round.Status.OPEN).order_by("-year")[0]
    group = round_.version.applicant_groups.order_by("position")[0]
    dossier = Dossier.objects.filter(citizen=lan, round=round_).first()
    if dossier is None:
        dossier = open_dossier(lan, round_, applicant_group=group, actor=None)
    if not may_edit(dossier.status):
        dossier = return_dossier(dossier, note="Thêm ảnh chụp lớp học", edition=dossier.edition, actor=None)
    criterion = round_.version.criteria.get(position=1)
    photo = add_evidence(dossier, criterion, text="Lớp tin học", content=picture(), file_name="lop.png", actor=None)
    own = OwnWords("book", "Trồng cà phê bền vững", date(2025, 3, 5), "Nhà xuất bản Nông nghiệp", asks_confirming=True)
    said = add_own_learning(lan, own, file=OwnFile("bia-sach.png", picture()), actor=None)
    return {"dossier_lans": dossier.pk, "evidence_own": photo.pk, "ownlearning": said.pk, **_shared(lan)}


def _shared(lan: Citizen) -> dict[str, int | str]:
    until = timezone.localdate() + timedelta(days=30)
    token = make_record_link(lan, NewRecordLink(until, name="Trường cao đẳng nghề"), actor=None)
    return {"token_of_record": token, "recordlink": RecordLink.objects.get(citizen=lan).pk}
