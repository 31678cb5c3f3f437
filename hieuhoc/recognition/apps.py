from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "hieuhoc.recognition"
    label = "recognition"
