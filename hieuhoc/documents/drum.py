"""The face of a bronze drum (trống đồng) as vectors: star, rings of dotted circles and teeth, flying birds. Drawn by
us, pure.

`python -m hieuhoc.documents.drum` writes the assets beside the certificate template, and the frame made of them as a
PDF; a test keeps the drawings equal to this one.
"""

from collections.abc import Iterator
from math import cos, pi, radians, sin
from pathlib import Path

import typst

INK = "#A07810"  # the template swaps it for the colour and strength it wants
ASSETS = Path(__file__).parent / "typst"
RAYS = 14  # as on the drums of Ngọc Lũ and Hoàng Hạ
# Seen from above with the head in profile: long beak, crest laid back, broad notched wings, fan of a tail.
BIRD = (
    "M10.6 -.5 C8.6 -.9 7 -.75 6 -.2 C5 .5 4.2 .75 3.2 .8 L2.2 1.15 L.4 5.6 L-.3 4.5 L-.7 4.9 L-1.2 3.7 L-1.7 "
    "4 L-1.9 2.8 L-2.5 2.9 L-2.4 1.25 L-4.6 .85 L-9.4 3 L-8.5 1.6 L-9.3 1.1 L-8.4 .5 L-9.2 0 L-8.4 -.5 L-9.3 "
    "-1.1 L-8.5 -1.6 L-9.4 -3 L-4.6 -.85 L-2.4 -1.25 L-2.5 -2.9 L-1.9 -2.8 L-1.7 -4 L-1.2 -3.7 L-.7 -4.9 L-.3 "
    "-4.5 L.4 -5.6 L2.2 -1.15 L3 -1 C3.6 -1.1 4 -1.5 4.2 -1.9 C2.6 -1.9 1.6 -2.4 .9 -3.3 C2.3 -2.7 3.6 -2.6 "
    "4.8 -2.5 C5.8 -2.4 6.5 -2 7 -1.5 C8.2 -1.4 9.6 -1.1 10.6 -.5 Z M5 -1.5 m-.38 0 a.38 .38 0 1 0 .76 0 a.38 "
    ".38 0 1 0 -.76 0 Z"
)


def point_at(radius: float, degrees: float) -> str:
    return f"{radius * cos(radians(degrees)):.2f} {radius * sin(radians(degrees)):.2f}"


def ring(radius: float, width: float) -> str:
    return f'<circle r="{radius}" fill="none" stroke="{INK}" stroke-width="{width}"/>'


def star(outer: float, inner: float) -> str:
    step = 180 / RAYS
    corners = " L".join(point_at(inner if corner % 2 else outer, corner * step - 90) for corner in range(2 * RAYS))
    return f'<path d="M{corners} Z" fill="{INK}"/>'


def feathers(low: float, high: float) -> str:
    """Nested chevrons between the rays."""
    step = 360 / RAYS
    strokes = []
    for ray in range(RAYS):
        middle = ray * step - 90 + step / 2
        for level in range(3):
            tip = low + (high - low) * (level + 1) / 3.4
            half = step * (0.16 + 0.1 * level)
            strokes.append(
                f"M{point_at(high, middle - half)} L{point_at(tip - 2.4, middle)} L{point_at(high, middle + half)}"
            )
    return f'<path d="{" ".join(strokes)}" fill="none" stroke="{INK}" stroke-width=".34" stroke-linejoin="round"/>'


def dotted_circles(radius: float, size: float, count: int) -> str:
    """Circles with a dot, each tied to the next by a tangent, as a running scroll. The dots are one dashed line with
    round ends."""
    step = 360 / count
    lift = step * size / (2 * pi * radius / count)
    circles, ties = [], []
    for number in range(count):
        x, y = point_at(radius, number * step).split()
        circles.append(f"M{x} {y} m{-size} 0 a{size} {size} 0 1 0 {2 * size} 0 a{size} {size} 0 1 0 {-2 * size} 0")
        ties.append(
            f"M{point_at(radius + size, number * step + lift * 0.2)} L{point_at(radius - size, (number + 1) * step - lift * 0.2)}"
        )
    lines = f'<path d="{" ".join(circles)} {" ".join(ties)}" fill="none" stroke="{INK}" stroke-width=".32"/>'
    gap = 2 * pi * radius / count
    dots = f'stroke-width="{size * 0.56:.2f}" stroke-linecap="round" stroke-dasharray="0 {gap:.4f}"'
    return f'{lines}<circle r="{radius}" fill="none" stroke="{INK}" {dots}/>'


def teeth(low: float, high: float, count: int) -> str:
    """A ring of filled triangles pointing outward."""
    step = 360 / count
    points = (
        f"M{point_at(low, number * step)} L{point_at(high, (number + 0.5) * step)} L{point_at(low, (number + 1) * step)} Z"
        for number in range(count)
    )
    return f'<path d="{" ".join(points)}" fill="{INK}"/>'


def ladder(low: float, high: float, count: int) -> str:
    """Short radial strokes: one thick dashed circle."""
    radius = (low + high) / 2
    gap = 2 * pi * radius / count
    dashes = f'stroke-width="{high - low:.2f}" stroke-dasharray=".38 {gap - 0.38:.4f}"'
    return f'<circle r="{radius:.2f}" fill="none" stroke="{INK}" {dashes}/>'


def birds(radius: float, scale: float, count: int) -> Iterator[str]:
    """All flying one way, against the clock as on the old drums."""
    for number in range(count):
        angle = number * 360 / count
        x, y = point_at(radius, angle).split()
        yield (
            f'<path transform="translate({x} {y}) rotate({angle - 90:.2f}) scale({scale})" d="{BIRD}" '
            f'fill="{INK}" fill-rule="evenodd"/>'
        )


def svg(parts: Iterator[str] | list[str], reach: float) -> str:
    box = f"{-reach} {-reach} {2 * reach} {2 * reach}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(parts)}</svg>\n'


def star_drum() -> str:
    """The heart alone: for corners and emblems."""
    parts = [star(20, 6.2), feathers(11, 20.5), ring(22.4, 0.5), dotted_circles(25.4, 1.7, 44), ring(28.4, 0.5)]
    return svg([*parts, teeth(29.4, 33, 64), ring(34, 0.9)], 35)


def whole_drum() -> str:
    parts = [
        *(star(20, 6.2), feathers(11, 20.5), ring(22.4, 0.5)),
        *(dotted_circles(25.2, 1.6, 46), ring(28, 0.4), teeth(28.8, 32, 64), ring(33, 0.5), ring(34.2, 0.3)),
        *birds(43.2, 0.9, 14),
        *(ring(52.2, 0.3), ring(53.4, 0.5), ladder(54.3, 56.5, 150), ring(57.4, 0.4)),
        *(dotted_circles(60.2, 1.6, 96), ring(63, 0.4), ladder(63.9, 66.1, 180), ring(67, 0.5), ring(68.2, 0.3)),
        *birds(75.2, 0.86, 22),
        *(ring(82.2, 0.3), ring(83.4, 0.5), teeth(84.4, 87.8, 136), ring(88.6, 0.4)),
        *(dotted_circles(91, 1.5, 136), ring(93.4, 0.4), teeth(94, 96.8, 136), ring(98, 1)),
    ]
    return svg(parts, 99)


def drawings() -> dict[str, str]:
    return {"drum.svg": whole_drum(), "drum-star.svg": star_drum()}


if __name__ == "__main__":
    for name, drawing in drawings().items():
        (ASSETS / name).write_text(drawing, encoding="utf-8")
    frame = ASSETS / "certificate-frame.typ"
    typst.compile(str(frame), output=str(frame.with_suffix(".pdf")), pdf_tags=False)
