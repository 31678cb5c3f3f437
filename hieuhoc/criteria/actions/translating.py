"""The unofficial English beside a version's words. It decides nothing, so it may be added to a version in force too."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.published import shipped_english
from hieuhoc.criteria.reads import texts_of
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def translate_version(version: Version, *, english: Mapping[str, str], actor: User | None) -> Version:
    """`english`: text of the version -> its translation, "" = none. Only what differs from the English that comes with the
    product is kept; texts that are not named stay as they are."""
    require(actor, "criteria.translate_version")
    version = Version.objects.select_for_update().get(pk=version.pk)
    known = frozenset(texts_of(version))
    if not known.issuperset(english):
        raise Refusal(
            _("Có câu không còn trong bộ tiêu chí."), remedy=_("Mở lại trang rồi nhập."), code="text_not_of_version"
        )
    before = dict(version.english)
    version.english = {
        text: words.strip()
        for text, words in (before | dict(english)).items()
        if text in known and words.strip() and words.strip() != shipped_english().get(text)
    }
    version.save(update_fields=["english"])
    changed = [text for text in before | version.english if before.get(text) != version.english.get(text)]
    record(
        "criteria.translate_version",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={
            "english": [
                {text: before.get(text, "") for text in changed},
                {text: version.english.get(text, "") for text in changed},
            ]
        },
    )
    return version
