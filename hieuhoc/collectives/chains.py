"""What learning models contribute to review chains: each kind of model may go a way of its own. Nobody gives points or makes a
list: what members hold is counted, and everything ready is decided on."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from hieuhoc.chains.registry import ChainKind
from hieuhoc.chains.rules import Act, Who
from hieuhoc.collectives.models import ModelKind, Registration
from hieuhoc.collectives.steps import chain_kind

ACTS = frozenset({Act.COLLECT, Act.AGREE, Act.DECIDE})
# A council's meeting is about dossiers of people.
OFFICES = frozenset({Who.ASSOCIATION, Who.COMMUNE, Who.DISTRICT, Who.EDUCATION, Who.PROVINCE_ASSOCIATION, Who.PROVINCE})
NAMES = {
    ModelKind.FAMILY: _("Mô hình gia đình học tập"),
    ModelKind.CLAN: _("Mô hình dòng họ học tập"),
    ModelKind.COMMUNITY: _("Mô hình cộng đồng học tập (thôn, buôn)"),
    ModelKind.UNIT: _("Mô hình đơn vị học tập"),
    ModelKind.COMMUNE: _("Mô hình cộng đồng học tập cấp xã"),
}
MORE = {ModelKind.UNIT: {Who.UNIT}, ModelKind.COMMUNE: set()}


def has_registered(kind: str, year: int) -> bool:
    """Models of that kind are under way: they keep the way they began with."""
    return Registration.objects.filter(year=year, criteria__kind=kind).exists()


KINDS = tuple(
    ChainKind(
        chain_kind(kind),
        name,
        OFFICES | MORE.get(kind, {Who.VILLAGE}),
        partial(has_registered, str(kind)),
        ACTS,
    )
    for kind, name in NAMES.items()
)
