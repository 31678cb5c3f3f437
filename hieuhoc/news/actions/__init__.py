"""The deeds of this room."""

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
    "NewCampaign",
    "cancel_campaign",
    "change_campaign",
    "refuse_messages",
    "resume_campaign",
    "send_campaign",
    "write_campaign",
]
