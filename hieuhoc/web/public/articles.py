"""News and examples worth copying, for everybody: a list, a page each that can be shared with its picture, a feed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.news.models import Adoption, Article, ArticleImage
from hieuhoc.web.article_words import absolute, article_text, picture_address, pictures_of
from hieuhoc.web.choices import full_titles
from hieuhoc.web.filters import chips_of, filter_of
from hieuhoc.web.guards import public
from hieuhoc.web.ui.paging import key_page

IN_FEED, SHOWN = 30, 20
SHARED_FOR = 60 * 60 * 24 * 7


@public
def articles(request: HttpRequest) -> HttpResponse:
    kind = filter_of(request, "kind", _("Loại bài"), Article.Kind.choices)
    rows = Article.objects.published()
    rows = rows.filter(kind=kind.chosen) if kind.chosen else rows
    page = key_page(rows, request, order=["-published_at", "-id"], size=SHOWN)
    address = reverse("public:articles")
    context = {
        "page": page,
        "names": full_titles(row.place_id for row in page.rows),
        "filters": [kind],
        "chips": chips_of([kind], address),
        "clear_url": address,
    }
    return render(request, "public/articles.html", context)


@public
def article(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.published(), pk=pk)
    pictures = pictures_of(article)
    adoptions = list(Adoption.objects.filter(article=article, until=None).order_by("since", "pk"))
    names = full_titles([article.place_id, *(row.place_id for row in adoptions)])
    context = {
        "article": article,
        "text": article_text(article, article.text, pictures),
        "picture": absolute(picture_address(pictures[0])) if pictures else "",
        "picture_alt": pictures[0].alt if pictures else "",
        "address": absolute(reverse("public:article", args=[pk])),
        "place_name": names.get(article.place_id, ""),
        "adopted_by": [names.get(row.place_id, "") for row in adoptions],
    }
    return render(request, "public/article.html", context)


@public
def article_image(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a published article for everybody; of a draft for who has signed in as one who may read it."""
    image = get_object_or_404(ArticleImage.objects.select_related("article"), pk=pk)
    is_public = image.article.status == Article.Status.PUBLISHED
    user = getattr(request, "user", None)
    if not is_public and not (isinstance(user, User) and user.has_perm("news.read_articles", image.article)):
        raise Http404
    answer = HttpResponse(bytes(image.content), content_type=image.media_type)
    if is_public:
        patch_cache_control(answer, public=True, max_age=SHARED_FOR)
    return answer


@public
def articles_feed(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287)."""
    address = absolute(reverse("public:articles-feed"))
    feed = Atom1Feed(
        title=_("Công dân học tập: tin và cách làm hay"),
        link=absolute(reverse("public:articles")),
        description="",
        feed_url=address,
        language="vi",
    )
    for row in Article.objects.published()[:IN_FEED]:
        link = absolute(reverse("public:article", args=[row.pk]))
        feed.add_item(
            row.title,
            link,
            row.summary,
            unique_id=link,
            pubdate=row.published_at,
            updateddate=max(row.changed_at, row.published_at or row.changed_at),
            categories=[row.get_kind_display()],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
