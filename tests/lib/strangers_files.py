"""Photos and PDF as people hand them in, harmless and made here: with a position, with a script that only says "xin chào"."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

HEIC = Path(__file__).parent / "files" / "anh-dien-thoai.heic"  # drawn by us, with a position, lying on its side
NORTH, EAST = (12.0, 41.0, 30.0), (108.0, 3.0, 0.0)
SCRIPT = "app.alert('xin chào')"


def picture(kind: str = "PNG", *, colour: str = "#0B6E4F", with_position: bool = False) -> bytes:
    target = BytesIO()
    notes = Image.Exif()
    if with_position:
        notes[0x0112] = 6  # lies on its side
        position = notes.get_ifd(0x8825)
        position[1], position[2], position[3], position[4] = "N", NORTH, "E", EAST
    Image.new("RGB", (48, 32), colour).save(target, kind, exif=notes)
    return target.getvalue()


def position_in(content: bytes) -> dict[int, object]:
    return dict(Image.open(BytesIO(content)).getexif().get_ifd(0x8825))


def pdf(dress: Callable[[pikepdf.Pdf], object] = lambda _pdf: None, **how: object) -> bytes:
    """A page with a photo on it, changed by `dress`; `how`: as pikepdf saves it."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 200))
    photo = pikepdf.Stream(made, picture("JPEG", with_position=True))
    photo.Type, photo.Subtype, photo.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = 48, 32, 8, pikepdf.Name.DeviceRGB
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=made.make_indirect(photo)))
    page.Contents = pikepdf.Stream(made, b"q 200 0 0 100 20 20 cm /Im0 Do Q")
    dress(made)
    target = BytesIO()
    made.save(target, **how)  # type: ignore[arg-type]
    return target.getvalue()


def script(made: pikepdf.Pdf) -> pikepdf.Object:
    return made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(SCRIPT)))


def opens_with_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = script(made)
