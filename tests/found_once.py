"""What is served beside the pages is looked for once in a process: each test client has its own middleware, and WhiteNoise would
walk through all folders again for each of them."""

from whitenoise.middleware import WhiteNoiseMiddleware

_found: dict[str, dict[str, object]] = {}  # by the address they stand under
look_for = WhiteNoiseMiddleware.add_files_from_finders


def find_static_files_once() -> None:
    WhiteNoiseMiddleware.add_files_from_finders = _given


def _given(middleware: WhiteNoiseMiddleware) -> None:
    if middleware.static_prefix not in _found:
        look_for(middleware)
        _found[middleware.static_prefix] = dict(middleware.files)
    middleware.files.update(_found[middleware.static_prefix])
