"""What one person learned, year by year, wherever they lived, and what they would like to learn."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.learning.models import LearningWish, Topic
from hieuhoc.learning.record import LearningYear, learning_record
from hieuhoc.people.models import Citizen
from hieuhoc.web.activity_words import year_words
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.wish_words import wish_words


@needs("people.read_citizens")
def citizen_learning(request: Request, pk: int) -> HttpResponse:
    citizen = get_object_or_404(Citizen.objects.within(request.scope), pk=pk)
    person_read(request, citizen)
    years, today = learning_record(citizen), timezone.localdate()
    wish = LearningWish.objects.filter(citizen=citizen, year=today.year).first()
    context = {
        "citizen": citizen,
        "sentence": _sentence(years),
        "years": [(year, year_words(year)) for year in years],
        "names": full_titles(thing.place for year in years for thing in year.things if thing.place),
        "own_page": "office:own-learning" if request.user.has_perm("learning.confirm_own_learning", citizen) else "",
        "wished": wish_words(wish, Topic.objects.filter(pk__in=wish.topics)) if wish else "",
        "may_wish": request.user.has_perm("learning.record_wish", citizen),
        "this_year": today.year,
        "crumbs": [(citizen.name, reverse("office:citizen", args=[pk]))],
    }
    return render(request, "office/activities/record.html", context)


def _sentence(years: list[LearningYear]) -> str:
    """Over all years, of what is recorded."""
    if not any(year.recorded for year in years):
        return _("Chưa ghi nhận lần học nào.")
    told = {
        "things": number(sum(year.recorded for year in years)),
        "completed": number(sum(year.completed for year in years)),
        "hours": number(sum(year.hours for year in years), 1),
    }
    return _("%(things)s lần học, %(completed)s lần hoàn thành, %(hours)s giờ.") % told
