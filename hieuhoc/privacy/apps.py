from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "hieuhoc.privacy"
    label = "privacy"
