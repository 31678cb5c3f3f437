"""Articles in the office: what is written, how it will look, its pictures, which of them travel."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hieuhoc.lib.scope import Scope
from hieuhoc.news.actions import add_image, change_article, drop_image, publish_article, withdraw_article, write_article
from hieuhoc.news.models import Adoption, Article, ArticleImage
from hieuhoc.web.article_words import article_text, pictures_of
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.markdown import drawn
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.homes import places_for
from hieuhoc.web.office.news.article_forms import ArticleForm, ImageForm, article_values
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

MOST_PREVIEWED = 30_000


@needs("news.read_articles")
def article_list(request: Request) -> HttpResponse:
    place = place_filter(request)
    status = filter_of(request, "status", _("Trạng thái"), Article.Status.choices)
    kind = filter_of(request, "kind", _("Loại bài"), Article.Kind.choices)
    ids = place_ids(request, place)
    rows = Article.objects.within(request.scope)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    rows = rows.filter(kind=kind.chosen) if kind.chosen else rows
    page = key_page(rows, request, order=["-id"])
    filters, address = [place, kind, status], reverse("office:article-list")
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": full_titles(row.place_id for row in page.rows),
        "may_write": request.user.has_perm("news.write_article"),
    }
    return render(request, "office/news/articles.html", context)


@needs("news.read_articles")
def article(request: Request, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.within(request.scope).select_related("written_by"), pk=pk)
    pictures = pictures_of(article)
    deeds = deeds_of(request, article)
    adoptions = list(Adoption.objects.filter(article=article).order_by("since", "pk"))
    context = {
        "article": article,
        "crumbs": crumbs(),
        "text": article_text(article, article.text, pictures),
        "pictures": pictures,
        "may_drop": request.user.has_perm("news.drop_image", article),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "adoptions": adoptions,
        "opening": set(Adoption.objects.within(request.scope).filter(article=article).values_list("pk", flat=True)),
        "names": full_titles([article.place_id, *(row.place_id for row in adoptions)]),
        "events": story("article", article.pk),
    }
    return render(request, "office/news/article.html", context)


@needs("news.write_article")
def article_new(request: Request) -> HttpResponse:
    form = _form(request, {"kind": Article.Kind.STORY}, request.scope)

    def deed(_given: dict[str, Any]) -> str:
        article = write_article(form.said(), actor=request.user)
        came_of_it(request, _("Đã lưu dự thảo; thêm ảnh, xem lại rồi công bố."))
        return reverse("office:article", args=[article.pk])

    page = FormPage(_("Viết bài"), _("Lưu dự thảo"), "", crumbs()[0][1], crumbs())
    return ask(request, form, page, deed, template="office/news/write.html")


@needs("news.change_article")
def article_change(request: Request, pk: int) -> HttpResponse:
    article = article_of(request, pk)
    address = reverse("office:article", args=[pk])

    def known() -> dict[str, object]:
        return article_values(Article.objects.get(pk=pk))

    form = _form(request, known(), request.scope)

    def deed(_given: dict[str, Any]) -> str:
        change_article(article, form.said(), actor=request.user)
        came_of_it(request, _("Đã lưu như vừa sửa."))
        return address

    page = FormPage(_("Sửa bài"), _("Lưu"), "", address, under(article))
    return ask(request, form, page, deed, template="office/news/write.html", known=known)


@needs("news.write_article")
@require_POST
def article_preview(request: Request) -> HttpResponse:
    """How it will look, beside the text that is being written; pictures show on the article's own page."""
    return HttpResponse(drawn(request.POST.get("text", "")[:MOST_PREVIEWED], {}))


@needs("news.add_image")
def article_image_new(request: Request, pk: int) -> HttpResponse:
    article = article_of(request, pk)
    address = reverse("office:article", args=[pk])
    form = ImageForm(request.POST or None, request.FILES or None)

    def deed(given: dict[str, Any]) -> str:
        image = add_image(article, given["file"].read(), alt=given["alt"], actor=request.user)
        came_of_it(
            request, _("Đã thêm ảnh %(number)d; đặt vào bài bằng ![](anh:%(number)d).") % {"number": image.number}
        )
        return address

    page = FormPage(_("Thêm ảnh"), _("Thêm ảnh"), "", address, under(article))
    return ask(request, form, page, deed, template="office/news/image.html")


@needs("news.drop_image")
def article_image_drop(request: Request, pk: int, number: int) -> HttpResponse:
    article = article_of(request, pk)
    image = get_object_or_404(ArticleImage.objects.select_related("article"), article=article, number=number)
    address = reverse("office:article", args=[pk])
    page = FormPage(_("Bỏ ảnh"), _("Bỏ ảnh"), image.alt, address, under(article))

    def deed(_given: dict[str, Any]) -> str:
        drop_image(image, actor=request.user)
        came_of_it(request, _("Đã bỏ ảnh; bài không còn hiện ảnh này."))
        return address

    return ask(request, confirmation(request), page, deed)


@needs("news.publish_article")
def article_publish(request: Request, pk: int) -> HttpResponse:
    article = article_of(request, pk)
    address = reverse("office:article", args=[pk])
    lead = _("Ai cũng đọc được, tìm thấy được và chia sẻ được bài này.")
    page = FormPage(_("Công bố"), _("Công bố"), lead, address, under(article))

    def deed(_given: dict[str, Any]) -> str:
        publish_article(article, actor=request.user)
        came_of_it(
            request,
            _("Đã công bố; ai cũng đọc được bài này."),
            (_("Xem trang công khai"), reverse("public:article", args=[pk])),
        )
        return address

    return ask(request, confirmation(request), page, deed)


@needs("news.withdraw_article")
def article_withdraw(request: Request, pk: int) -> HttpResponse:
    article = article_of(request, pk)
    address = reverse("office:article", args=[pk])
    lead = _("Trang công khai của bài không còn; công bố lại lúc nào cũng được.")
    page = FormPage(_("Gỡ bài"), _("Gỡ bài"), lead, address, under(article))

    def deed(_given: dict[str, Any]) -> str:
        withdraw_article(article, actor=request.user)
        came_of_it(request, _("Đã gỡ bài khỏi trang công khai."))
        return address

    return ask(request, confirmation(request), page, deed)


def crumbs() -> list[tuple[str, str]]:
    return [(_("Tin và cách làm hay"), reverse("office:article-list"))]


def under(article: Article) -> list[tuple[str, str]]:
    return [*crumbs(), (article.title, reverse("office:article", args=[article.pk]))]


def article_of(request: Request, pk: int) -> Article:
    return get_object_or_404(Article.objects.within(request.scope), pk=pk)


def deeds_of(request: Request, article: Article) -> list[NextDeed]:
    is_published = article.status == Article.Status.PUBLISHED
    is_example = is_published and article.kind == Article.Kind.EXAMPLE and bool(article.indicator)
    deeds = [
        OfferedDeed("article-publish", "news.publish_article", _("Công bố"), "world", not is_published),
        OfferedDeed(
            "article-nominate",
            "news.nominate_example",
            _("Giới thiệu là cách làm hay"),
            "award",
            is_example and article.nominated_at is None,
        ),
        OfferedDeed("article-change", "news.change_article", _("Sửa bài"), "pencil", True),
        OfferedDeed("article-image-new", "news.add_image", _("Thêm ảnh"), "plus", True),
        OfferedDeed("article-withdraw", "news.withdraw_article", _("Gỡ bài"), "ban", is_published),
    ]
    return offered(request.user, article, deeds, place=article)


def _form(request: Request, initial: dict[str, Any], scope: Scope) -> ArticleForm:
    places = places_for(scope)
    if len(places) == 1:
        initial = {"place": places[0][0], **initial}
    return ArticleForm(request.POST if request.method == "POST" else None, initial=initial, places=places)
