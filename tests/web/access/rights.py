"""Somebody who uses their rights over what is kept of them: asks to be erased, and to have something corrected."""

from datetime import date

from django.utils import timezone

from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import ask_data_request, ask_erasure
from hieuhoc.privacy.models import DayOff

LAW = "Luật 91/2025/QH15, đơn số 12"


def rights_of(citizen: Citizen) -> dict[str, int]:
    on = timezone.localdate()
    erasure = ask_erasure(citizen, way="paper", asked_on=on, legal_basis=LAW, actor=None)
    words = "Năm sinh ghi sai, đúng là 1971"
    asked = ask_data_request(citizen, matter="correct", words=words, way="paper", asked_on=on, actor=None)
    off, _is_new = DayOff.objects.get_or_create(on=date(2027, 2, 8), defaults={"name": "Tết", "basis": "Thông báo"})
    return {"erasure": erasure.pk, "data_request": asked.pk, "day_off": off.pk}
