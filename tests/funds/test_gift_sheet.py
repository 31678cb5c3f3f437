"""Gifts by list: promised by the sheet, refused at the cell, received by the deed that takes all that waits."""

import pytest
from django.utils import timezone

from hieuhoc.funds.actions import receive_gifts
from hieuhoc.funds.models import Gift
from hieuhoc.funds.reads import accounts_of
from hieuhoc.funds.rules.valuing import labour_worth
from hieuhoc.sheets.actions import undo_batch
from tests.cast import Cast
from tests.funds.makers import make_fund
from tests.sheets.files import causes, csv_of, exported, imported, outcomes, received

pytestmark = pytest.mark.django_db
HEAD = ["Quỹ", "Số chứng từ", "Ai ủng hộ", "Tên người, nơi ủng hộ", "Ủng hộ bằng", "Số tiền hoặc giá trị (đồng)"]
HEAD += [
    "Số giờ công",
    "Gồm những gì",
    "Giá trị lấy theo đâu",
    "Ngày ủng hộ",
    "Đồng ý nêu tên",
    "Đồng ý nhận lời cảm ơn",
]
MONEY = ["quỹ khuyến học", "PT-1", "Cá nhân", "Bà Năm", "Tiền", "500.000", "", "", "", "01/03/2025", "Có"]
GOODS = [
    "Quỹ khuyến học",
    "PT-2",
    "Doanh nghiệp",
    "Nhà sách",
    "Hiện vật",
    "2000000",
    "",
    "Vở",
    "Hoá đơn 5",
    "02/03/2025",
    "",
]
LABOUR = [
    "Quỹ khuyến học",
    "PT-3",
    "Gia đình",
    "Nhà ông Sáu",
    "Ngày công",
    "",
    "8",
    "Sửa bàn ghế",
    "",
    "03/03/2025",
    "",
]


def test_a_list_is_promised_then_received_and_the_same_list_changes_nothing(cast: Cast) -> None:
    fund, content = make_fund(cast.commune), csv_of(HEAD, [MONEY, GOODS, LABOUR])
    assert outcomes(imported("gifts", content, cast.commune)) == {"new": 3}
    assert outcomes(received("gifts", content, cast.commune)) == {"same": 3}
    head, *rows = exported("gifts", cast.commune)
    assert outcomes(received("gifts", csv_of(head, rows), cast.commune)) == {"same": 3}
    day = Gift.objects.get(document="PT-3").pledged_on
    worth = labour_worth(8, day)
    assert dict(Gift.objects.values_list("document", "amount")) == {"PT-1": 500_000, "PT-2": 2_000_000, "PT-3": worth}
    assert receive_gifts(fund, on=timezone.localdate(), actor=cast.minh) == 3
    account = accounts_of([fund.pk])[fund.pk]
    assert (account.money, account.goods, account.raised) == (500_000, 2_000_000, 2_500_000 + (worth or 0))
    assert causes(received("gifts", content, cast.commune)) == {"received"}


def test_a_promised_gift_is_corrected_by_its_number_and_a_list_is_taken_back(cast: Cast) -> None:
    make_fund(cast.commune)
    imported("gifts", csv_of(HEAD, [MONEY]), cast.commune)
    corrected = imported("gifts", csv_of(HEAD, [[*MONEY[:5], "700.000", *MONEY[6:]]]), cast.commune)
    assert outcomes(corrected) == {"changed": 1}
    assert Gift.objects.get().amount == 700_000
    undo_batch(corrected, actor=None)
    assert Gift.objects.get().amount == 500_000


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (["Quỹ nào đó", *MONEY[1:]], "unknown_fund"),
        ([*MONEY[:5], "", *MONEY[6:]], "no_amount"),
        ([*GOODS[:8], "", *GOODS[9:]], "no_basis"),
        ([*LABOUR[:6], "", *LABOUR[7:]], "no_hours"),
        ([*MONEY[:9], "01/03/2022", ""], "takes_no_gifts"),
        ([*MONEY[:9], "01/03/2099", ""], "future"),
        ([*MONEY[:2], "Hàng xóm", *MONEY[3:]], "unknown_choice"),
    ],
)
def test_a_wrong_cell_is_named(cast: Cast, row: list[str], cause: str) -> None:
    make_fund(cast.commune)
    assert causes(received("gifts", csv_of(HEAD, [row]), cast.commune)) == {cause}


def test_a_list_reaches_no_fund_of_another_place_nor_one_of_two_namesakes(cast: Cast) -> None:
    make_fund(cast.other_commune)
    assert causes(received("gifts", csv_of(HEAD, [MONEY]), cast.commune)) == {"unknown_fund"}
    make_fund(cast.commune)
    assert causes(received("gifts", csv_of(HEAD, [MONEY]), cast.province)) == {"two_funds"}
