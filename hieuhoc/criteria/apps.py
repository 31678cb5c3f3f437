from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "hieuhoc.criteria"
    label = "criteria"
