from hieuhoc.lib import rooms


class SheetsConfig(rooms.Room):
    name = "hieuhoc.sheets"
    label = "sheets"

    def ready(self) -> None:
        for _sheets in rooms.contributions("sheets"):  # importing one registers its sheets
            pass
