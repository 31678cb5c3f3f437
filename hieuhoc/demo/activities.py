"""A year of learning activities around today: in each commune what its centre, school, library and unions hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from django.utils import timezone

from hieuhoc.demo.history import draw, run
from hieuhoc.learning.models import Activity, Audience, Language, Topic
from hieuhoc.learning.rules import Recurrence, Repeat
from hieuhoc.lib.dates import ADULT_AGE
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.places.models import PlaceSpell, Tier

FIRST, LAST = -330, 75  # days from today between which they begin
WEEK = (10, 1), (10, 7)  # Tuần lễ hưởng ứng học tập suốt đời, 1–7/10 each year


@dataclass(frozen=True)
class Pattern:
    title: str
    topic: str
    audience: Audience
    organiser: str
    venue: str
    starts_at: time
    minutes: int
    repeat: Repeat
    sessions: int
    seats: int | None
    language: Language = Language.VIETNAMESE
    in_week: bool = False


CENTRE, UNION = "Trung tâm học tập cộng đồng", "Hội Liên hiệp Phụ nữ"
HALL, LIBRARY = "Nhà văn hoá cộng đồng", "Phòng đọc của xã"
EVENING, MORNING = time(19), time(8)
PATTERNS = (
    Pattern("Lớp kỹ năng số cho người cao tuổi", "digital", Audience.OLDER, CENTRE, HALL, MORNING, 90, Repeat.WEEKLY, 6, 25),
    Pattern("Nộp hồ sơ trực tuyến trên điện thoại", "digital", Audience.ADULTS, "Đoàn Thanh niên", HALL, EVENING, 60, Repeat.ONCE, 1, 40),
    Pattern("Câu lạc bộ đọc sách", "reading", Audience.EVERYBODY, "Thư viện", LIBRARY, time(15, 30), 90, Repeat.MONTHLY, 9, None),
    Pattern("Chăm sóc cà phê mùa khô", "farming", Audience.FARMERS, "Hội Nông dân", HALL, time(7, 30), 120, Repeat.FORTNIGHTLY, 4, 60),
    Pattern("Nuôi dạy con trong ba năm đầu", "family", Audience.FAMILIES, UNION, HALL, EVENING, 90, Repeat.WEEKLY, 3, 30),
    Pattern("Lớp chữ Ê Đê buổi tối", "languages", Audience.EVERYBODY, CENTRE, HALL, EVENING, 90, Repeat.WEEKLY, 12, 20, Language.RADE),
    Pattern("Nhận ra cuộc gọi lừa đảo", "money", Audience.ADULTS, "Công an xã", HALL, EVENING, 60, Repeat.ONCE, 1, None),
    Pattern("Xoá mù chữ giai đoạn hai", "literacy", Audience.ADULTS, CENTRE, "Trường tiểu học", time(18, 30), 120, Repeat.WEEKLY, 20, 25),
    Pattern("Ngày hội đọc sách", "reading", Audience.FAMILIES, "Trường học", "Sân trường", MORNING, 180, Repeat.ONCE, 1, None, in_week=True),
    Pattern("Giữ huyết áp ổn định", "health", Audience.OLDER, "Trạm y tế", "Trạm y tế", MORNING, 60, Repeat.ONCE, 1, 50, in_week=True),
)  # fmt: skip


PARTICIPATIONS = f"""
    INSERT INTO learning_participation (activity_id, citizen_id, status, queued_at, is_assisted, attended, completed_on, is_evidence)
    SELECT activity, citizen, CASE WHEN has_seat THEN 'enrolled' ELSE 'waiting' END,
           (first_on - 5)::timestamptz + place_in_line * interval '1 hour', luck < 0.4,
           CASE WHEN has_seat THEN attended ELSE '{{}}' END,
           CASE WHEN has_seat AND last_on < %(today)s AND cardinality(attended) * 2 >= cardinality(days)
             THEN attended[cardinality(attended)] END, TRUE
    FROM (
        SELECT a.id AS activity, a.seats, a.first_on, a.last_on, a.days, c.id AS citizen, {draw("c.id", "a.id")} AS luck,
               row_number() OVER (PARTITION BY a.id ORDER BY {draw("c.id", "a.id + 1")}) AS place_in_line,
               ARRAY(SELECT held.day FROM unnest(a.days) AS held (day)
                     WHERE held.day < %(today)s AND {draw("c.id", "a.id + (held.day - DATE '2020-01-01')")} < 0.8 ORDER BY 1) AS attended
        FROM learning_activity a
        JOIN places_ancestry over ON over.descendant_id = a.place_id AND over.until IS NULL
        JOIN places_placespell s ON s.place_id = over.ancestor_id AND s.tier = 'commune' AND s.until IS NULL
        JOIN places_ancestry below ON below.ancestor_id = s.place_id AND below.until IS NULL
        JOIN people_citizen c ON c.home_id = below.descendant_id AND c.died_on IS NULL AND c.left_on IS NULL
    ) drawn CROSS JOIN LATERAL (SELECT place_in_line <= coalesce(seats, 999) AS has_seat) AS seated
    WHERE place_in_line <= %(most)s
"""
CONSENTS = f"""
    INSERT INTO privacy_consent (citizen_id, purpose_id, way, given_at)
    SELECT DISTINCT p.citizen_id, purpose.id, 'paper', %(now)s::timestamptz
    FROM learning_participation p JOIN privacy_purpose purpose ON purpose.code = 'learning'
    WHERE p.completed_on IS NOT NULL AND {draw("p.citizen_id", 61)} < 0.66
      AND NOT EXISTS (SELECT FROM privacy_consent held WHERE held.citizen_id = p.citizen_id AND held.purpose_id = purpose.id)
"""
# One adult in eight answered; what stands first in the list is wanted most, here more and there less.
WISHES = f"""
    INSERT INTO learning_wish (citizen_id, year, place_id, topics, other, is_assisted)
    SELECT c.id, %(year)s, c.home_id, wished.topics[1:3],
           CASE WHEN {draw("c.id", 85)} < 0.04 THEN %(other)s ELSE '' END, {draw("c.id", 86)} < 0.4
    FROM people_citizen c CROSS JOIN LATERAL (
        SELECT array_agg(t.id ORDER BY t.position) AS topics FROM learning_topic t
        WHERE {draw("c.id", "t.id + 870")} < 0.45 / t.position + 0.2 * {draw("c.home_id", "t.id + 880")}
    ) AS wished
    WHERE c.home_id IS NOT NULL AND c.died_on IS NULL AND c.left_on IS NULL AND c.joined_into_id IS NULL
      AND c.birth_year <= %(year)s - {ADULT_AGE} AND wished.topics IS NOT NULL AND {draw("c.id", 84)} < 0.125
"""


def hold_activities(communes: list[int]) -> None:
    """Six in each commune, most of them over, some still to come; those of the Learning Week in its days."""
    topics = {topic.code: topic for topic in Topic.objects.all()}
    spells = PlaceSpell.objects.filter(parent__in=communes, tier=Tier.VILLAGE, until__isnull=True)
    villages: dict[int, list[PlaceSpell]] = {}
    for spell in sorted(spells, key=lambda spell: (sort_key(spell.name), spell.pk)):
        villages.setdefault(spell.parent_id or 0, []).append(spell)
    activities = [
        row for commune in sorted(communes) for row in _of_commune(commune, villages.get(commune, []), topics)
    ]
    Activity.objects.bulk_create(activities, batch_size=500)


def take_part() -> None:
    """Some two dozen people of the commune in each, more than there are seats now and then; who was there half the time completed
    it. Two in three agree that it shows in their dossier. What they would like to learn was asked on paper, most of it entered by
    the offices."""
    run(PARTICIPATIONS, {"today": timezone.localdate(), "most": 28})
    run(CONSENTS, {"now": timezone.now()})
    run(WISHES, {"year": timezone.localdate().year, "other": "Sửa máy cày, máy bơm"})


def _of_commune(commune: int, villages: list[PlaceSpell], topics: dict[str, Topic]) -> Iterator[Activity]:
    random, today = Random(commune), timezone.localdate()
    for number, pattern in enumerate(random.sample(PATTERNS, 6), start=1):
        days = _days(pattern, random, today)
        village = random.choice(villages) if villages and pattern.venue == HALL else None
        yield Activity(
            code=f"HD-{days[0].year}-{commune}-{number}",
            title=pattern.title,
            topic=topics[pattern.topic],
            audience=pattern.audience,
            language=pattern.language,
            place_id=village.place_id if village else commune,
            venue=pattern.venue,
            is_step_free=random.random() < 0.4,
            days=list(days),
            starts_at=pattern.starts_at,
            minutes=pattern.minutes,
            seats=pattern.seats,
            organiser=pattern.organiser,
            contact=f"Văn phòng {pattern.organiser}",
            in_learning_week=pattern.in_week,
            status=Activity.Status.PUBLISHED,
        )


def _days(pattern: Pattern, random: Random, today: date) -> tuple[date, ...]:
    first = today + timedelta(random.randint(FIRST, LAST))
    if pattern.in_week:
        first = date(first.year, WEEK[0][0], random.randint(WEEK[0][1], WEEK[1][1]))
    step = {Repeat.ONCE: 0, Repeat.DAILY: 1, Repeat.WEEKLY: 7, Repeat.FORTNIGHTLY: 14, Repeat.MONTHLY: 31}
    last = first + timedelta(step[pattern.repeat] * (pattern.sessions - 1))
    days = Recurrence(pattern.repeat, first, last).days()
    skipped = random.choice(days[1:-1]) if len(days) > 4 and random.random() < 0.3 else None
    return tuple(day for day in days if day != skipped)
