"""These tests need the settings that install the room; `test_a_new_room.py` runs them so."""

from django.conf import settings

collect_ignore_glob = [] if "tests.book_boxes" in settings.INSTALLED_APPS else ["test_*.py"]
