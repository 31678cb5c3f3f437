from django.apps import AppConfig

from hieuhoc.people import joins


class PeopleConfig(AppConfig):
    name = "hieuhoc.people"
    label = "people"

    def ready(self) -> None:
        joins.discover()
