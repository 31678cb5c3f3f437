from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hieuhoc.audit"
    label = "audit"
