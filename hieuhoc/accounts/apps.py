from importlib import import_module

from hieuhoc.accounts.abilities import registry
from hieuhoc.lib import rooms


class AccountsConfig(rooms.Room):
    name = "hieuhoc.accounts"
    label = "accounts"

    def ready(self) -> None:
        rooms.collect("abilities", registry.add_room)
        import_module("hieuhoc.accounts.signals").connect()  # its models are there only now
