"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(90, gettext_lazy("Đề nghị công nhận"), "list-check", "office:proposal-list"),
    MenuEntry(100, pgettext_lazy("menu", "Quyết định"), "signature", "office:decision-list"),
    MenuEntry(120, pgettext_lazy("menu", "Mô hình học tập"), "award", "office:recognition-list"),
)
