"""Who may speak to the people of a place: its offices. Everybody may end what is sent to them."""

from hieuhoc.accounts.roles import Role

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "news.read_campaigns": OFFICES | {Role.EDUCATION},
    "news.write_campaign": OFFICES,
    "news.change_campaign": OFFICES,
    "news.send_campaign": OFFICES,
    "news.cancel_campaign": OFFICES,
    "news.read_articles": OFFICES | {Role.EDUCATION},
    "news.write_article": OFFICES,
    "news.change_article": OFFICES,
    "news.add_image": OFFICES,
    "news.drop_image": OFFICES,
    "news.publish_article": OFFICES,
    "news.withdraw_article": OFFICES,
    "news.nominate_example": OFFICES,
    "news.adopt_example": OFFICES,
    "news.end_adoption": OFFICES,
    "news.refuse_messages": frozenset(),  # the person alone, by a link in the message or in the account
}
