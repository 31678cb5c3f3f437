"""Be Vietnam Pro for pages: two weights, each as the letters of Vietnamese (always loaded) and the rest (when a page bears one)."""

from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, newTable

from hieuhoc.config.environment import ROOT

WHOLE = ROOT / "hieuhoc/documents/fonts"
SHIPPED = ROOT / "hieuhoc/web/ui/static/ui/vendor/be-vietnam-pro"
WEIGHTS = {400: "BeVietnamPro_400Regular.ttf", 600: "BeVietnamPro_600SemiBold.ttf"}

MARKS = (0x300, 0x301, 0x303, 0x306, 0x309, 0x323)
# Latin as in Western Europe, Vietnamese, č of Jrai, quotes, dashes, signs. What follows from `unicode-range` in tokens.css.
LETTERS = frozenset(
    {*range(0x20, 0x7F), *range(0xA0, 0x100), 0x102, 0x103, 0x10C, 0x10D, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169}
    | {0x1A0, 0x1A1, 0x1AF, 0x1B0, *MARKS, *range(0x1EA0, 0x1EFA), 0x2013, 0x2014, *range(0x2018, 0x201F), 0x2022}
    | {0x2026, 0x2039, 0x203A, 0x20AB, 0x2212, 0x2264, 0x2265}
)


def parts() -> dict[Path, bytes]:
    """File -> its bytes. Hints for the screens of old are left out (they are half of the weight)."""
    made = {}
    for weight, name in WEIGHTS.items():
        every = frozenset(TTFont(WHOLE / name).getBestCmap())
        made[SHIPPED / f"be-vietnam-pro-{weight}.woff2"] = _subset(WHOLE / name, every & LETTERS)
        made[SHIPPED / f"be-vietnam-pro-rest-{weight}.woff2"] = _subset(WHOLE / name, every - LETTERS - {0x0D})
    return made


def _subset(source: Path, letters: frozenset[int]) -> bytes:
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["ccmp", "kern", "locl", "mark", "mkmk"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        recalc_timestamp=False,
    )
    font = subset.load_font(str(source), options)
    work = subset.Subsetter(options)
    work.populate(unicodes=letters)
    work.subset(font)
    # Smoothed in both directions at every size, as is right for letters without hints.
    font["gasp"] = newTable("gasp")
    font["gasp"].gaspRange = {0xFFFF: 15}
    written = BytesIO()
    font.flavor = "woff2"
    font.save(written)
    return written.getvalue()


def ranges(font: Path) -> str:
    """The letters of a font as `unicode-range` writes them."""
    letters = sorted(TTFont(font).getBestCmap())
    runs: list[tuple[int, int]] = []
    for letter in letters:
        if runs and letter == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], letter)
        else:
            runs.append((letter, letter))
    return ", ".join(f"U+{first:04X}" + (f"-{last:04X}" if last > first else "") for first, last in runs)
