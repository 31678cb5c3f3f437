from django.apps import AppConfig

from hieuhoc.audit import rotation


class AuditConfig(AppConfig):
    name = "hieuhoc.audit"
    label = "audit"

    def ready(self) -> None:
        rotation.discover()
