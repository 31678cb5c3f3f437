"""What somebody would like to learn this year: said by themselves or for them, changed, taken back."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.learning.models import LearningWish, Topic
from hieuhoc.learning.rules import MOST_WISHES
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.homes import lock
from hieuhoc.people.models import Citizen


@transaction.atomic
def record_wish(citizen: Citizen, *, topics: Collection[Topic], other: str = "", actor: User | None) -> LearningWish:
    """The answer of this year, instead of the one given before. It counts where they live now."""
    require(actor, "learning.record_wish", LearningWish(citizen=citizen, place_id=citizen.home_id or 0))
    citizen, today = lock(citizen), timezone.localdate()
    if citizen.home_id is None:
        raise Refusal(_("Người này không còn cư trú trong tỉnh."), code="no_home")
    chosen = sorted(set(topics), key=lambda topic: topic.position)
    words = " ".join(other.split())
    _refuse(chosen, words)
    wish = LearningWish.objects.filter(citizen=citizen, year=today.year).first() or LearningWish(
        citizen=citizen, year=today.year
    )
    is_new = wish.pk is None
    wish.citizen, wish.place_id = citizen, citizen.home_id
    wish.topics, wish.other = [topic.pk for topic in chosen], words
    wish.is_assisted, wish.answered_at = actor is None or citizen.user_id != actor.pk, timezone.now()
    wish.save()
    _record("learning.record_wish", wish, actor, [None, "new" if is_new else "changed"])
    return wish


@transaction.atomic
def withdraw_wish(wish: LearningWish, *, actor: User | None) -> None:
    """Nothing of it is kept; taken back twice is once."""
    require(actor, "learning.withdraw_wish", wish)
    lock(wish.citizen)
    deleted, _tables = LearningWish.objects.filter(pk=wish.pk).delete()
    if deleted:
        _record("learning.withdraw_wish", wish, actor, [None, "withdrawn"])


def _refuse(topics: list[Topic], other: str) -> None:
    if not topics and not other:
        raise Refusal(
            _("Chưa chọn điều nào muốn học."), remedy=_("Chọn ít nhất một chủ đề, hoặc ghi ra."), code="nothing"
        )
    if len(topics) > MOST_WISHES:
        raise Refusal(
            _("Chọn nhiều nhất %(count)s chủ đề.") % {"count": MOST_WISHES},
            remedy=_("Giữ những điều cần nhất."),
            code="too_many_topics",
        )


def _record(deed: str, wish: LearningWish, actor: User | None, change: list[str | None]) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="citizen",
        subject_id=wish.citizen_id,
        place=wish.place_id,
        changes={"year": [None, wish.year], "answer": change},
    )
