"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(55, gettext_lazy("Mô hình đăng ký"), "checklist", "office:model-list"),
    MenuEntry(145, gettext_lazy("Tiêu chí mô hình"), "list-check", "office:model-criteria-list"),
)
