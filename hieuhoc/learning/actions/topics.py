"""The list of topics: named, changed, ended; and for which criterion of each set they speak."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.learning.models import Topic, TopicCriterion
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold

SAID = ("name", "english", "position", "since", "until", "source")


@dataclass(frozen=True)
class TopicWords:
    """Offered in [since, until). `criteria`: number of a set → position of its criterion, None = speaks for none there; of
    sets that are not named nothing changes."""

    name: str
    english: str = ""
    position: int | None = None  # none: last
    since: date | None = None
    until: date | None = None
    source: str = ""
    criteria: Mapping[str, int | None] = field(default_factory=dict)


@transaction.atomic
def add_topic(words: TopicWords, *, actor: User | None) -> Topic:
    require(actor, "learning.add_topic")
    _refuse(words)
    topic = Topic(code=_new_code(words.name))
    _write(topic, words)
    _record("learning.add_topic", topic, actor, {"name": [None, topic.name]})
    return topic


@transaction.atomic
def change_topic(topic: Topic, words: TopicWords, *, actor: User | None) -> Topic:
    """Activities that bear it bear the new words; ended, it is offered to no new ones."""
    require(actor, "learning.change_topic")
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    _refuse(words, topic)
    before = {name: getattr(topic, name) for name in SAID}
    criteria = _write(topic, words)
    changes = {name: [old, getattr(topic, name)] for name, old in before.items() if old != getattr(topic, name)}
    if changes or criteria:
        _record("learning.change_topic", topic, actor, changes | criteria)
    return topic


def _write(topic: Topic, words: TopicWords) -> dict[str, list[object]]:
    """The topic with its criteria; which of these changed."""
    for name in SAID:
        setattr(topic, name, getattr(words, name))
    topic.name, topic.english, topic.source = words.name.strip(), words.english.strip(), words.source.strip()
    if words.position is None:
        topic.position = (Topic.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    topic.save()
    known = dict(topic.criteria.values_list("version_number", "position"))
    changes: dict[str, list[object]] = {}
    for number, position in words.criteria.items():
        if known.get(number) == position:
            continue
        changes[f"criterion of {number}"] = [known.get(number), position]
        if position is None:
            topic.criteria.filter(version_number=number).delete()
        else:
            values = {"position": position, "source": topic.source}
            TopicCriterion.objects.update_or_create(topic=topic, version_number=number, defaults=values)
    return changes


def _refuse(words: TopicWords, topic: Topic | None = None) -> None:
    if not words.name.strip():
        raise Refusal(_("Chưa ghi tên chủ đề."), code="words_missing")
    if words.since and words.until and words.until <= words.since:
        raise Refusal(_("Ngày thôi dùng phải sau ngày bắt đầu."), code="until_too_early")
    others = Topic.objects.exclude(pk=topic.pk) if topic else Topic.objects.all()
    if any(fold(name) == fold(words.name) for name in others.values_list("name", flat=True)):
        raise Refusal(
            _("Đã có chủ đề mang tên này."),
            remedy=_("Chọn tên khác: bảng tính tìm chủ đề theo tên."),
            code="name_taken",
        )


def _new_code(name: str) -> str:
    begin = slugify(fold(name))[:34] or "topic"
    taken = Topic.objects.filter(code__startswith=begin).count()
    return f"{begin}-{taken + 1}" if taken else begin


def _record(deed: str, topic: Topic, actor: User | None, changes: dict[str, list[object]]) -> None:
    record(deed, actor=actor, subject_kind="topic", subject_id=topic.pk, changes=changes)
