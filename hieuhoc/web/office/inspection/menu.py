"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(129, gettext_lazy("Kế hoạch kiểm tra"), "shield-check", "office:inspection-plan-list"),
    MenuEntry(129, gettext_lazy("Cuộc kiểm tra"), "list-check", "office:inspection-list"),
    MenuEntry(129, gettext_lazy("Kiến nghị kiểm tra"), "alert-triangle", "office:finding-list"),
)
