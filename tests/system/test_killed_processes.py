"""Whatever process of `hieuhoc serve` is killed outright, the product goes on: it is started again."""

import json
import time
import urllib.request
from collections.abc import Callable

import psutil
import pytest

from tests.system.product import Product

WITHIN = 60


def processes(product: Product, word: str) -> set[int]:
    children = psutil.Process(product.process).children()
    return {child.pid for child in children if word in command_of(child)}


def command_of(process: psutil.Process) -> str:
    """Of one that has ended, whether its parent has noticed or not, there is none."""
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""


def health(product: Product) -> dict[str, str]:
    with urllib.request.urlopen(f"{product.url}/health", timeout=WITHIN) as answer:
        found: dict[str, str] = json.load(answer)
    return found


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.2)


@pytest.mark.parametrize("word", ["hieuhoc.config.web_process", "procrastinate"])
def test_a_killed_process_is_started_again_while_the_pages_answer(product: Product, word: str) -> None:
    before = processes(product, word)
    assert before
    for number in before:
        psutil.Process(number).kill()
    assert health(product)["database"] == "ok"  # who asks meanwhile waits, at most
    wait_for(lambda: len(processes(product, word) - before) == len(before))
    wait_for(lambda: health(product)["worker"] == "ok")
    assert psutil.pid_exists(product.process)
