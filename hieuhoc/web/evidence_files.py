"""A file of evidence as it is taken along, by the office and by the person it is of."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from hieuhoc.assessment.models import Evidence
from hieuhoc.documents.actions import read_file
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import ENDINGS


def evidence_answer(evidence: Evidence) -> HttpResponse:
    document = evidence.document
    if document is None:
        raise Http404
    try:
        content = read_file(document)
    except (FileNotFoundError, ValueError) as fault:
        raise Refusal(
            _("Tệp minh chứng này trên máy chủ đã mất hoặc hỏng."),
            remedy=_("Báo người quản trị; người nộp gửi lại được tệp khi hồ sơ còn sửa được."),
            code="stored_file_lost",
        ) from fault
    answer = HttpResponse(content, content_type=document.media_type)
    ending = ENDINGS.get(document.media_type, "")
    answer["Content-Disposition"] = f'attachment; filename="minh-chung-{evidence.criterion.position}{ending}"'
    return answer
