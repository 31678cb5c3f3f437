"""What is told: one file per noun."""

from hieuhoc.news.models.articles import Adoption, Article, ArticleImage
from hieuhoc.news.models.campaigns import Campaign, MessagePurpose, Recipient, Refused

__all__ = ["Adoption", "Article", "ArticleImage", "Campaign", "MessagePurpose", "Recipient", "Refused"]
