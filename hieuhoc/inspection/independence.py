"""Who may not inspect a visit, and why: whoever belongs to the place, or had a hand in what is checked."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import Grant, User
from hieuhoc.assessment.models import Scoring
from hieuhoc.inspection.models import Inspection
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Residence
from hieuhoc.people.reads import kin_of
from hieuhoc.places.models import covers
from hieuhoc.places.reads import reached_ids


class Tie(StrEnum):
    KIN = "kin_is_checked"
    JUDGED = "judged_it"
    OFFICE = "officer_of_place"
    HOME = "lives_there"


def ties_of(users: Collection[int], inspection: Inspection) -> dict[int, Tie]:
    """Of these accounts those who may not inspect, each with the strongest reason but kin (`tie_of` asks that too)."""
    today = timezone.localdate()
    there = reached_ids(Scope(on=today, places=frozenset({inspection.place_id})))
    since = date(inspection.plan.year, 1, 1)
    held = Grant.objects.filter(user__in=users, place__in=there).exclude(until__lte=since)
    at_home = Residence.objects.filter(covers(today), place__in=there, citizen__user__in=users)
    dossiers = inspection.checked_titles.exclude(title__dossier=None).values("title__dossier")
    judged = Scoring.objects.filter(dossier__in=dossiers, given_by__in=users)
    ties: dict[int, Tie] = {}
    ties |= dict.fromkeys(at_home.values_list("citizen__user", flat=True), Tie.HOME)
    ties |= dict.fromkeys(held.values_list("user", flat=True), Tie.OFFICE)
    ties |= dict.fromkeys(judged.values_list("given_by", flat=True), Tie.JUDGED)
    return ties


def tie_of(user: User, inspection: Inspection) -> Tie | None:
    citizens = inspection.checked_titles.values("title__citizen")
    if kin_of(user).filter(pk__in=citizens).exists():
        return Tie.KIN
    return ties_of([user.pk], inspection).get(user.pk)


def words_of(tie: Tie) -> str:
    words = {
        Tie.KIN: _("bản thân hoặc người trong gia đình có tên trong danh sách kiểm tra"),
        Tie.JUDGED: _("đã chấm hoặc xét hồ sơ trong danh sách kiểm tra"),
        Tie.OFFICE: _("là cán bộ của nơi được kiểm tra, nay hoặc từ đầu năm được kiểm tra"),
        Tie.HOME: _("đang cư trú ở nơi được kiểm tra"),
    }
    return words[tie]
