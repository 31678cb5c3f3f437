from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "hieuhoc.demo"
    label = "demo"
