"""The payment code: read back from its picture by one reader and taken apart by another, neither of which wrote it."""

import io

import pytest
import segno
import zxingcpp
from PIL import Image
from vietnam_qr_pay import QRPay

from hieuhoc.funds.rules.vietqr import banks, payment_code


def read_picture(said: str) -> str:
    drawn = io.BytesIO()
    segno.make(said, error="m").save(drawn, kind="png", scale=6, border=4)
    (code,) = zxingcpp.read_barcodes(Image.open(drawn).convert("L"))
    return code.text


def test_a_phone_reads_whom_how_much_and_what_for() -> None:
    said = payment_code("970405", "5216205012345", amount=1_250_000, words="HH7K2M9QXA0B1C")
    read = QRPay(read_picture(said))
    assert read.is_valid
    assert (read.consumer.bank_bin, read.consumer.bank_number) == ("970405", "5216205012345")
    assert (read.amount, read.currency, read.nation) == ("1250000", "704", "VN")
    assert read.additional_data.purpose == "HH7K2M9QXA0B1C"
    assert (read.provider.guid, read.provider.service) == ("A000000727", "QRIBFTTA")


def test_every_bank_of_the_list_makes_a_code_that_holds() -> None:
    assert len(banks()) > 20
    for bank in banks():
        assert len(bank.bin) == 6
        assert bank.bin.isdigit()
        assert QRPay(payment_code(bank.bin, "19012345678")).is_valid, bank.short


def test_one_wrong_letter_is_noticed_by_the_checksum() -> None:
    said = payment_code("970405", "5216205012345", amount=50_000, words="HH")
    assert not QRPay(said.replace("50000", "90000")).is_valid


def test_what_no_code_can_hold_is_refused() -> None:
    for account, words in (("", "HH"), ("123", "Ủng hộ"), ("123", "X" * 100)):
        with pytest.raises(ValueError, match="cannot hold"):
            payment_code("970405", account, amount=1, words=words)
