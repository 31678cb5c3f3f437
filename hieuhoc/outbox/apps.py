from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "hieuhoc.outbox"
    label = "outbox"
