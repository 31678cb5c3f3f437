"""Every night the history is verified; if it does not hold, the province hears of it, and the newest seals leave by mail."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.audit.checking import check_history
from hieuhoc.audit.models import Block
from hieuhoc.audit.seals import newest_outside
from hieuhoc.outbox.actions import send
from hieuhoc.outbox.models import Message
from hieuhoc.places.models import covers

BROKEN = gettext_lazy("Nhật ký không còn nguyên vẹn")
BROKEN_TEXT = gettext_lazy(
    "Kiểm tra đêm qua thấy nhật ký đã bị sửa hoặc bị cắt. Báo ngay cho người vận hành; giữ nguyên máy chủ, chạy lệnh"
    " check_records để biết chỗ nào."
)
SEALS = gettext_lazy("Dấu niêm phong mới nhất của nhật ký")


@app.periodic(cron="15 3 * * *")
@app.task(queue="audit", name="accounts.watch_history", queueing_lock="accounts.watch_history")
def watch_history(timestamp: int) -> None:
    today = timezone.localdate()
    if not all(seal.holds for seal in check_history()):
        grants = Grant.objects.filter(covers(today), role=Role.PROVINCE, user__is_active=True)
        for user in User.objects.filter(pk__in=grants.values("user")):
            key = f"accounts.broken_history.{today}.{user.pk}"
            send(Message.Channel.IN_APP, recipient=user, subject=BROKEN, body=BROKEN_TEXT, key=key)
    if settings.SEALS_MAIL:
        kept = [newest_outside(journal) for journal in Block.Journal]
        body = "\n".join(
            f"{seal.journal} {seal.first_id}-{seal.last_id} {seal.seal}" for seal in kept if seal is not None
        )
        key = f"accounts.seals.{today}"
        send(Message.Channel.MAIL, address=settings.SEALS_MAIL, subject=SEALS, body=body or "-", key=key)
