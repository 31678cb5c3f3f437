"""Libraries of dozens of megabytes that most of our processes never use: named at the head of a file, loaded when asked."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for the module of its name. Not in sys.modules, where others would take it for one that is loaded: psycopg
    looks there for numpy, and two threads that woke it at once found it half made."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def when_used(name: str) -> ModuleType:
    """The module of that name; its code runs when the first thing in it is asked for. Annotations that name it go in
    quotes. Raises ModuleNotFoundError at once when it is not installed."""
    if find_spec(name) is None:
        raise ModuleNotFoundError(name, name=name)
    return _Later(name)
