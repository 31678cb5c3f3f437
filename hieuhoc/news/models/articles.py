"""Articles anybody may read, and what other places take over from those that are worth copying."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.news.rules import MOST_IN_ARTICLE
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class ArticleQuerySet(models.QuerySet["Article"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))

    def published(self) -> Self:
        """The newest first."""
        return self.filter(status=Article.Status.PUBLISHED).order_by("-published_at", "-pk")

    def worth_copying(self) -> Self:
        return self.published().filter(nominated_at__isnull=False)


class Article(models.Model):
    """Written in Markdown. An example (cách làm hay) names the figure it is to move; nominated, other places may adopt it."""

    class Kind(models.TextChoices):
        STORY = "story", _("Tin, bài")
        EXAMPLE = "example", _("Cách làm hay")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        PUBLISHED = "published", _("Đã công bố")
        WITHDRAWN = "taken_down", _("Đã gỡ")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STORY)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=300)
    text = models.TextField(max_length=MOST_IN_ARTICLE)
    indicator = models.CharField(max_length=20, blank=True)  # code of the figure it is to move
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True)
    nominated_at = models.DateTimeField(null=True)
    praise = models.CharField(max_length=500, blank=True)  # why it is worth copying

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False), name="article_published_when"
            ),
            models.CheckConstraint(
                condition=Q(nominated_at__isnull=True) | (Q(kind="example") & ~Q(indicator="")),
                name="article_nominated_with_figure",
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], condition=Q(status="published"), name="article_newest"),
            models.Index(fields=["place", "-id"], name="article_place"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class ArticleImage(models.Model):
    """A picture of an article, made small and without what a camera writes beside it; `number`: how the text names it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="images")
    number = models.SmallIntegerField()
    alt = models.CharField(max_length=200)
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_image_once"),
            models.CheckConstraint(condition=~Q(alt=""), name="article_image_said_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.number}"


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))


class Adoption(models.Model):
    """áp dụng cách làm hay: a place does from `since` on what an example of another one tells."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="adoptions")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    plan = models.CharField(max_length=1_000)  # what is done here, and how it differs
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "place"], name="adoption_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since__lt=F("until")), name="adoption_since_before_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} does {self.article_id}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id
