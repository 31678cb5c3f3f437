from django.apps import AppConfig

from hieuhoc.sheets import registry


class SheetsConfig(AppConfig):
    name = "hieuhoc.sheets"
    label = "sheets"

    def ready(self) -> None:
        registry.discover()
