"""Files of strangers: what is kept is what is seen; what runs or brings another file along is refused however disguised."""

import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from hieuhoc.lib import file_cleaning
from hieuhoc.lib.file_cleaning import clean
from hieuhoc.lib.pdf_cleaning import without_notes
from tests.lib.strangers_files import HEIC, SCRIPT, opens_with_script, pdf, picture, position_in, script
from tests.refusals import refusal_code


@pytest.mark.parametrize(("kind", "becomes"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/jpeg")])
def test_a_photo_loses_its_position_and_stands_upright(kind: str, becomes: str) -> None:
    sent = picture(kind, with_position=True)
    assert position_in(sent), "the test sends one"
    kept = clean(sent)
    assert kept.media_type == becomes
    assert position_in(kept.content) == {}
    assert Image.open(BytesIO(kept.content)).size == (32, 48)


def test_a_photo_of_an_iphone_becomes_a_jpeg_without_its_position() -> None:
    kept = clean(HEIC.read_bytes())
    assert (kept.media_type, kept.ending) == ("image/jpeg", ".jpg")
    shown = Image.open(BytesIO(kept.content))
    assert shown.format == "JPEG"
    assert shown.size == (64, 96)
    assert position_in(kept.content) == {}


def test_what_follows_the_picture_is_left_behind() -> None:
    kept = clean(picture("JPEG") + b"<script>alert(1)</script>")
    assert b"<script" not in kept.content


def test_the_same_file_gives_the_same_bytes() -> None:
    for sent in (picture("JPEG"), picture("PNG"), pdf()):
        assert clean(sent) == clean(sent)


def test_a_photo_written_again_smaller_still_looks_the_same() -> None:
    waves = Image.radial_gradient("L").resize((640, 480)).rotate(20, expand=False)
    waves.paste(Image.linear_gradient("L").resize((200, 300)), (60, 90))
    looks = []
    for shown, quality in ((waves, 95), (waves.resize((320, 240)), 40)):
        target = BytesIO()
        shown.save(target, "JPEG", quality=quality)
        looks.append(clean(target.getvalue()).look)
    first, again = looks
    assert first is not None
    assert again is not None
    assert (first ^ again).bit_count() <= 3
    other = clean(picture("JPEG")).look
    assert other is not None
    assert (first ^ other).bit_count() > 10
    assert clean(pdf()).look is None


def test_a_large_photo_is_kept_smaller() -> None:
    target = BytesIO()
    Image.new("L", (5000, 100)).save(target, "PNG")
    assert Image.open(BytesIO(clean(target.getvalue()).content)).size == (4000, 80)


def test_a_scan_keeps_its_page_and_loses_the_position_in_its_photo() -> None:
    sent = pdf()
    assert b"Exif" in sent
    kept = clean(sent)
    assert kept.media_type == "application/pdf"
    with pikepdf.open(BytesIO(kept.content)) as opened:
        photo = opened.pages[0].Resources.XObject.Im0
        assert b"Exif" not in photo.read_raw_bytes()
        assert isinstance(photo, pikepdf.Stream)
        assert pikepdf.PdfImage(photo).as_pil_image().size == (48, 32)


def test_words_about_the_making_of_a_pdf_go() -> None:
    def described(made: pikepdf.Pdf) -> None:
        made.Root.Metadata = Stream(made, b"<exif:GPSLatitude>12,41.5N</exif:GPSLatitude>")

    with pikepdf.open(BytesIO(clean(pdf(described)).content)) as opened:
        assert "/Metadata" not in opened.Root


def test_a_jpeg_without_notes_keeps_its_pixels() -> None:
    sent = picture("JPEG", with_position=True)
    bare = without_notes(sent)
    assert b"Exif" not in bare
    assert Image.open(BytesIO(bare)).tobytes() == Image.open(BytesIO(sent)).tobytes()


# What must not come in, each as plain as a program would write it.


def _script_in_names(made: pikepdf.Pdf) -> None:
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script(made)])))


def _on_a_page(made: pikepdf.Pdf) -> None:
    made.pages[0].AA = Dictionary(O=script(made))


def _on_a_field(made: pikepdf.Pdf) -> None:
    field = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("a"), AA=Dictionary(K=script(made)))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))


def _launch(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.Launch, F=String("notepad.exe"))


def _after_another_action(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.URI, URI=String("https://a.vn"), Next=Array([script(made)]))


def _odd_link(made: pikepdf.Pdf) -> None:
    link = Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)")))
    made.pages[0].Annots = Array([made.make_indirect(link)])


def _embedded(made: pikepdf.Pdf) -> None:
    made.attachments["tinh.txt"] = b"xin chao"


def _file_on_a_page(made: pikepdf.Pdf) -> None:
    made.pages[0].Annots = Array([made.make_indirect(Dictionary(Subtype=Name.FileAttachment))])


def _form_of_xml(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(made, b"<xdp/>"))


def _sends_itself(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("https://a.vn"))


def _film(made: pikepdf.Pdf) -> None:
    made.pages[0].Annots = Array([made.make_indirect(Dictionary(Subtype=Name.RichMedia))])


ACTIVE: tuple[Callable[[pikepdf.Pdf], None], ...] = (
    opens_with_script, _script_in_names, _on_a_page, _on_a_field, _launch, _after_another_action, _odd_link, _embedded,
    _file_on_a_page, _form_of_xml, _sends_itself, _film,
)  # fmt: skip


@pytest.mark.parametrize("dress", ACTIVE, ids=lambda dress: dress.__name__)
def test_a_pdf_that_runs_or_carries_something_is_refused_in_every_dress(dress: Callable[[pikepdf.Pdf], None]) -> None:
    plain = pdf(dress, compress_streams=False)
    packed = pdf(dress, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    locked = pdf(dress, encryption=pikepdf.Encryption(owner="chu", user=""))
    assert [refusal_code(partial(clean, sent)) for sent in (plain, packed, locked)] == ["active_file"] * 3


def test_packed_objects_hide_the_words_but_not_from_us() -> None:
    sent = pdf(opens_with_script, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in sent
    assert refusal_code(lambda: clean(sent)) == "active_file"


def test_names_spelled_in_codes_are_read_as_any_reader_does() -> None:
    sent = pdf(opens_with_script).replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"/JS ", b"/J#53 ")
    assert b"/JavaScript" not in sent
    assert refusal_code(lambda: clean(sent)) == "active_file"


def test_a_damaged_table_of_objects_hides_nothing() -> None:
    sent = pdf(opens_with_script)
    start = sent.rindex(b"startxref")
    assert refusal_code(lambda: clean(sent[:start] + b"startxref\n7\n%%EOF")) == "active_file"


def test_what_only_an_earlier_revision_held_is_not_kept() -> None:
    sent = pdf(opens_with_script) + b"\n% " + zlib.compress(SCRIPT.encode())
    assert refusal_code(lambda: clean(sent)) == "active_file"
    trailing = pdf() + b"\n<script>alert(1)</script>"
    assert b"<script" not in clean(trailing).content


def test_an_ordinary_link_and_a_way_to_a_page_may_stay() -> None:
    def linked(made: pikepdf.Pdf) -> None:
        link = Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://daklak.gov.vn")))
        made.pages[0].Annots = Array([made.make_indirect(link)])
        made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])

    assert clean(pdf(linked)).media_type == "application/pdf"


def test_a_pdf_with_a_password_a_broken_one_and_other_kinds_are_told_apart() -> None:
    locked = pdf(encryption=pikepdf.Encryption(owner="chu", user="mo"))
    sent = {
        "password": locked,
        "broken": b"%PDF-1.7 cut off in the middle",
        "file_kind": b"MZ\x90\x00",
    }
    assert {code: refusal_code(partial(clean, content)) for code, content in sent.items()} == {
        code: code for code in sent
    }
    assert refusal_code(lambda: clean(picture("JPEG")[:60])) == "broken"


def test_a_picture_that_unfolds_into_too_much_is_refused() -> None:
    target = BytesIO()
    Image.new("1", (30_000, 30_000)).save(target, "PNG")
    assert len(target.getvalue()) < 1 << 20
    assert refusal_code(lambda: clean(target.getvalue())) == "too_heavy"


def test_a_child_that_says_nothing_in_time_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_cleaning, "SECONDS", 0.001)
    assert refusal_code(lambda: clean(picture())) == "too_heavy"
