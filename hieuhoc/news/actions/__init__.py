"""The deeds of this room."""

from hieuhoc.news.actions.adoptions import adopt_example, end_adoption, nominate_example
from hieuhoc.news.actions.articles import (
    ArticleWords,
    add_image,
    change_article,
    drop_image,
    publish_article,
    withdraw_article,
    write_article,
)
from hieuhoc.news.actions.campaigns import (
    NewCampaign,
    cancel_campaign,
    change_campaign,
    resume_campaign,
    send_campaign,
    write_campaign,
)
from hieuhoc.news.actions.refusals import refuse_messages

__all__ = [
    "ArticleWords",
    "NewCampaign",
    "add_image",
    "adopt_example",
    "cancel_campaign",
    "change_article",
    "change_campaign",
    "drop_image",
    "end_adoption",
    "nominate_example",
    "publish_article",
    "refuse_messages",
    "resume_campaign",
    "send_campaign",
    "withdraw_article",
    "write_article",
    "write_campaign",
]
