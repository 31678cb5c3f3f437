from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "hieuhoc.assessment"
    label = "assessment"
