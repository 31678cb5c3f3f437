"""The kinds of personal data of all rooms (lib.personal), in the order in which they end with a person: lower rooms first."""

from types import ModuleType

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.personal import Kind

kinds: list[Kind] = []
impersonal: set[str] = set()


def add_room(_room: str, module: ModuleType) -> None:
    kinds.extend(module.KINDS)
    impersonal.update(module.IMPERSONAL)


def kind_of(code: str) -> Kind | None:
    return next((kind for kind in kinds if kind.code == code), None)


def with_period(code: str) -> Kind:
    """Raises Refusal: no such kind, or one without a period that the province sets."""
    kind = kind_of(code)
    if kind is None or kind.purge is None or kind.is_fixed:
        raise Refusal(_("Loại dữ liệu này không có thời hạn để đặt."), code="no_period")
    return kind
