from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "hieuhoc.sheets"
    label = "sheets"
