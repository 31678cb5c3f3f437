"""What a telephone sends is done once, however often a weak line makes it send."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from hieuhoc.accounts.models import User
from hieuhoc.inspection.models import Inspection, SentEntry


@transaction.atomic
def done_once(inspection: Inspection, key: UUID, deed: Callable[[], object], *, sender: User) -> bool:
    """Was it done now? Its key is kept with it: sent again it is found there, sent twice at once the second waits for the first.
    What `deed` refuses keeps nothing."""
    _entry, is_new = SentEntry.objects.get_or_create(key=key, defaults={"inspection": inspection, "sent_by": sender})
    if is_new:
        deed()
    return is_new
