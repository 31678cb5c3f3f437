from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hieuhoc.people"
    label = "people"
