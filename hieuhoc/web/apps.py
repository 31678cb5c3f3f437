from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hieuhoc.web"
    label = "web"
