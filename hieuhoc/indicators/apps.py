from django.apps import AppConfig

from hieuhoc.indicators import definition


class IndicatorsConfig(AppConfig):
    name = "hieuhoc.indicators"
    label = "indicators"

    def ready(self) -> None:
        definition.discover()
