"""A believable Đắk Lắk with the former Phú Yên inside it: the map, people, rounds 2022–2025 across the reform, an open round.

Steps in the order of history: people live on the old map, two rounds run under criteria 244 and one under 324, the map changes by the
real change order on 1/7/2025, the round of 2025 runs on the new map. Everything is invented but the places.
"""

from collections.abc import Callable

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from hieuhoc.audit.actions import record_bulk
from hieuhoc.audit.models import Entry
from hieuhoc.collectives.actions import load_model_criteria
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.demo import history
from hieuhoc.demo.activities import hold_activities, take_part
from hieuhoc.demo.bodies import make_branches, make_units
from hieuhoc.demo.chains import make_chains
from hieuhoc.demo.courses import hold_courses
from hieuhoc.demo.funds import give_and_use
from hieuhoc.demo.ground import make_villages, old_communes
from hieuhoc.demo.models import make_models
from hieuhoc.demo.planted import plant_fraud
from hieuhoc.demo.population import draw_households
from hieuhoc.demo.residents import write_residents
from hieuhoc.demo.schools import fill_classes
from hieuhoc.indicators.actions import close_year, open_year, publish_revision
from hieuhoc.indicators.published import load_targets
from hieuhoc.indicators.recounting import recount_everything
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.numbers import format_number
from hieuhoc.people.actions import assign_waiting_village
from hieuhoc.people.models import Citizen, WaitingEntry
from hieuhoc.places.actions import apply_later_orders, apply_reform_2025, load_old_map
from hieuhoc.places.models import ChangeOrder, Place, PlaceSpell, Succession
from hieuhoc.places.reads import communes_under

SEED = 677
PROVINCE = "66"
YEARS = (2022, 2023, 2024, 2025)
OPEN_YEAR = 2026
BEGUN, MARK = "demo.begin_province", "demo.make_province"
WAITING_KEPT = 3  # villages of cut wards left waiting, so that the list is not empty

type Say = Callable[[str], None]


def is_made() -> bool:
    return Entry.objects.filter(deed=MARK).exists()


def is_half_made() -> bool:
    """Begun on a database that was empty, and broken off: nobody has used it, so it may be swept away."""
    return Entry.objects.filter(deed=BEGUN).exists() and not is_made()


def sweep_away() -> None:
    """Everything in the database; it needs `migrate` again. Only for what is half made."""
    assert is_half_made()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS stat CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def note_finished(people: int) -> None:
    people_count = Citizen.objects.count()
    record_bulk(MARK, actor=None, subject_kind="province", rows_touched=people_count, changes={"people": [0, people]})


def refuse_other_people() -> None:
    """A demonstration never mixes with real people: a database that holds anybody else is left alone."""
    if not is_made() and (Citizen.objects.exists() or Entry.objects.exclude(deed__startswith="places.").exists()):
        raise Refusal(
            "Cơ sở dữ liệu này đã có dữ liệu khác; bản trình diễn chỉ chạy trên cơ sở dữ liệu trống.", code="not_empty"
        )


def make_province(people: int, say: Say) -> None:
    refuse_other_people()
    record_bulk(BEGUN, actor=None, subject_kind="province", rows_touched=0)
    random = np.random.default_rng(SEED)
    say("Bản đồ cũ: 63 tỉnh, 10.040 xã")
    if not Place.objects.exists():
        load_old_map(actor=None)
    load_criteria(actor=None)
    load_model_criteria(actor=None)
    load_targets()
    _people_of_the_old_map(random, people, say)
    versions = {year: version_of(year) for year in (*YEARS, OPEN_YEAR)}
    for year in YEARS[:-1]:
        _one_year(year, versions[year], say)
    say("Sắp xếp đơn vị hành chính ngày 01/7/2025")
    apply_reform_2025(actor=None)
    history.carry_special_areas_over()
    _assign_villages_of_cut_wards()
    _one_year(YEARS[-1], versions[YEARS[-1]], say)
    apply_later_orders(actor=None)
    make_chains(communes_under(province_place().pk, timezone.localdate()), OPEN_YEAR)
    _open_round(versions[OPEN_YEAR])
    say("Mô hình học tập đăng ký, xét theo danh hiệu của thành viên")
    fill_classes(YEARS[-1], OPEN_YEAR)
    make_models(YEARS[-1], province_place())
    communes = communes_under(province_place().pk, timezone.localdate())
    _come_together(communes)
    hold_courses(communes, versions[OPEN_YEAR])
    _analyze()
    say("Tính số liệu các năm")
    _publish_figures()


def _come_together(communes: list[int]) -> None:
    """To learn, and to give."""
    hold_activities(communes)
    take_part()
    give_and_use(communes, province_place().pk)
    plant_fraud()


def _people_of_the_old_map(random: np.random.Generator, people: int, say: Say) -> None:
    say(f"{format_number(people)} người trong thôn, buôn của Đắk Lắk và Phú Yên cũ")
    communes = old_communes()
    with transaction.atomic():
        seats = make_villages(random, communes)
    branches, jobs = make_branches(communes), make_units(communes)
    history.mark_special_areas([commune.place for commune in communes])
    write_residents(random, draw_households(random, people, seats), branches, jobs)
    _analyze()


def version_of(year: int) -> Version:
    """2022–2023 under 244, then 324: its latest edition in force."""
    number = "244/QĐ-KHVN" if year < 2024 else "324/QĐ-KHVN"
    return Version.objects.filter(number=number).order_by("-edition")[0]


def _one_year(year: int, version: Version, say: Say) -> None:
    say(f"Đợt {year}: tập huấn, hồ sơ, quyết định, danh hiệu")
    round_ = history.make_round(year, version)
    history.hold_trainings(year, version)
    history.recognise_models(year)
    history.assess(round_)
    history.decide(round_)
    history.note_skills(year)
    history.revoke_a_few(year)
    history.name_certificates(year)
    _analyze()


def _open_round(version: Version) -> None:
    """The round people see today: some dossiers are sent, some are being written, none is decided."""
    round_ = history.make_round(OPEN_YEAR, version, is_open=True)
    history.start_dossiers(round_)
    history.recognise_models(OPEN_YEAR)


def _assign_villages_of_cut_wards() -> None:
    """Each waiting village goes to the first successor of its ward, by the same deed an officer uses; a few are left."""
    waiting = (
        WaitingEntry.objects.filter(village__isnull=False, assigned_to__isnull=True)
        .values_list("village_id", "source_id", "order_id")
        .distinct()
        .order_by("village_id")
    )
    for village_id, source_id, order_id in list(waiting)[WAITING_KEPT:]:
        successors = Succession.objects.filter(order_id=order_id, predecessor_id=source_id).order_by("pk")
        link = successors[village_id % successors.count()]
        order = ChangeOrder.objects.get(pk=order_id)
        assign_waiting_village(Place.objects.get(pk=village_id), link.successor, order=order, actor=None)


def _publish_figures() -> None:
    for year in (*YEARS, OPEN_YEAR):
        open_year(year, actor=None)
    recount_everything(engine="duckdb")
    for year in YEARS:
        publish_revision(close_year(year, actor=None), actor=None)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def province_place() -> Place:
    spell = PlaceSpell.objects.filter(tier="province", code=PROVINCE, until__isnull=True).select_related("place").get()
    return spell.place
