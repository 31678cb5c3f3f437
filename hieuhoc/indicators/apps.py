from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "hieuhoc.indicators"
    label = "indicators"
