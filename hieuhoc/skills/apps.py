from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "hieuhoc.skills"
    label = "skills"
