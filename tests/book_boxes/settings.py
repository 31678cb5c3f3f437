"""The product's settings with one room and one area more: what adding a room costs."""

from hieuhoc.config.settings import *  # noqa: F403
from hieuhoc.config.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS.insert(INSTALLED_APPS.index("hieuhoc.skills"), "tests.book_boxes")
INSTALLED_APPS.append("tests.book_boxes.office")
# Beside the database of the tests that run meanwhile.
DATABASES["default"]["TEST"] = {"NAME": "test_hieuhoc_book_boxes"}
