from django.apps import AppConfig

from hieuhoc.places import successions


class PlacesConfig(AppConfig):
    name = "hieuhoc.places"
    label = "places"

    def ready(self) -> None:
        successions.discover()
