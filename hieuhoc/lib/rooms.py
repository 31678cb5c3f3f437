"""The rooms of the house, and how an engine finds what they contribute.

A room is an installed app whose configuration is a `Room`. What an engine or the web needs to know of it stands in a
file of the room (`abilities.py`, `sheets.py`, `successions.py` …); nobody lists rooms. An engine asks for one kind of
contribution in the `ready()` of its own app, when all models are loaded:

    rooms.collect("joins", registry.add_room)
"""

from collections.abc import Callable, Iterator
from importlib import import_module, util
from types import ModuleType

from django.apps import AppConfig, apps


class Room(AppConfig):
    """Write `class FundsConfig(rooms.Room)`: imported by its own name, Django would take this class for the app's."""


def installed_rooms() -> list[Room]:
    """In layer order, lower first: the order of INSTALLED_APPS."""
    return [config for config in apps.get_app_configs() if isinstance(config, Room)]


def contributions(kind: str, of: type[AppConfig] = Room) -> Iterator[tuple[str, ModuleType]]:
    """(label of the app, its module of that name), lower rooms first; `of`: rooms, or another kind of part (the web's
    areas). A module that is there and fails to import raises; one that is not there is no contribution."""
    for part in apps.get_app_configs():
        name = f"{part.name}.{kind}"
        if isinstance(part, of) and util.find_spec(name) is not None:
            yield part.label, import_module(name)


def collect(kind: str, take: Callable[[str, ModuleType], None], *, but: str = "", of: type[AppConfig] = Room) -> None:
    """Hands each contribution of that kind to the engine; `but`: the engine's own room, whose file of that name is the
    protocol of what the others contribute."""
    for label, module in contributions(kind, of):
        if label != but:
            take(label, module)
