"""The pixels of a photo or scan as a new file: position, time, make of the phone, thumbnails and whatever else was put
beside them stay behind. Run as a child of `file_cleaning`."""

import os
import sys
import warnings
from io import BytesIO

import pi_heif
from PIL import Image, ImageOps

from hieuhoc.lib.cleaning_child import LONGEST_SIDE, TOO_HEAVY, CannotClean, answer

MOST_PIXELS = 60_000_000  # the largest sensors of phones have 50 million
USUAL_SIDE = 4000  # of what is kept: a page of A4 at 340 dots per inch
QUALITY = 88
AS_THEY_ARE = {"1", "L", "LA", "RGB", "RGBA", "P"}  # modes a PNG is written in

pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def cleaned(content: bytes) -> tuple[str, bytes]:
    """(media type and look, bytes). A PNG stays one (screens, drawings); everything else becomes a JPEG."""
    try:
        image = Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP", "HEIF"])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise CannotClean(TOO_HEAVY) from None
    is_png = image.format == "PNG"
    upright = ImageOps.exif_transpose(image)
    longest = int(os.environ.get(LONGEST_SIDE, USUAL_SIDE))
    if max(upright.size) > longest:
        upright = _plain(upright)
        upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    kind, kept = ("image/png", _png(upright)) if is_png else ("image/jpeg", _jpeg(upright))
    return f"{kind} {look(upright)}", kept


def look(image: Image.Image) -> str:
    """16 hexadecimal digits that stay nearly the same when a picture is made smaller, brighter or is written again: for each of
    8 rows of 9 grey dots, which of two neighbours is the lighter (difference hash)."""
    dots = _plain(image).convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = ["01"[dots[row * 9 + column] > dots[row * 9 + column + 1]] for row in range(8) for column in range(8)]
    return f"{int(''.join(bits), 2):016x}"


def _plain(image: Image.Image) -> Image.Image:
    """Colours that can be averaged: no palette."""
    if image.mode in {"1", "P"}:
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image


def _png(image: Image.Image) -> bytes:
    kept = image if image.mode in AS_THEY_ARE else image.convert("RGB")
    transparency = kept.info.get("transparency")
    target = BytesIO()
    bare = _without_notes(kept)
    more = {} if transparency is None else {"transparency": transparency}
    bare.save(target, "PNG", **more)
    return target.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    shown = _plain(image)
    if shown.mode in {"RGBA", "LA"}:  # what shines through shows white paper
        with_alpha = shown.convert("RGBA")
        shown = Image.new("RGB", shown.size, "white")
        shown.paste(with_alpha, mask=with_alpha.getchannel("A"))
    target = BytesIO()
    _without_notes(shown if shown.mode == "L" else shown.convert("RGB")).save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def _without_notes(image: Image.Image) -> Image.Image:
    """Pixels and palette alone: what is left in `info` would be written along."""
    bare = image.copy()
    bare.info = {}
    return bare


if __name__ == "__main__":
    sys.exit(answer(cleaned))
