"""An article written, with its pictures, published, taken down."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import UncleanFile, clean
from hieuhoc.news.models import Article, ArticleImage
from hieuhoc.news.rules import MOST_IMAGES
from hieuhoc.places.models import Place

LONGEST_SIDE = 1_600  # pixels of a picture on a page


@dataclass(frozen=True)
class ArticleWords:
    place: Place
    kind: str
    title: str
    summary: str
    text: str
    indicator: str = ""


SAID = ("place", "kind", "title", "summary", "text", "indicator")


@transaction.atomic
def write_article(words: ArticleWords, *, actor: User | None) -> Article:
    require(actor, "news.write_article", words.place)
    article = Article.objects.create(**_said(words), written_by=actor)
    _record(article, "news.write_article", actor, {"headline": [None, article.title]})
    return article


@transaction.atomic
def change_article(article: Article, words: ArticleWords, *, actor: User | None) -> Article:
    """Also a published one: a mistake is mended where it stands."""
    require(actor, "news.change_article", article)
    require(actor, "news.change_article", words.place)
    article = locked(article)
    said = _said(words)
    if article.nominated_at and (said["kind"] != Article.Kind.EXAMPLE or not said["indicator"]):
        raise Refusal(
            _("Bài này đã được giới thiệu là cách làm hay."),
            remedy=_("Giữ loại bài và chỉ tiêu; sửa những điều khác."),
            code="nominated",
        )
    changes = {"headline": [article.title, said["title"]]} if article.title != said["title"] else {}
    for name in SAID:
        setattr(article, name, said[name])
    article.save(update_fields=[*SAID, "changed_at"])
    _record(article, "news.change_article", actor, changes)
    return article


@transaction.atomic
def add_image(article: Article, content: bytes, *, alt: str, actor: User | None) -> ArticleImage:
    """Made small and written anew; said in words for who does not see it. Raises UncleanFile for what is no picture."""
    require(actor, "news.add_image", article)
    article = locked(article)
    said = " ".join(alt.split())
    if not said:
        raise Refusal(
            _("Ảnh chưa có lời tả."), remedy=_("Ghi trong ảnh có gì, cho người không nhìn thấy ảnh."), code="no_alt"
        )
    if article.images.count() >= MOST_IMAGES:
        raise Refusal(_("Một bài có nhiều nhất %(most)d ảnh.") % {"most": MOST_IMAGES}, code="too_many_images")
    kept = clean(content, longest_side=LONGEST_SIDE)
    if not kept.media_type.startswith("image/"):
        raise UncleanFile("file_kind")
    number = (article.images.aggregate(last=Max("number"))["last"] or 0) + 1
    image = ArticleImage.objects.create(
        article=article, number=number, alt=said[:200], media_type=kept.media_type, content=kept.content
    )
    _record(article, "news.add_image", actor, {"image": [None, image.alt]})
    return image


@transaction.atomic
def drop_image(image: ArticleImage, *, actor: User | None) -> None:
    require(actor, "news.drop_image", image.article)
    article = locked(image.article)
    _record(article, "news.drop_image", actor, {"image": [image.alt, None]})
    image.delete()


@transaction.atomic
def publish_article(article: Article, *, actor: User | None) -> Article:
    """Anybody reads it from now on. The day of the first time stays."""
    require(actor, "news.publish_article", article)
    article = locked(article)
    if article.status == Article.Status.PUBLISHED:
        raise Refusal(_("Bài này đã được công bố."), code="wrong_step")
    before, article.status = article.status, Article.Status.PUBLISHED
    article.published_at = article.published_at or timezone.now()
    article.save(update_fields=["status", "published_at"])
    _record(article, "news.publish_article", actor, {"status": [before, str(article.status)]})
    return article


@transaction.atomic
def withdraw_article(article: Article, *, actor: User | None) -> Article:
    """Nobody outside reads it any more; who adopted it goes on."""
    require(actor, "news.withdraw_article", article)
    article = locked(article)
    if article.status != Article.Status.PUBLISHED:
        raise Refusal(_("Bài này không đang được công bố."), code="wrong_step")
    article.status = Article.Status.WITHDRAWN
    article.save(update_fields=["status"])
    _record(article, "news.withdraw_article", actor, {"status": ["published", str(article.status)]})
    return article


def locked(article: Article) -> Article:
    return Article.objects.select_for_update().get(pk=article.pk)


def _said(words: ArticleWords) -> dict[str, Any]:
    return {
        "place": words.place,
        "kind": Article.Kind(words.kind),
        "title": " ".join(words.title.split()),
        "summary": " ".join(words.summary.split()),
        "text": words.text.strip(),
        "indicator": words.indicator if words.kind == Article.Kind.EXAMPLE else "",
    }


def _record(article: Article, deed: str, actor: User | None, changes: dict[str, Any]) -> None:
    record(deed, actor=actor, subject_kind="article", subject_id=article.pk, place=article.place_id, changes=changes)
