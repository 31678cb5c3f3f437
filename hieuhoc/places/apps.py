from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "hieuhoc.places"
    label = "places"
