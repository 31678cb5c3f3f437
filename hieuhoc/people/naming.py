"""A name as it is stored: composed letters, given name apart, sort key and folded form beside it."""

from dataclasses import dataclass

from hieuhoc.lib.vietnamese import fold, joined_particles, name_sort_key, nfc, proper_case, split_name


@dataclass(frozen=True)
class Named:
    name: str
    given_name: str
    name_key: str
    folded_name: str


def named(name: str, given_name: str = "") -> Named:
    """The given name is guessed when not said (Ê Đê, M'Nông and Jrai names often end with the clan)."""
    full = proper_case(joined_particles(nfc(name)))
    given = proper_case(joined_particles(nfc(given_name))) or (split_name(full)[1] if full else "")
    return Named(full, given, name_sort_key(full, given), fold(full))
