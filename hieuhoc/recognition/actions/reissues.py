"""A new paper in place of one that says an old name. The title stays; the old code then says that a newer paper exists."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.people.kinship import refuse_kin
from hieuhoc.recognition.models import Certificate, Title
from hieuhoc.recognition.replacing import replace_papers


@transaction.atomic
def reissue_certificate(title: Title, *, actor: User | None) -> Certificate:
    """The paper is drawn anew with the name of the record and another code; a job does it. Asked again when the paper
    says that name already, nothing happens."""
    require(actor, "recognition.reissue_certificate", title)
    refuse_kin([title.citizen_id], actor)
    Certificate.objects.select_for_update().get(title=title)
    certificate = Certificate.objects.select_related("title__citizen", "document").get(title=title)
    citizen, printed = certificate.title.citizen, certificate.printed_name
    if certificate.title.revoked_on is not None:
        raise Refusal(_("Danh hiệu này đã thu hồi nên không cấp lại giấy."), code="already_revoked")
    if printed in ("", citizen.name):
        return certificate
    replace_papers([certificate])
    entry = record(
        "recognition.reissue_certificate",
        actor=actor,
        subject_kind="title",
        subject_id=title.pk,
        place=certificate.title.place_id,
        private={"name": [printed, citizen.name]},
        secret=bytes(citizen.secret),
    )
    if citizen.user is not None:
        send(
            Message.Channel.IN_APP,
            recipient=citizen.user,
            subject=gettext_lazy("Giấy chứng nhận được cấp lại"),
            body=_("Giấy chứng nhận năm %(year)s in lại theo họ tên đã sửa; mã trên giấy cũ thôi dùng.")
            % {"year": certificate.title.year},
            key=f"recognition.reissue.{entry.pk}",
        )
    # By its name, because actions do not import tasks; the job commits with this transaction.
    app.configure_task("recognition.render_certificates", queue="certificates").defer(
        decision_id=certificate.title.decision_id
    )
    return certificate
