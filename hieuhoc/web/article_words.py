"""Articles as pages of several faces show them."""

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from hieuhoc.news.models import Article, ArticleImage
from hieuhoc.web.markdown import drawn

FIRST = 1


def pictures_of(article: Article) -> list[ArticleImage]:
    """Without their bytes."""
    return list(article.images.defer("content").order_by("number"))


def article_text(article: Article, text: str, pictures: list[ArticleImage]) -> SafeString:
    return drawn(text, {picture.number: (picture_address(picture), picture.alt) for picture in pictures})


def picture_address(picture: ArticleImage) -> str:
    return reverse("public:article-image", args=[picture.pk])


def absolute(address: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + address
