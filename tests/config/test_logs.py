"""Nothing personal reaches the logs, whoever writes them."""

import io
import json
import logging
import logging.config
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from hieuhoc.config.logs import logging_settings, request_id

NUMBER = "079085001234"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The real configuration, on a logger of its own."""
    written = io.StringIO()
    settings = logging_settings(json=True)
    handler = logging.StreamHandler(written)
    configurator = logging.config.DictConfigurator(settings)
    handler.setFormatter(configurator.configure_formatter(settings["formatters"]["json"]))
    handler.addFilter(configurator.configure_filter(settings["filters"]["clean"]))
    logger = logging.getLogger("test.of.logs")
    logger.addHandler(handler)
    logger.propagate = False
    yield written
    logger.removeHandler(handler)


def last(lines: io.StringIO) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lines.getvalue().splitlines()[-1])
    return found


def test_a_query_string_is_cut_off(lines: io.StringIO) -> None:
    logging.getLogger("test.of.logs").warning("Not Found: %s", "/office/people/?name=Lan&place=7")
    assert last(lines)["message"] == "Not Found: /office/people/?…"


def test_the_link_of_a_new_password_is_cut_off(lines: io.StringIO) -> None:
    logging.getLogger("test.of.logs").warning("Not Found: %s", "/account/password/reset/key/7-c0ffee/")
    assert last(lines)["message"] == "Not Found: /account/password/reset/key/…"


def test_an_identity_or_telephone_number_is_blotted_out(lines: io.StringIO) -> None:
    for written in (NUMBER, "0905 123 456", "079.085.001234"):
        logging.getLogger("test.of.logs").error("cannot match %s here", written)
        assert last(lines)["message"] == "cannot match [số] here"


def test_requests_forms_and_parameters_are_dropped(lines: io.StringIO) -> None:
    logging.getLogger("test.of.logs").error(
        "failed", extra={"request": NUMBER, "params": [NUMBER], "sql": NUMBER, "form": {"name": "Lan"}, "status": 500}
    )
    entry = last(lines)
    assert entry["status"] == 500
    assert not {"request", "params", "sql", "form", "args"} & set(entry)
    assert NUMBER not in lines.getvalue()


def test_an_error_shows_its_type_and_place_but_not_its_message(lines: io.StringIO) -> None:
    try:
        raise ValueError(f"Key (number)=({NUMBER}) already exists: Lan")
    except ValueError:
        logging.getLogger("test.of.logs").exception("a deed failed", exc_info=sys.exc_info())
    text = lines.getvalue()
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert "Lan" not in text
    assert NUMBER not in text


def test_every_line_carries_the_reference_of_its_request(lines: io.StringIO) -> None:
    token = request_id.set("k7f3q")
    try:
        logging.getLogger("test.of.logs").info("x")
        logging.getLogger("test.of.logs").warning("hello")
    finally:
        request_id.reset(token)
    assert last(lines)["request_id"] == "k7f3q"
