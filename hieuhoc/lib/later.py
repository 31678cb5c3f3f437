"""Libraries of dozens of megabytes that most of our processes never use: named at the head of a file, loaded when asked."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def when_used(name: str) -> ModuleType:
    """The module of that name; its code runs when the first thing in it is asked for. Annotations that name it go in
    quotes. Raises ModuleNotFoundError at once when it is not installed."""
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name, name=name)
    spec.loader = loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module
