"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(70, gettext_lazy("Đợt đánh giá"), "calendar-event", "office:round-list"),
    MenuEntry(80, gettext_lazy("Hồ sơ"), "file-text", "office:dossier-list"),
    MenuEntry(85, gettext_lazy("Họp hội đồng"), "gavel", "office:meeting-list"),
)
