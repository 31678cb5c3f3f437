"""Who may try criteria on dossiers, and read what came of it. Which dossiers a reader sees is asked of assessment."""

from hieuhoc.accounts.roles import Role

PROVINCE = frozenset({Role.PROVINCE})
READERS = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE, Role.EDUCATION})

ROLES: dict[str, frozenset[Role]] = {
    "trials.read_trials": READERS,
    "trials.ask_trial": PROVINCE,
    "trials.cancel_trial": PROVINCE,
    "trials.read_effect": READERS,
    "trials.read_studies": READERS,
    "trials.ask_study": PROVINCE,
    "trials.cancel_study": PROVINCE,
}
