"""The way of an article in the office: written, a picture, published, nominated, adopted by another commune, compared."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.models import User
from hieuhoc.news.models import Adoption, Article
from tests.cast import Cast
from tests.lib.strangers_files import picture

pytestmark = pytest.mark.django_db


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_from_writing_to_what_it_brought_elsewhere(cast: Cast) -> None:
    minh, son = enter(cast.minh), enter(cast.son)
    given = {
        "place": cast.commune.pk,
        "kind": "example",
        "title": "Nhà cộng đồng mở buổi tối",
        "summary": "Hai buổi mỗi tuần.",
        "indicator": "T2",
        "text": "Mở cửa **hai buổi**.",
    }
    shown = minh.post(reverse("office:article-preview"), {"text": given["text"]}).content.decode()
    assert "<strong>hai buổi</strong>" in shown
    minh.post(reverse("office:article-new"), given)
    article = Article.objects.get()
    file = SimpleUploadedFile("anh.png", picture("PNG"))
    minh.post(reverse("office:article-image-new", args=[article.pk]), {"file": file, "alt": "Lớp học"})
    minh.post(reverse("office:article-change", args=[article.pk]), {**given, "text": "Mở cửa ![](anh:1)"})
    assert 'alt="Lớp học"' in minh.get(reverse("office:article", args=[article.pk])).content.decode()
    minh.post(reverse("office:article-publish", args=[article.pk]))
    minh.post(reverse("office:article-nominate", args=[article.pk]), {"praise": "Không tốn tiền"})
    offered = son.get(reverse("office:example-list")).content.decode()
    assert "Không tốn tiền" in offered
    son.post(
        reverse("office:example-adopt", args=[article.pk]),
        {"place": cast.other_commune.pk, "since": "2026-03-01", "plan": "Mở ở thôn Một"},
    )
    adoption = Adoption.objects.get()
    page = son.get(reverse("office:adoption", args=[adoption.pk])).content.decode()
    assert "chưa nói được là nhờ làm theo" in page
    assert minh.get(reverse("office:adoption", args=[adoption.pk])).status_code == 404
    son.post(reverse("office:adoption-end", args=[adoption.pk]), {"on": "2026-09-01"})
    assert "Đã thôi từ ngày 01/09/2026" in son.get(reverse("office:adoption", args=[adoption.pk])).content.decode()
    minh.post(reverse("office:article-image-drop", args=[article.pk, 1]))
    minh.post(reverse("office:article-withdraw", args=[article.pk]))
    article.refresh_from_db()
    assert (article.status, article.images.count()) == (Article.Status.WITHDRAWN, 0)
