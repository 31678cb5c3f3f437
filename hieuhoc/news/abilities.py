"""Who may speak to the people of a place: its offices. Everybody may end what is sent to them."""

from hieuhoc.accounts.roles import Role

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "news.read_campaigns": OFFICES | {Role.EDUCATION},
    "news.write_campaign": OFFICES,
    "news.change_campaign": OFFICES,
    "news.send_campaign": OFFICES,
    "news.cancel_campaign": OFFICES,
    "news.refuse_messages": frozenset(),  # the person alone, by a link in the message or in the account
}
