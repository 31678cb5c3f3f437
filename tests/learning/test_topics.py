"""The list of topics is the province's: named, ended, and said for which criterion each speaks."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.learning.actions import TopicWords, add_topic, change_topic
from hieuhoc.learning.models import Topic
from tests.cast import Cast, World
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_new_topic_is_the_last_and_an_ended_one_is_offered_no_more(cast: Cast) -> None:
    topic = add_topic(TopicWords("Trí tuệ nhân tạo", english="Artificial intelligence"), actor=cast.hoa)
    today = timezone.localdate()
    assert list(Topic.objects.on(today))[-1] == topic
    assert (topic.code, add_topic(TopicWords("Trí tuệ nhân tạo 2"), actor=None).code) == (
        "tri-tue-nhan-tao",
        "tri-tue-nhan-tao-2",
    )
    words = TopicWords("Trí tuệ nhân tạo", position=1, until=today)
    change_topic(topic, words, actor=cast.hoa)
    assert topic not in Topic.objects.on(today)
    assert topic in Topic.objects.on(today - timedelta(1))


def test_the_list_stays_readable_for_sheets_and_the_provinces_own(cast: Cast) -> None:
    known = Topic.objects.get(code="law")
    with refused("name_taken"):
        add_topic(TopicWords(known.name.upper()), actor=None)
    with refused("words_missing"):
        change_topic(known, TopicWords(" "), actor=None)
    day = timezone.localdate()
    with refused("until_too_early"):
        change_topic(known, TopicWords("Pháp luật", since=day, until=day), actor=None)
    with pytest.raises(PermissionDenied):
        add_topic(TopicWords("Khác"), actor=cast.minh)


def test_the_province_says_on_a_page_for_which_criterion_a_topic_speaks(world: World, client: Client) -> None:
    topic, version = Topic.objects.get(code="farming"), world.round.version
    client.force_login(world.hoa)
    address = reverse("office:topic-change", args=[topic.pk])
    linked = dict(topic.criteria.values_list("version_number", "position"))
    fields = {"name": topic.name, "english": topic.english, "position": topic.position, "source": topic.source}
    client.post(address, fields | {f"criterion_{version.pk}": "2"})
    now = dict(topic.criteria.values_list("version_number", "position"))
    assert now == {version.number: 2}, linked
    assert f"{version.number}: 2" in client.get(reverse("office:topic-list")).text
    client.post(reverse("office:topic-new"), {"name": "Sửa máy nông cụ", "english": "", "source": ""})
    assert "Sửa máy nông cụ" in client.get(reverse("office:topic-list")).text
