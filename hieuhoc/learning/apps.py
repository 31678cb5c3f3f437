from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "hieuhoc.learning"
    label = "learning"
