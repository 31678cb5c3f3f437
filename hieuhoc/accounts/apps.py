from django.apps import AppConfig

from hieuhoc.accounts import abilities


class AccountsConfig(AppConfig):
    name = "hieuhoc.accounts"
    label = "accounts"

    def ready(self) -> None:
        abilities.discover()
