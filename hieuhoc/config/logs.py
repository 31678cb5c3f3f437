"""Structured logs without personal data.

Whatever a caller hands over, only what we know to be safe is written: the event, numbers and names of code. Addresses
lose their query string, requests and form data are dropped, and of an exception only its type and the places in our
code stay — the message of a database error quotes the row.
"""

import logging
import re
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

request_id: ContextVar[str] = ContextVar("request_id", default="")

# What Django, allauth and procrastinate attach to records that may hold personal data.
DROPPED = ("request", "args", "params", "sql", "job", "task", "form", "data", "POST", "GET", "user", "exc_text")
QUERY = re.compile(r"\?[^\s\"']*")
# The link of a mail for a new password opens an account.
RESET_KEY = re.compile(r"(?<=/reset/key/)\S+")
# Nine digits and more in one run: an identity or a telephone number.
LONG_NUMBER = re.compile(r"\d[\d .]{7,}\d")


class WithoutPersonalData(logging.Filter):
    """Cleans each record in place, before any formatter sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        record.msg = LONG_NUMBER.sub("[số]", RESET_KEY.sub("…", QUERY.sub("?…", message)))
        record.args = ()
        for name in DROPPED:
            if name != "args":
                record.__dict__.pop(name, None)
        record.exc_text = None
        record.request_id = request_id.get()
        return True


class WithoutErrorMessages:
    """Formats a traceback by files, lines and names only."""

    def formatException(self, error: Any) -> str:
        kind, _, trace = error
        lines = []
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_qualname}")
            trace = trace.tb_next
        return "\n".join([*lines, getattr(kind, "__name__", str(kind))])


class JsonLines(WithoutErrorMessages, JsonFormatter):
    """One JSON object per line, for machines that collect logs."""


class PlainLines(WithoutErrorMessages, logging.Formatter):
    """For a terminal."""


def logging_settings(json: bool) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, cleaned on the handler so that no logger can go round it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"clean": {"()": "hieuhoc.config.logs.WithoutPersonalData"}},
        "formatters": {
            "json": {
                "()": "hieuhoc.config.logs.JsonLines",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                "json_ensure_ascii": False,
            },
            "plain": {
                "()": "hieuhoc.config.logs.PlainLines",
                "format": "%(asctime)s %(levelname)-7s %(name)s %(request_id)s %(message)s",
            },
        },
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "filters": ["clean"],
                "formatter": "json" if json else "plain",
            }
        },
        "root": {"handlers": ["lines"], "level": "INFO"},
        "loggers": {
            # Django's own handlers would mail and print uncleaned records.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            "procrastinate": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},  # tells of itself whenever a process begins
        },
    }
