"""Who read the data of one person: the person's own record, dossiers, titles, and records that were joined into it."""

from collections import defaultdict

from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext as _

from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.models import Reading
from hieuhoc.audit.reads import readings_of_any
from hieuhoc.people.models import Citizen
from hieuhoc.recognition.models import Title

SHARED = "citizen.read_shared_record"  # by whoever holds the link


def reader_words(reading: Reading) -> str:
    if reading.actor is not None:
        return reading.actor.full_name
    return _("Người có đường dẫn") if reading.purpose == SHARED else _("Hệ thống")


def readings_about(person: Citizen) -> QuerySet[Reading]:
    """Newest first. Lists that held the person among others are no reading of the person."""
    kinds = {
        "citizen": Citizen.objects.filter(joined_into=person),
        "dossier": Dossier.objects.filter(citizen=person),
        "title": Title.objects.filter(citizen=person),
    }
    named = [rows.annotate(kind=Value(kind, CharField())).values_list("kind", "pk") for kind, rows in kinds.items()]
    subjects: dict[str, list[int]] = defaultdict(list, citizen=[person.pk])
    for kind, pk in named[0].union(*named[1:], all=True):
        subjects[kind].append(pk)
    return readings_of_any(subjects)
