"""People of one commune who use their rights over their data: one settled, one answered, one waiting; and the days off ahead."""

from datetime import date, timedelta

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.people.models import Citizen
from hieuhoc.privacy.actions import answer_data_request, ask_data_request, set_day_off, settle_data_request
from hieuhoc.privacy.models import Consent, DataRequest

ASKED = (
    (9, DataRequest.Matter.CORRECT, Consent.Way.PAPER, "Năm sinh ghi sai, đúng là năm trên thẻ căn cước."),
    (2, DataRequest.Matter.VIEW, Consent.Way.SPOKEN, "Muốn có bản in những gì đang lưu về mình."),
    (0, DataRequest.Matter.OBJECT, Consent.Way.PAPER, "Không muốn nhận tin nhắn mời học nữa."),
)


def ask_about_data(officer: User, province_officer: User) -> None:
    today = timezone.localdate()
    reach = scope_of(officer, "privacy.settle_data_request")
    people = Citizen.objects.living(today).within(reach).filter(user=None)
    requests = [
        ask_data_request(citizen, matter=matter, words=words, way=way, asked_on=today - timedelta(days), actor=officer)
        for citizen, (days, matter, way, words) in zip(people.order_by("pk")[:3], ASKED, strict=False)
    ]
    for request in requests[:2]:
        answer_data_request(request, answer="Đã nhận, đang đối chiếu giấy tờ.", actor=officer)
    for request in requests[:1]:
        outcome = "Đã sửa năm sinh theo thẻ căn cước."
        settle_data_request(request, status=DataRequest.Status.DONE, outcome=outcome, actor=officer)
    basis = "Dữ liệu mẫu: ghi theo thông báo nghỉ lễ, Tết của năm"
    for ahead in range(5):  # Tết Đinh Mùi begins on 6/2/2027
        day = date(2027, 2, 5) + timedelta((0, 3, 4, 5, 6)[ahead])
        set_day_off(on=day, name="Tết Nguyên đán", is_worked=False, basis=basis, actor=province_officer)
