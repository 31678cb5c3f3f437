"""Checking papers in a real browser: every case a verifier may meet, and the page with its network taken away."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections

from hieuhoc.config.environment import ROOT
from hieuhoc.credentials.forms import as_json, as_picture, as_token
from hieuhoc.credentials.issuing import credential_of
from hieuhoc.credentials.models import Credential
from hieuhoc.recognition.actions import revoke_title
from hieuhoc.recognition.documents import paper_of
from hieuhoc.recognition.models import Certificate
from hieuhoc.recognition.qr_codes import qr_grid
from tests.cast import World, make_world
from tests.credentials.papers import NOW, cases, worlds
from tests.recognition.test_recognise import decision_text, recognised
from tests.system.browser import axe, browser, complaints, overflow, page

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
STATIC = ROOT / "hieuhoc/web/ui/static/ui"
SCRIPTS = ("vendor/tweetnacl/nacl-fast.min.js", "verifier-documents.js", "verifier.js")
ASK = (
    "([form, content, data, now]) => hieuhocVerifier[form](content, data, now).then((said) => [said.word, said.reason])"
)
WITHOUT_ED25519 = (
    "() => { crypto.subtle.importKey = async () => { throw new DOMException('none', 'NotSupportedError'); }; }"
)
READY = """() => navigator.serviceWorker.ready.then(() => caches.open('verifier-data')).then((kept) => kept.keys())
    .then((keys) => keys.length > 2)"""


@pytest.fixture
def shown() -> "Iterator[Page]":
    with browser() as opened, page(opened, width=360) as fresh:
        yield fresh


@pytest.mark.parametrize("has_ed25519", [True, False])
def test_every_case_is_answered_as_it_should_be(shown: "Page", live_server: Any, has_ed25519: bool) -> None:
    shown.goto(live_server.url + "/health")
    for script in SCRIPTS:
        shown.evaluate(f"() => {{ {(STATIC / script).read_text(encoding='utf-8')} }}")
    if not has_ed25519:
        shown.evaluate(WITHOUT_ED25519)
    known, wrong = worlds(), []
    for case in cases():
        said = shown.evaluate(ASK, [case.form, case.content, known[case.data], NOW.timestamp()])
        if tuple(said) != case.says:
            wrong.append((asdict(case), said))
    assert wrong == []


def verdict(shown: "Page") -> str:
    heading = shown.locator("[data-verdict] h2")
    heading.wait_for()
    return heading.inner_text()


@pytest.fixture
def signed(
    live_server: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[World, Credential, Path]:
    """A paper of Lan's with everything that may be dropped on the page."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs beside the deeds of the test
    settings.PUBLIC_URL = live_server.url
    world = make_world()
    title = recognised(world)
    credential = credential_of(title)
    (tmp_path / "giay.pdf").write_bytes(paper_of(Certificate.objects.get(title=title)).content)
    (tmp_path / "giay.png").write_bytes(as_picture(credential))
    (tmp_path / "giay.json").write_text(as_json(credential), encoding="utf-8")
    (tmp_path / "giay.jwt").write_text(as_token(credential), encoding="utf-8")
    (tmp_path / "gia.json").write_text(as_json(credential).replace("Lan", "Lam"), encoding="utf-8")
    return world, credential, tmp_path


def test_a_page_opened_once_checks_papers_and_files_without_a_network(
    signed: tuple[World, Credential, Path], shown: "Page", live_server: Any
) -> None:
    world, credential, folder = signed
    link = f"{live_server.url}/verify/{credential.code}#{credential.payload}"
    shown.goto(live_server.url + "/verify/")
    shown.wait_for_function(READY)
    assert (overflow(shown), axe(shown)) == (0, [])
    shown.context.set_offline(True)
    shown.goto(link)
    assert verdict(shown) == "Chữ ký hợp lệ"
    said = shown.locator("[data-verdict]").inner_text()
    assert "H'Lan Niê" in said
    assert "danh sách thu hồi" in said
    assert axe(shown) == []
    for name, word in (("giay.pdf", "Chữ ký hợp lệ"), ("giay.png", "Chữ ký hợp lệ"), ("gia.json", "Không hợp lệ"),
                       ("giay.json", "Chữ ký hợp lệ"), ("giay.jwt", "Chữ ký hợp lệ")):  # fmt: skip
        shown.evaluate("document.querySelector('[data-verdict]').replaceChildren()")
        shown.set_input_files("#paper-file", folder / name)
        assert (name, verdict(shown)) == (name, word)
    shown.goto("about:blank")
    shown.goto(link[:-3] + "AAA")
    assert verdict(shown) == "Không hợp lệ"
    shown.context.set_offline(False)
    assert credential.title is not None
    revoke_title(credential.title, decision_text(number="9/QĐ"), reason="Khai sai", actor=world.hoa)
    caches["pages"].clear()  # the list is published anew within seconds; here at once
    shown.goto(live_server.url + "/verify/")
    shown.goto(link)
    assert verdict(shown) == "Không hợp lệ"
    assert "Đã thu hồi" in shown.locator("h1").inner_text()
    assert [text for text in complaints(shown) if "ERR_INTERNET_DISCONNECTED" not in text] == []
    connections.close_all()  # what the deeds above opened beside the browser's loop


def test_the_exported_folder_checks_files_and_links_from_a_disk(
    signed: tuple[World, Credential, Path], shown: "Page", live_server: Any
) -> None:
    _world, credential, folder = signed
    call_command("export_verifier", str(folder / "kiem-tra"))
    connections.close_all()
    shown.context.set_offline(True)
    shown.goto((folder / "kiem-tra" / "index.html").as_uri())
    for name, word in (("giay.pdf", "Chữ ký hợp lệ"), ("gia.json", "Không hợp lệ"), ("giay.json", "Chữ ký hợp lệ")):
        shown.evaluate("document.querySelector('[data-verdict]').replaceChildren()")
        shown.set_input_files("#paper-file", folder / name)
        assert (name, verdict(shown)) == (name, word)
    shown.evaluate("document.querySelector('[data-verdict]').replaceChildren()")
    shown.fill("#paper-link", f"{live_server.url}/verify/{credential.code}#{credential.payload}")
    shown.press("#paper-link", "Enter")
    assert verdict(shown) == "Chữ ký hợp lệ"
    assert overflow(shown) == 0


def film_of(text: str, path: Path) -> Path:
    """One picture of a code as a camera would see it, in the form in which Chromium takes a film for its camera."""
    grid = np.pad(1 - qr_grid(text), 4, constant_values=1)
    scale = 480 // len(grid)
    drawn = (grid * 200 + 30).repeat(scale, 0).repeat(scale, 1).astype(np.uint8)
    light = np.full((480, 640), 230, dtype=np.uint8)
    light[: len(drawn), 80 : 80 + len(drawn)] = drawn
    grey = bytes([128]) * (320 * 240 * 2)
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\nFRAME\n" + light.tobytes() + grey)
    return path


def test_the_camera_reads_a_paper(signed: tuple[World, Credential, Path], live_server: Any) -> None:
    _world, credential, folder = signed
    film = film_of(f"{live_server.url}/verify/{credential.code}#{credential.payload}", folder / "film.y4m")
    flags = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    with browser(*flags, f"--use-file-for-fake-video-capture={film}") as opened, page(opened, width=360) as fresh:
        fresh.goto(live_server.url + "/verify/")
        fresh.locator("[data-camera]").click()
        assert verdict(fresh) == "Chữ ký hợp lệ"
    connections.close_all()
