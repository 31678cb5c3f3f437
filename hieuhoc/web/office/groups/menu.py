"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(30, gettext_lazy("Gia đình, dòng họ"), "users-group", "office:group-list"),
    MenuEntry(40, pgettext_lazy("menu", "Đơn vị"), "building", "office:unit-list"),
    MenuEntry(50, gettext_lazy("Chi hội"), "leaf", "office:branch-list"),
)
