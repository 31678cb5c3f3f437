"""A page gone through by Tab alone, as somebody without a mouse does: what is reached, in which order, how it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

MOST = 400  # stops of a page; whoever presses Tab that often has met a trap
# Chromium then tells the name of an element as its accessibility tree has it.
FLAG = "--enable-blink-features=ComputedAccessibilityInfo"

# What the focus is on now; `mark`: pixels of the ring around it. Where a control is hidden under something drawn, that
# something carries the ring.
LOOK = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const spot = at.querySelector('.spot'), shown = at.closest('.drop-zone') ?? at, style = getComputedStyle(shown);
  const ring = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
  const box = shown.getBoundingClientRect();
  const inside = (low, high, most) => (Math.max(low, 0) + Math.min(high, most)) / 2;
  const top = document.elementFromPoint(inside(box.left, box.right, innerWidth), inside(box.top, box.bottom, innerHeight));
  const over = shown.parentElement?.closest('.table-box'), around = (over ?? shown).getBoundingClientRect();
  const x = over?.scrollLeft ?? 0, y = over?.scrollTop ?? 0;
  const sides = (of, x, y) => [of.left + x + scrollX, of.right + x + scrollX, of.top + y + scrollY, of.bottom + y + scrollY];
  window.stops ??= [];
  if (!stops.includes(at)) stops.push(at);
  return {
    number: stops.indexOf(at), html: at.outerHTML.slice(0, 90),
    mark: spot ? parseFloat(getComputedStyle(spot).strokeWidth) : ring,
    is_seen: Boolean(top) && (shown.contains(top) || top.contains(shown)),
    is_main: Boolean(at.closest('main')),
    // Where it stands as if nothing were scrolled; what it scrolls in, and where that stands.
    sides: sides(box, x, y), scrolled: over ? [...document.querySelectorAll('.table-box')].indexOf(over) : -1,
    around: sides(around, 0, 0),
  };
}"""
NEXT_FRAMES = "() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))"
# Whatever a mouse could use and Tab did not come to; of a group of radio buttons Tab comes to one.
MISSED = """(where) => [...document.querySelectorAll(`${where}:is(a[href], button, input, select, textarea, summary, [tabindex="0"])`)]
  .filter((one) => !one.disabled && one.checkVisibility({visibilityProperty: true}) && one.type !== 'hidden')
  .filter((one) => one.type !== 'radio' || !(window.stops ?? []).some((stop) => stop.name === one.name && stop.form === one.form))
  .filter((one) => !(window.stops ?? []).includes(one)).map((one) => one.outerHTML.slice(0, 90))"""
NAMELESS = (
    "() => (window.stops ?? []).filter((one) => !one.computedName.trim()).map((one) => one.outerHTML.slice(0, 90))"
)
OUT_OF_ORDER = 'document.querySelectorAll(\'[tabindex]:not([tabindex="0"], [tabindex="-1"])\').length'


@dataclass(frozen=True)
class Stop:
    number: int
    html: str
    mark: float
    is_seen: bool
    is_main: bool
    sides: tuple[float, float, float, float]  # left, right, top, bottom
    scrolled: int
    around: tuple[float, float, float, float]

    def comes_before(self, other: Stop) -> bool:
        """Read from above to below; what begins higher stands in a column further right."""
        is_same = self.scrolled == other.scrolled
        mine, others = (self.sides, other.sides) if is_same else (self.around, other.around)
        _left, right, top, _bottom = mine
        return others[3] > top or others[0] >= right


async def problems_of(page: Page, *, whole: bool = True) -> list[str]:
    """What is wrong for somebody who has only a keyboard, one line each; the page has just been opened. Not `whole`:
    from the content on, as the frame around it is the same on many pages."""
    found = await _skipped(page)
    if whole:
        await page.evaluate("document.querySelector('.skip-link, a')?.focus()")
    stops, is_round = await _all_stops(page, whole)
    if not is_round:
        found.append(f"Tab does not come round again: {stops[-1].html}")
    if await page.evaluate(OUT_OF_ORDER):
        found.append("an order of its own (tabindex)")
    found += [f"no name: {html}" for html in await page.evaluate(NAMELESS)]
    found += [f"Tab never comes to {html}" for html in await page.evaluate(MISSED, "" if whole else "main ")]
    return found + _shown(stops) + _ordered(stops)


async def _skipped(page: Page) -> list[str]:
    """The first thing Tab offers leads past the menu into the content."""
    await page.keyboard.press("Tab")
    if not await page.evaluate("document.activeElement.matches('.skip-link')"):
        return ["the first Tab does not offer the way to the content"]
    await page.keyboard.press("Enter")
    is_there = await page.evaluate("document.activeElement.id") == "main"
    return [] if is_there else ["the way to the content does not lead there"]


async def _all_stops(page: Page, whole: bool) -> tuple[list[Stop], bool]:
    """Until Tab leaves the page (or its content); whether it did."""
    stops: list[Stop] = []
    while len(stops) < MOST:
        if stops or not whole:
            await page.keyboard.press("Tab")
        seen: dict[str, Any] | None = await page.evaluate(LOOK)
        if seen and not seen["is_seen"]:  # the page may still be scrolling there
            await page.evaluate(NEXT_FRAMES)
            seen = await page.evaluate(LOOK)
        if seen is None or seen["number"] == 0 < len(stops) or not (whole or seen["is_main"]):
            return stops, True
        stop = Stop(**seen)
        if stop.number < len(stops):
            return [*stops, stop], False
        stops.append(stop)
    return stops, False


def _shown(stops: Sequence[Stop]) -> list[str]:
    return [
        f"{wrong}: {stop.html}"
        for stop in stops
        for wrong, is_so in (
            ("the focus is not marked", stop.mark < 3),
            ("the focus is out of sight", not stop.is_seen),
        )
        if is_so
    ]


def _ordered(stops: Sequence[Stop]) -> list[str]:
    read = [stop for stop in stops if stop.is_main]
    return [
        f"Tab goes back up: {one.html} → {other.html}" for one, other in pairwise(read) if not one.comes_before(other)
    ]
