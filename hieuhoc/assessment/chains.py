"""What dossiers contribute to review chains: three ways that the title of a person goes."""

from django.utils.translation import gettext_lazy as _

from hieuhoc.assessment.models import Round
from hieuhoc.assessment.steps import BY_RESIDENCE, BY_SCHOOL, BY_UNIT
from hieuhoc.chains.registry import ChainKind
from hieuhoc.chains.rules import Who

OF_PLACES = frozenset(set(Who) - {Who.UNIT})
OF_UNITS = frozenset(
    {Who.UNIT, Who.COUNCIL, Who.ASSOCIATION, Who.COMMUNE, Who.EDUCATION, Who.PROVINCE_ASSOCIATION, Who.PROVINCE}
)


def round_has_begun(year: int) -> bool:
    """A planned round is not: nobody sent a dossier."""
    return Round.objects.filter(year=year).exclude(status=Round.Status.PLANNED).exists()


KINDS = (
    ChainKind(BY_RESIDENCE, _("Công dân học tập, xét theo nơi cư trú"), OF_PLACES, round_has_begun),
    ChainKind(BY_UNIT, _("Công dân học tập, xét theo cơ quan, đơn vị"), OF_UNITS, round_has_begun),
    ChainKind(BY_SCHOOL, _("Công dân học tập, xét theo trường học"), OF_UNITS, round_has_begun),
)
