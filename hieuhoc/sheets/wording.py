"""Texts that are kept and shown later, to each reader in their own language: kept as the Vietnamese source."""

from django.conf import settings
from django.utils.translation import override

from hieuhoc.lib.words import Words


def source_text(words: Words) -> str:
    with override(settings.LANGUAGE_CODE):
        return str(words)
