"""All rules of the suspicious over a province of two and a half million people, and five of them against pandas.

In pandas' favour: it is given only the columns it needs, by queries with binary results, and writes nothing. Both look at the
same rows from the database to the places found, in alternate turns of one run, and must find the same, or the bench stops.
"""

from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import psycopg
from django.db import connection
from django.utils import timezone

from bench.figures import scratch_database
from bench.rows import Row
from bench.trials import Took, timed, times_row
from hieuhoc.accounts.models import User
from hieuhoc.alerts.finding import run_rules
from hieuhoc.alerts.models import Alert
from hieuhoc.alerts.registry import suspicion_rules
from hieuhoc.assessment.actions import open_round, plan_round
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.lib.dates import ADULT_AGE
from hieuhoc.recognition.models import Decision

SCRIPT = Path(__file__).with_name("alerts_province.sql")
FULL = {"people": 2_500_000, "villages": 2_500, "communes": 102}
SMALL = {"people": 60_000, "villages": 400, "communes": 20}
SECONDS_BAR, TIMES_BAR, TURNS = 60.0, 10.0, 3
COMPARED = (
    "people.shared_phone",
    "assessment.alike",
    "assessment.last_days",
    "assessment.same_file",
    "recognition.more_than_adults",
)

PEOPLE = """
SELECT phone_index, home_id, birth_year FROM people_citizen
WHERE home_id IS NOT NULL AND joined_into_id IS NULL AND died_on IS NULL AND left_on IS NULL
"""
DOSSIERS = """
SELECT d.id, d.place_id, d.total, r.submit_by - (d.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
FROM assessment_dossier AS d JOIN assessment_round AS r ON r.id = d.round_id WHERE r.year = %s
"""
FILES = (
    "SELECT e.dossier_id, f.sha256 FROM assessment_evidence AS e JOIN documents_document AS f ON f.id = e.document_id"
)
TITLES = "SELECT place_id FROM recognition_title WHERE year = %s AND revoked_on IS NULL"
COMMUNES = (
    "SELECT descendant_id, ancestor_id FROM places_ancestry WHERE ancestor_id BETWEEN 1001 AND 10000 AND until IS NULL"
)


def run(scale: str) -> list[Row]:
    size = FULL if scale == "full" else SMALL
    today = timezone.localdate()
    with scratch_database("hieuhoc_bench_alerts_province"):
        make_province(size, today)
        whole = [timed(lambda: {"found": run_rules(today)}) for _turn in range(TURNS)]
        ours: list[Took] = []
        theirs: list[Took] = []
        for _turn in range(TURNS):
            ours.append(timed(lambda: places_found(today)))
            theirs.append(timed(lambda: with_pandas(today.year)))
            assert ours[-1].counted == theirs[-1].counted, (ours[-1].counted, theirs[-1].counted)
    seconds = median(took.wall for took in whole)
    note = f"{size['people']:,} people; median of {TURNS} turns; pandas {pd.__version__}"
    every = f"{len(suspicion_rules())} rules, {whole[-1].counted['found']} finds; {note}"
    return [
        Row("alerts: every rule over the province (s)", seconds, SECONDS_BAR, seconds <= SECONDS_BAR, every),
        times_row("alerts: pandas / ours, five rules", ours, theirs, TIMES_BAR, note),
    ]


def make_province(size: dict[str, int], today: date) -> None:
    load_criteria(actor=None)
    version = Version.objects.get(number="324/QĐ-KHVN")
    open_round(plan_round(today.year, version, actor=None), actor=None)
    User.objects.create(username="bench")
    with connection.cursor() as cursor:
        for number, statement in enumerate(SCRIPT.read_text("utf-8").format(**size).split(";\n")):
            cursor.execute(statement)
            if number == 2:
                told = {"number": "1", "issuer": "i", "signatory": "s", "signatory_title": "s", "legal_basis": "l"}
                Decision.objects.create(place_id=1, signed_on=today, **told)
        cursor.execute("VACUUM ANALYZE")


def places_found(today: date) -> dict[str, Any]:
    run_rules(today, [rule for rule in suspicion_rules() if rule.code in COMPARED])
    known = Alert.objects.filter(rule__in=COMPARED).values_list("rule", "place")
    return {code: {place for rule, place in known if rule == code} for code in COMPARED}


def with_pandas(year: int) -> dict[str, Any]:
    people = rows_of(PEOPLE, ["phone", "home", "born"])
    dossiers = rows_of(DOSSIERS, ["dossier", "place", "total", "days"], year)
    files = rows_of(FILES, ["dossier", "sha256"])
    titles = rows_of(TITLES, ["place"], year)
    communes = rows_of(COMMUNES, ["place", "commune"]).set_index("place")["commune"]
    every = dossiers.groupby("place").size()
    return {
        "people.shared_phone": places_of_phones(people),
        "assessment.alike": places_alike(dossiers, every),
        "assessment.last_days": places_in_a_rush(dossiers, every),
        "assessment.same_file": places_of_files(files, dossiers),
        "recognition.more_than_adults": places_above(people[people["born"] <= year - ADULT_AGE], titles, communes),
    }


def rows_of(query: str, columns: list[str], *values: object) -> pd.DataFrame:
    with psycopg.Cursor(connection.connection) as plain:
        return pd.DataFrame(plain.execute(query, values, binary=True).fetchall(), columns=columns)


def places_of_phones(people: pd.DataFrame) -> set[int]:
    shared = people.groupby("phone").size()
    many = shared.index[shared >= 50]
    crowd = people[people["phone"].isin(many)].groupby("phone")["home"].agg(lambda homes: homes.mode().iloc[0])
    return set(crowd)


def places_alike(dossiers: pd.DataFrame, every: pd.Series) -> set[int]:
    alike = dossiers.groupby(["place", "total"]).size()
    share = alike / every.reindex(alike.index.get_level_values("place")).to_numpy()
    return set(alike.index[(alike >= 20) & (share >= 0.8)].get_level_values("place"))


def places_in_a_rush(dossiers: pd.DataFrame, every: pd.Series) -> set[int]:
    late = dossiers[dossiers["days"].between(0, 1)].groupby("place").size().reindex(every.index, fill_value=0)
    elsewhere = (late.sum() - late) / (every.sum() - every)
    return set(every.index[(late >= 20) & (late / every - elsewhere >= 0.4)])


def places_of_files(files: pd.DataFrame, dossiers: pd.DataFrame) -> set[int]:
    count = files.groupby("sha256")["dossier"].nunique()
    crowd = files[files["sha256"].isin(count.index[count >= 5])].merge(dossiers, on="dossier")
    return set(crowd.groupby("sha256")["place"].agg(lambda places: places.mode().iloc[0]))


def places_above(adults: pd.DataFrame, titles: pd.DataFrame, communes: pd.Series) -> set[int]:
    titled = titles["place"].map(communes).value_counts()
    grown = adults["home"].map(communes).value_counts().reindex(titled.index, fill_value=0)
    return set(titled.index[(titled > grown) & (titled >= 20)])
