"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (MenuEntry(122, gettext_lazy("Hoạt động học tập"), "calendar-event", "office:activity-list"),)
