"""A campaign to two hundred thousand people: whom it reaches, its recipients written, messages sealed for the first of them; nothing
is handed over (that is the carriers' time). Memory is that of the whole process, from its start."""

import resource
import time
from collections.abc import Callable

from django.conf import settings
from django.db import connection

from bench.figures import scratch_database
from bench.rows import Row
from bench.trials import SCRIPT
from hieuhoc.lib.crypto import encrypt
from hieuhoc.news.actions import NewCampaign, write_campaign
from hieuhoc.news.choosing import count_reachable
from hieuhoc.news.models import Campaign, Recipient
from hieuhoc.news.sending import write_recipients, write_some
from hieuhoc.outbox.models import Message
from hieuhoc.people.sealing import PHONE
from hieuhoc.places.models import Place

FULL = {"people": 200_000, "villages": 2_500, "communes": 102}
SMALL = {"people": 20_000, "villages": 200, "communes": 20}
WRITTEN = 20_000
PREPARED_BAR, MEMORY_BAR = 20.0, 300.0

AGREE = """
INSERT INTO privacy_consent (citizen_id, purpose_id, way, given_at)
SELECT c.id, p.id, 'paper', now() FROM people_citizen c JOIN privacy_purpose p ON p.code = 'contact' WHERE c.id % 10 < 9
"""


def run(scale: str) -> list[Row]:
    with scratch_database("hieuhoc_bench_told"):
        campaign = make_people(FULL if scale == "full" else SMALL)
        looked = clock(lambda: count_reachable(campaign))
        prepared = clock(lambda: write_recipients(campaign))
        people = Recipient.objects.count()
        refused = Recipient.objects.exclude(why_not="").count()
        written = clock(lambda: write_messages(campaign))
        told = Message.objects.count()
        assert told == min(WRITTEN, people - refused), (told, refused, people)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = (
        f"{people:,} people, {refused:,} without consent; counted before in {looked:.1f} s; "
        f"{told / written:,.0f} messages sealed and written a second"
    )
    return [
        Row("campaigns: people prepared (s)", prepared, PREPARED_BAR, prepared <= PREPARED_BAR, note),
        Row("campaigns: memory of the process (MB)", memory, MEMORY_BAR, memory <= MEMORY_BAR, note),
    ]


def make_people(size: dict[str, int]) -> Campaign:
    settings.SMS_URL = "http://127.0.0.1:1/"  # a provider; nothing is handed to it here
    with connection.cursor() as cursor:
        for statement in SCRIPT.read_text("utf-8").format(**size).split(";\n"):
            if "assessment_dossier" not in statement:
                cursor.execute(statement)
        cursor.execute("UPDATE people_citizen SET phone = %s", [encrypt(b"0905123456", purpose=PHONE)])
        cursor.execute(AGREE)
        cursor.execute("VACUUM ANALYZE")
    said = NewCampaign(
        Place.objects.get(pk=1),
        "adults",
        "Mời nộp hồ sơ",
        "Hạn nộp hồ sơ là 30/11.",
        "contact",
        ("push", "mail", "sms", "in_app"),
        short="Han nop ho so la 30/11",
    )
    return write_campaign(said, actor=None)


def write_messages(campaign: Campaign) -> None:
    """As many as ten jobs write."""
    count = 0
    while count < WRITTEN and (more := write_some(campaign)):
        count += more


def clock(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
