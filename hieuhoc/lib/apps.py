from django.apps import AppConfig

from hieuhoc.lib import long_lists


class LibConfig(AppConfig):
    name = "hieuhoc.lib"

    def ready(self) -> None:
        long_lists.install()
