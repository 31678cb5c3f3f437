"""Ten sessions on a province's year: every list, search and calendar of what is learned and told. 5,000 activities, 200,000
participations, 500 trainings, 20,000 answers, and the demonstration's three campaigns and its articles."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from itertools import islice

from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from bench.pages import SESSIONS, Page, percentile, rounds, served, sign_in
from bench.rows import Row
from hieuhoc.criteria.models import Version
from hieuhoc.learning.models import Activity, Audience, Language, LearningWish, Participation, Topic, Training
from hieuhoc.lib.opaque import public_id
from hieuhoc.news.models import Campaign
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import PlaceSpell, Tier

BAR_MS, ROUNDS = 150.0, 6
FULL = {"people": 200_000, "activities": 5_000, "participations": 200_000, "trainings": 500, "wishes": 20_000}
SMALL = {"people": 6_000, "activities": 1_000, "participations": 20_000, "trainings": 50, "wishes": 2_000}
MARK = "bench-"


def run(scale: str) -> list[Row]:
    """Asks the demo's database (HIEUHOC_DEMO=1), made now when empty, with a year of activities put into it once."""
    wanted = FULL if scale == "full" else SMALL
    call_command("demo", people=wanted["people"], check=True, json=False)
    make_year(wanted)
    with served() as port:
        sessions = [sign_in(port, number) for number in range(SESSIONS)]
        pages = list(addresses())
        for session in sessions:
            rounds(port, session, pages, 1)  # warm, and each process has written its calendars once
        in_step = p95_of_pages(asked_at_once(port, sessions, [pages] * SESSIONS))
        starts = [len(pages) * number // SESSIONS for number in range(SESSIONS)]
        worst = p95_of_pages(asked_at_once(port, sessions, [pages[start:] + pages[:start] for start in starts]))
    figure = max(worst.values())
    each = ", ".join(f"{name} {ms:.0f}" for name, ms in worst.items())
    counts = f"{Activity.objects.count():,} activities, {Participation.objects.count():,} participations"
    note = f"{counts}, {SESSIONS} sessions, each begins at another page; all in step: {max(in_step.values()):.0f}; p95 of each: {each}"
    return [Row("activities: slowest page's p95, ten sessions (ms)", round(figure, 1), BAR_MS, figure <= BAR_MS, note)]


def asked_at_once(port: int, sessions: list[dict[str, str]], ways: list[list[Page]]) -> list[tuple[str, float]]:
    """Every session its own way through the pages, without a pause: (page, ms) of each answer."""
    with ThreadPoolExecutor(SESSIONS) as pool:
        taken = pool.map(lambda session, pages: rounds(port, session, pages, ROUNDS), sessions, ways)
        return [timed for times_of_one in taken for timed in times_of_one]


def p95_of_pages(times: list[tuple[str, float]]) -> dict[str, float]:
    """The p95 of each page, in ms."""
    return {
        page: percentile([ms for name, ms in times if name == page])
        for page in dict.fromkeys(name for name, _ms in times)
    }


def addresses() -> Iterator[Page]:
    rows = Activity.objects.published().going_on(timezone.localdate())
    most = rows.order_by("-seats", "pk").first()
    assert most is not None
    busy = Participation.objects.values_list("citizen", flat=True).first()
    commune = (
        PlaceSpell.objects.filter(tier=Tier.COMMUNE, until__isnull=True).order_by("pk").values_list("place", flat=True)
    )
    search, calendar = reverse("public:activities"), reverse("public:activities-calendar")
    near = f"place={public_id('place', commune[0])}&within=20"
    yield Page("hoa", "list, province", reverse("office:activity-list"))
    yield Page("minh", "list, commune", reverse("office:activity-list"))
    yield Page("hoa", "search", search)
    yield Page("hoa", "search near", f"{search}?{near}&when=month&audience=older")
    yield Page("hoa", "calendar at its cap", calendar)
    yield Page("hoa", "calendar near", f"{calendar}?{near}")
    yield Page("hoa", "one activity", reverse("public:activity", args=[most.pk]))
    yield Page("hoa", "who came", reverse("office:activity-presence", args=[most.pk]))
    yield Page("hoa", "trainings", reverse("office:training-list"))
    yield Page("minh", "trainings, commune", f"{reverse('office:training-list')}?year={timezone.localdate().year}")
    biggest = Training.objects.annotate(count=Count("trainees")).order_by("-count", "pk")[0]
    yield Page("hoa", "list of a course", reverse("office:trainee-list", args=[biggest.pk]))
    yield Page("hoa", "whom to invite", reverse("office:training-invite", args=[biggest.pk]))
    yield Page("hoa", "campaigns", reverse("office:campaign-list"))
    told = Campaign.objects.exclude(status=Campaign.Status.DRAFT).annotate(count=Count("recipients"))
    yield Page("hoa", "what came of a campaign", reverse("office:campaign", args=[told.order_by("-count", "pk")[0].pk]))
    yield Page("hoa", "articles", reverse("office:article-list"))
    yield Page("hoa", "articles, public", reverse("public:articles"))
    yield Page("hoa", "feed", reverse("public:articles-feed"))
    yield Page("hoa", "topics", reverse("office:topic-list"))
    yield Page("hoa", "did it help", reverse("office:activity-effect"))
    yield Page("hoa", "what people want", reverse("office:wish-table"))
    yield Page("hoa", "one person's learning", reverse("office:citizen-learning", args=[busy]))


def make_year(wanted: dict[str, int]) -> None:
    """Nothing when it is there: activities of every commune through the year, most of them series."""
    if Activity.objects.filter(code__startswith=MARK).count() >= wanted["activities"]:
        return
    chance, today = random.Random(677), timezone.localdate()
    villages = list(PlaceSpell.objects.filter(tier=Tier.VILLAGE, until__isnull=True).values_list("place", flat=True))
    topics = list(Topic.objects.order_by("position"))
    rows = [_activity(number, chance, today, villages, topics) for number in range(wanted["activities"])]
    activities = Activity.objects.bulk_create(rows, batch_size=2_000)
    people = list(Citizen.objects.filter(home__isnull=False).order_by("pk").values_list("pk", "home"))
    _participate(activities, people, chance, wanted["participations"])
    version = Version.objects.filter(status="in_force").order_by("pk")[0]
    Training.objects.bulk_create(
        Training(
            code=f"{MARK}{number}",
            title=f"Tập huấn {number}",
            version=version,
            held_on=today - timedelta(number % 365),
            place_id=villages[number % len(villages)],
        )
        for number in range(wanted["trainings"])
    )
    LearningWish.objects.bulk_create(
        (
            LearningWish(
                citizen_id=pk, year=today.year, place_id=home, topics=[topic.pk for topic in chance.sample(topics, 3)]
            )
            for pk, home in chance.sample(people, min(len(people), wanted["wishes"]))
        ),
        ignore_conflicts=True,
    )  # the demonstration asked some already
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _activity(number: int, chance: random.Random, today: date, villages: list[int], topics: list[Topic]) -> Activity:
    first = today + timedelta(chance.randint(-200, 200))
    days = [first + timedelta(7 * week) for week in range(chance.choice((1, 1, 4, 12, 20)))]
    if len(days) > 4:
        del days[chance.randint(1, len(days) - 2)]  # a holiday
    return Activity(
        code=f"{MARK}{number}",
        title=f"Lớp {number} của nhà văn hoá cộng đồng",
        topic=chance.choice(topics),
        about="Dùng điện thoại gọi hình, tra cứu, nộp hồ sơ trực tuyến.",
        audience=chance.choice(Audience.values),
        language=chance.choice(Language.values),
        place_id=chance.choice(villages),
        venue="Nhà văn hoá cộng đồng",
        is_step_free=chance.random() < 0.4,
        days=days,
        starts_at=time(chance.choice((8, 14, 19))),
        minutes=90,
        seats=chance.choice((30, 40, 60)),
        organiser="Trung tâm học tập cộng đồng",
        status=Activity.Status.PUBLISHED,
    )


def _participate(activities: list[Activity], people: list[tuple[int, int]], chance: random.Random, count: int) -> None:
    each, now, today = count // len(activities), timezone.now(), timezone.localdate()
    rows = (
        Participation(
            activity=activity,
            citizen_id=pk,
            status=Participation.Status.ENROLLED,
            queued_at=now,
            attended=[day for day in activity.days if day < today],
            completed_on=activity.days[-1] if activity.days[-1] < today else None,
        )
        for activity in activities
        for pk, _home in chance.sample(people, each)
    )
    while part := list(islice(rows, 10_000)):
        Participation.objects.bulk_create(part)
