"""The key of a lesson's changing code: derived, so that none is stored; the index key it comes from never rotates."""

from hieuhoc.learning.models import Lesson
from hieuhoc.lib.keyring import derived_key, keyring


def key_of(lesson: Lesson, number: int | None = None) -> bytes:
    """32 bytes. `number`: of an earlier key."""
    used = lesson.key_number if number is None else number
    return derived_key(keyring().index_key, f"checkin.{lesson.pk}.{used}")
