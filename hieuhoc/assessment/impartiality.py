"""Four eyes: nobody judges their own dossier or their family's, and who entered points does not review them.

Opening, filling and sending on somebody's behalf stay allowed; reviewing, sending back, proposing, deciding and revoking
are not. The rooms above ask here too.
"""

from collections.abc import Collection
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier, Scoring
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.reads import kin_of, own_records


class Bar(StrEnum):
    OWN = "own"
    FAMILY = "family"
    ENTERED = "entered"


def bars(user: User | None, dossiers: Collection[int]) -> dict[int, Bar]:
    """Of these dossiers (ids) the ones this user may not judge, and why. The system itself judges nobody."""
    if user is None:
        return {}
    given = Scoring.objects.filter(dossier=OuterRef("pk"), given_by=user).exclude(stage=Scoring.Stage.REVIEW)
    rows = Dossier.objects.filter(pk__in=dossiers).annotate(
        is_own=Exists(own_records(user).filter(pk=OuterRef("citizen"))),
        is_kin=Exists(kin_of(user).filter(pk=OuterRef("citizen"))),
        is_entered=Exists(given),
    )
    barred = rows.filter(Q(is_kin=True) | Q(is_entered=True)).values_list("pk", "is_own", "is_kin")
    return {pk: Bar.OWN if is_own else Bar.FAMILY if is_kin else Bar.ENTERED for pk, is_own, is_kin in barred}


def bar_of(user: User | None, dossier: Dossier) -> Bar | None:
    return bars(user, [dossier.pk]).get(dossier.pk)


def refused_for(bar: Bar) -> Refusal:
    sentences = {
        Bar.OWN: _("Không tự xét, đề nghị hay quyết định hồ sơ của chính mình."),
        Bar.FAMILY: _("Không xét, đề nghị hay quyết định hồ sơ của người trong gia đình mình."),
        Bar.ENTERED: _("Người đã nhập điểm của hồ sơ này thì không xét hồ sơ đó."),
    }
    return Refusal(sentences[bar], remedy=_("Để cán bộ khác làm bước này."), code=bar)


def refuse_judging_person(user: User | None, citizen: int) -> None:
    """The same of what was decided about a person (id): raises Refusal ("own", "family")."""
    if user is not None and kin_of(user).filter(pk=citizen).exists():
        raise refused_for(Bar.OWN if own_records(user).filter(pk=citizen).exists() else Bar.FAMILY)


def refuse_judging(user: User | None, dossiers: Collection[int], *, but: Collection[Bar] = ()) -> None:
    """Raises Refusal for the first of the dossiers this user may not judge; `but`: what does not matter at this step."""
    for _dossier, bar in sorted(bars(user, dossiers).items()):
        if bar not in but:
            raise refused_for(bar)
