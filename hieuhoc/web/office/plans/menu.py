"""What the menu of the face shows of this area."""

from django.utils.translation import pgettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(11, pgettext_lazy("menu", "Nhiệm vụ"), "checklist", "office:task-list"),
    MenuEntry(12, pgettext_lazy("menu", "Kế hoạch"), "clipboard-list", "office:plan-list"),
    MenuEntry(13, pgettext_lazy("menu", "Văn bản hướng dẫn"), "mail", "office:circular-list"),
)
