"""A process that sends is killed outright in the middle of handing a mail over: everybody gets theirs, nobody two."""

import os
import subprocess
import sys
from threading import Event
from typing import Any

import pytest
from pytest_django import Settings

from hieuhoc.news.actions import send_campaign
from hieuhoc.news.models import Campaign
from hieuhoc.news.reads import counts_of
from hieuhoc.outbox.models import Message
from tests.cast import make_cast
from tests.news.makers import agree, make_campaign, send_out
from tests.outbox.mail_server import Received, running_as, smtp
from tests.people.makers import add
from tests.sheets.processes import environment

MANY, KILLED_AT = 9, 4
SEND = """
import django
django.setup()
from hieuhoc.news.sending import go_on_sending
go_on_sending({campaign})
"""


class Slow(Received):
    """Has the fourth mail, and does not say so before its sender is dead."""

    def __init__(self) -> None:
        super().__init__()
        self.has_it, self.is_dead = Event(), Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) == KILLED_AT and not self.is_dead.is_set():
            self.has_it.set()
            await server.loop.run_in_executor(None, self.is_dead.wait)
        return answer


def send_in_another_process(campaign: Campaign, received: Received) -> "subprocess.Popen[bytes]":
    own = {
        "HIEUHOC_SMTP_HOST": received.host,
        "HIEUHOC_SMTP_PORT": str(received.port),
        "HIEUHOC_QUIET_HOURS": "",
    }
    script = SEND.format(campaign=campaign.pk)
    return subprocess.Popen([sys.executable, "-c", script], env=environment() | own, cwd=os.getcwd())


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_nobody_gets_it_twice(settings: Settings) -> None:
    cast = make_cast()
    settings.QUIET_HOURS = None
    for number in range(MANY):
        agree(add(cast.village, f"Người {number}"), "contact", mail=f"n{number}@example.vn")
    campaign = send_campaign(make_campaign(cast.commune, channels=("mail",)), actor=None)
    with running_as(Slow()) as received:
        settings.MAILERS = smtp(received.host, received.port)
        child = send_in_another_process(campaign, received)
        assert received.has_it.wait(120), "the fourth mail came"
        child.kill()
        child.wait()
        received.is_dead.set()
        while campaign.status == Campaign.Status.SENDING:  # the database hears of the death a moment later
            send_out(campaign)
    to = [mail["To"] for mail in received.mails]
    assert sorted(to) == [f"n{number}@example.vn" for number in range(MANY)]
    mails = counts_of(campaign).channels["mail"]
    assert (mails.sent, mails.unsure) == (MANY - 1, 1), "of one nobody can say whether it went"
    assert Message.objects.filter(claimed_at=None, channel="mail").count() == 0
