"""Campaigns, articles and what was adopted, as histories name them."""

from collections.abc import Collection

from hieuhoc.news.models import Adoption, Article, Campaign
from hieuhoc.web.addresses import record_address
from hieuhoc.web.requests import Request
from hieuhoc.web.subjects import NamedSubject


def campaigns(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("news.read_campaigns"):
        return {}
    rows = Campaign.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(row.title, record_address("office:campaign", row.pk)) for row in rows}


def articles(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("news.read_articles"):
        return {}
    rows = Article.objects.within(request.scope).filter(pk__in=ids)
    return {row.pk: NamedSubject(row.title, record_address("office:article", row.pk)) for row in rows}


def adoptions(request: Request, ids: Collection[int]) -> dict[int, NamedSubject]:
    if not request.user.has_perm("news.read_articles"):
        return {}
    rows = Adoption.objects.within(request.scope).select_related("article").filter(pk__in=ids)
    return {row.pk: NamedSubject(row.article.title, record_address("office:adoption", row.pk)) for row in rows}


SUBJECTS = {"campaign": campaigns, "article": articles, "adoption": adoptions}
