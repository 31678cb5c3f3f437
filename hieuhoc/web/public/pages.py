"""Public home, criteria, data and licence."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from hieuhoc.consultations.models import Consultation
from hieuhoc.criteria.case import case_package
from hieuhoc.criteria.models import ApplicantGroup, PromulgationPaper, Version
from hieuhoc.criteria.reads import version_text
from hieuhoc.criteria.rules import KEPT
from hieuhoc.indicators.reads import years
from hieuhoc.places.models import AreaClass
from hieuhoc.places.reads import data_as_of
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import public
from hieuhoc.web.kept import kept
from hieuhoc.web.public.figures import home_figures


@public
def home(request: HttpRequest) -> HttpResponse:
    """One query for a stranger: the drawn figures are kept until something is published or a target changes."""
    return render(request, "public/home.html", {"figures": kept(("public home",), home_figures)})


@public
def criteria(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The version in force; older ones stay readable, at an address of their own, for the years they judged."""
    shown = Version.objects.filter(status__in=KEPT)
    versions = list(shown.order_by("-since", "-edition"))
    today = timezone.localdate()
    in_force = [
        listed for listed in versions if listed.status == Version.Status.IN_FORCE and (listed.since or today) <= today
    ]
    version = next(iter(in_force or versions), None) if pk is None else get_object_or_404(shown, pk=pk)
    context = {
        "versions": versions,
        "version": version,
        "text": version_text(version) if version else None,
        "groups": ApplicantGroup.objects.filter(version=version).order_by("position") if version else (),
        "guidance": version.guidance.standing() if version else (),
        "has_paper": version is not None and PromulgationPaper.objects.filter(version=version).exists(),
        "area_names": dict(AreaClass.choices),
        "asked": Consultation.objects.asked_on(today) if pk is None else (),
    }
    return render(request, "public/criteria.html", context)


@public
def criteria_case(request: HttpRequest, pk: int) -> JsonResponse:
    """As open data for programmes that exchange competency frameworks."""
    version = get_object_or_404(Version.objects.filter(status__in=KEPT), pk=pk)
    address = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('public:criteria-version', args=[pk])}"
    answer = JsonResponse(case_package(version, address), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="bo-tieu-chi-case.json"'
    return answer


@public
def criteria_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """As it was signed."""
    papers = PromulgationPaper.objects.filter(version__status__in=KEPT).select_related("document")
    return file_answer(get_object_or_404(papers, pk=pk).document)


@public
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "public/data.html", {"map": data_as_of(), "years": years()})
