"""A year of learning activities around today: in each commune what its centre, school, library and unions hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from django.utils import timezone

from hieuhoc.learning.models import Activity, Audience, Language, Topic
from hieuhoc.learning.rules import Recurrence, Repeat
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
