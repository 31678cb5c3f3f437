"""The report of an inspection plan as an official paper."""

from django.http import HttpResponse

from hieuhoc.documents.writing import written_paper
from hieuhoc.inspection.report_on_paper import report_paper
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import content_type_of
from hieuhoc.web.office.inspection.plans import plan_there
from hieuhoc.web.requests import Request


@needs("inspection.read_plans")
def inspection_report(request: Request, pk: int, form: str) -> HttpResponse:
    """Written when somebody asks for it."""
    paper = report_paper(plan_there(request, pk))
    answer = HttpResponse(written_paper(paper, form), content_type=content_type_of(f".{form}"))
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-kiem-tra.{form}"'
    return answer
