"""Text messages through a provider by HTTP. A provider is whatever hands a text over under our key, and knows the key again:
asked twice with one key it sends once. Here: eSMS.vn (POST SendMultipleMessage_V4, `RequestId`; codes and callback as its
developers' pages tell them, read on 27/11/2026)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings

from hieuhoc.lib.crypto import open_token, seal_token
from hieuhoc.outbox.rules import TAKEN, Handed, plain_phone

REPORT_PATH = "/told/sms/"  # where the provider tells what became of a text
REPORT = "outbox.sms report"
TIMEOUT = 20


class SmsProvider(Protocol):
    def send(self, phone: str, text: str, key: str) -> Handed: ...


@dataclass(frozen=True)
class Esms:
    address: str
    key: str
    secret: str
    brand: str

    TAKEN = ("100", "124")  # 124: it has this RequestId already
    OF_THE_PHONE = ("99", "108")  # blocked, malformed

    def send(self, phone: str, text: str, key: str) -> Handed:
        asked = {
            "ApiKey": self.key,
            "SecretKey": self.secret,
            "Brandname": self.brand,
            "SmsType": "2",
            "Phone": phone,
            "Content": text,
            "IsUnicode": "0" if text.isascii() else "1",
            "RequestId": key,
            "CallbackUrl": report_address(key),
        }
        try:
            answer = _posted(self.address, asked)
        except HTTPError as error:
            return Handed(f"http {error.code}", is_unsure=error.code >= 500)
        except (OSError, HTTPException, ValueError) as error:
            return Handed(type(error).__name__, is_unsure=True)
        code = str(answer.get("CodeResult", ""))
        return TAKEN if code in self.TAKEN else Handed(f"esms {code[:8]}", is_final=code in self.OF_THE_PHONE)


def provider() -> SmsProvider | None:
    """None: the installation sends no texts."""
    if not settings.SMS_URL:
        return None
    return Esms(settings.SMS_URL, settings.SMS_KEY, settings.SMS_SECRET, settings.SMS_BRAND)


def send_sms(phone: str, text: str, key: str) -> Handed:
    by = provider()
    if by is None:
        return Handed("no provider")
    number = plain_phone(phone)
    return by.send(number, text, key) if number else Handed("no telephone", is_final=True)


def report_address(key: str) -> str:
    """Only the provider knows it: whoever asks for it may say what became of that text."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{REPORT_PATH}{seal_token(key.encode(), purpose=REPORT)}/"


def reported_key(token: str) -> str:
    """Raises Unreadable."""
    return open_token(token, purpose=REPORT).decode()


def reported(told: Mapping[str, str]) -> bool | None:
    """Of a callback: whether it reached the telephone; None while that is not settled."""
    if told.get("SendStatus") == "4":
        return False
    if told.get("SendStatus") != "5":
        return None
    return told.get("SendSuccess", "0") not in {"", "0"}


def _posted(address: str, asked: dict[str, str]) -> dict[str, Any]:
    request = Request(address, json.dumps(asked).encode(), {"Content-Type": "application/json"})
    with urlopen(request, timeout=TIMEOUT) as answer:
        told = json.load(answer)
    if not isinstance(told, dict):
        raise ValueError("no answer of this provider")
    return told
