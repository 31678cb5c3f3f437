"""A credential says whose title it is; its bit in the status list goes on answering when the name is gone."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from hieuhoc.credentials.models import Credential
from hieuhoc.lib.personal import NAMELESS, Kind, Person, columns


def _theirs(person: Person) -> QuerySet[Credential]:
    return Credential.objects.filter(title__citizen__in=person.citizens).exclude(holder=NAMELESS)


KINDS = (
    Kind(
        "credentials.words",
        gettext_lazy("Chứng nhận số: họ tên, nội dung mã QR, lý do tạm dừng"),
        end=gettext_lazy("xoá; không tải lại được, bản đã tải vẫn kiểm tra được"),
        columns=columns("credentials_credential", "holder", "payload", "suspension_reason"),
        held=lambda person: _theirs(person).count(),
        erase=lambda person: _theirs(person).update(holder=NAMELESS, payload="", suspension_reason=""),
    ),
    Kind(
        "credentials.codes",
        gettext_lazy("Mã của chứng nhận số"),
        held=lambda person: Credential.objects.filter(title__citizen__in=person.citizens).count(),
        stays=gettext_lazy("Trang kiểm tra vẫn trả lời giấy là thật, không còn hiện tên."),
        columns=columns("credentials_credential", "code"),
    ),
)
IMPERSONAL = frozenset(
    {
        "credentials_credential.decided_by",
        "credentials_credential.kind",
        "credentials_credential.number",
        "credentials_signingkey",
    }
)
