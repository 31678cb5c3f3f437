"""What the menu of the face shows of this area."""

from django.utils.translation import gettext_lazy

from hieuhoc.web.areas import MenuEntry

MENU = (
    MenuEntry(125, gettext_lazy("Gửi tin"), "send", "office:campaign-list"),
    MenuEntry(127, gettext_lazy("Tin và cách làm hay"), "speakerphone", "office:article-list"),
)
