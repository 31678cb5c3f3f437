"""A good practice nominated by its place, taken over by another one, given up again."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.news.actions.articles import locked
from hieuhoc.news.models import Adoption, Article
from hieuhoc.places.models import Place


@transaction.atomic
def nominate_example(article: Article, *, praise: str, actor: User | None) -> Article:
    """To all places, with why it is worth copying and the figure that is to tell."""
    require(actor, "news.nominate_example", article)
    article = locked(article)
    if article.status != Article.Status.PUBLISHED or article.kind != Article.Kind.EXAMPLE or not article.indicator:
        raise Refusal(
            _("Chỉ giới thiệu được cách làm hay đã công bố, có chỉ tiêu để so."),
            remedy=_("Đặt loại bài là “Cách làm hay”, chọn chỉ tiêu, công bố rồi giới thiệu."),
            code="no_example",
        )
    said = " ".join(praise.split())
    if not said:
        raise Refusal(_("Chưa ghi vì sao đáng làm theo."), code="no_reason")
    article.nominated_at, article.praise = article.nominated_at or timezone.now(), said[:500]
    article.save(update_fields=["nominated_at", "praise"])
    record(
        "news.nominate_example",
        actor=actor,
        subject_kind="article",
        subject_id=article.pk,
        place=article.place_id,
        changes={"praise": [None, article.praise]},
    )
    return article


@transaction.atomic
def adopt_example(article: Article, place: Place, *, since: date, plan: str, actor: User | None) -> Adoption:
    """By another place than the one it comes from, once."""
    require(actor, "news.adopt_example", place)
    article = locked(article)
    if article.nominated_at is None or article.status != Article.Status.PUBLISHED:
        raise Refusal(_("Bài này chưa được giới thiệu là cách làm hay."), code="not_nominated")
    if place.pk == article.place_id:
        raise Refusal(_("Cách làm này là của chính nơi này."), remedy=_("Chọn nơi khác làm theo."), code="own")
    if Adoption.objects.filter(article=article, place=place).exists():
        raise Refusal(_("Nơi này đã áp dụng cách làm này."), code="adopted")
    adoption = Adoption.objects.create(article=article, place=place, since=since, plan=plan.strip(), adopted_by=actor)
    _record(adoption, "news.adopt_example", actor, [None, since])
    return adoption


@transaction.atomic
def end_adoption(adoption: Adoption, *, until: date, actor: User | None) -> Adoption:
    require(actor, "news.end_adoption", adoption)
    adoption = Adoption.objects.select_for_update().get(pk=adoption.pk)
    if adoption.until is not None:
        raise Refusal(_("Đã thôi áp dụng từ trước."), code="wrong_step")
    if until <= adoption.since:
        raise Refusal(_("Ngày thôi phải sau ngày bắt đầu áp dụng."), code="ends_before_it_begins")
    adoption.until = until
    adoption.save(update_fields=["until"])
    _record(adoption, "news.end_adoption", actor, [None, until], field="until")
    return adoption


def _record(
    adoption: Adoption, deed: str, actor: User | None, change: list[date | None], *, field: str = "since"
) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="adoption",
        subject_id=adoption.pk,
        place=adoption.place_id,
        changes={field: change},
    )
