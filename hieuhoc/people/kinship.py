"""Four eyes over the records themselves: who somebody is, and what goes over from record to record, nobody writes down for
themselves or their family."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.reads import kin_of, own_records


def refuse_kin(citizens: Collection[int], user: User | None) -> None:
    """Raises Refusal ("own", "family") when one of these people (ids) is behind the sign-in, or of their family. The system
    itself has none."""
    if user is None:
        return
    if own_records(user).filter(pk__in=citizens).exists():
        raise Refusal(
            _("Không tự làm việc này với hồ sơ của chính mình."), remedy=_("Nhờ cán bộ khác làm."), code="own"
        )
    if kin_of(user).filter(pk__in=citizens).exists():
        raise Refusal(
            _("Không làm việc này với hồ sơ của người trong gia đình mình."),
            remedy=_("Nhờ cán bộ khác làm."),
            code="family",
        )
