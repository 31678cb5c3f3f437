from hieuhoc.lib import rooms
from hieuhoc.sheets.registry import add_deeds


class SheetsConfig(rooms.Room):
    name = "hieuhoc.sheets"
    label = "sheets"

    def ready(self) -> None:
        for _sheets in rooms.contributions("sheets"):  # importing one registers its sheets
            pass
        rooms.collect("deeds", add_deeds)
