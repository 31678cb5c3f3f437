"""QR codes by the thousand: those of segno, filled by numpy instead of module by module.

All codes of one version, level and mask share their fixed modules and the places of their data; segno says both, once. What
differs (data, Reed-Solomon remainders) is computed here. The mask is fixed: behind a signature the data is as good as
random, so that none of the eight is better than another. tests/recognition/test_qr_codes.py holds the codes equal to segno's
where the text fills the code; else segno puts a zero byte before what fills it up (allowed, and not in ISO/IEC 18004).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import segno
from segno import consts, encoder

from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
else:
    np = when_used("numpy")

MASK = 3
DARK = "#1D2939"
BYTES = 0b0100  # the mode
BLOCKS: Any = consts.ECC  # version, level → groups of blocks; segno's own parts have no types
PARTS: Any = encoder

type Modules = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class CodeLayout:
    """`fixed`: the modules that are the same in every code. `cells`: flat positions of the message's bits, in order."""

    size: int
    data_bytes: int
    correction: int
    fixed: Modules
    cells: "npt.NDArray[np.int64]"
    masked: Modules  # of each cell, 1 where the mask turns it
    blocks: "npt.NDArray[np.int64]"  # (block, byte): where each block's bytes stand in the data; -1 pads at the front
    order: "npt.NDArray[np.int64]"  # blocks' data and remainders, flat, as they are sent


def qr_svg(text: str) -> str:
    """An SVG without margin, error correction M; ASCII of up to 300 letters and more."""
    grid = qr_grid(text)
    size = len(grid)
    padded = np.zeros((size, size + 2), dtype=np.int8)
    padded[:, 1:-1] = grid
    edges = np.flatnonzero(np.diff(padded.ravel()))
    starts, ends = edges[::2] + 1, edges[1::2] + 1
    rows, columns = np.divmod(starts, size + 2)
    runs = zip(columns.tolist(), rows.tolist(), (ends - starts).tolist(), strict=True)
    path = "".join([f"M{column - 1} {row}.5h{run}" for column, row, run in runs])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path stroke="{DARK}" d="{path}"/></svg>'
    )


def qr_operators(texts: Sequence[str], *, left: float, bottom: float, side: float) -> list[bytes]:
    """The same for the page of a PDF: a mask of one bit a module that ink is put through (ISO 32000-1, 8.9.6.2 and 8.9.7).
    Lengths in points from the lower left corner."""
    ink = " ".join(f"{int(DARK[start : start + 2], 16) / 255:.4f}" for start in (1, 3, 5))
    start = f"q {ink} rg {side:.4f} 0 0 {side:.4f} {left:.4f} {bottom:.4f} cm BI"
    drawn = []
    for grid in qr_grids(texts):
        bits = np.packbits(1 - grid, axis=1).tobytes().hex()
        mask = f"/W {len(grid)} /H {len(grid)} /IM true /BPC 1 /F /AHx ID {bits}> EI"
        drawn.append(f"{start} {mask} Q\n".encode())
    return drawn


def qr_grid(text: str) -> Modules:
    """Rows of modules, 1 = dark."""
    return qr_grids([text])[0]


def qr_grids(texts: Sequence[str]) -> list[Modules]:
    """In their order; those of one version are computed together."""
    by_version: dict[int, list[int]] = {}
    for position, text in enumerate(texts):
        by_version.setdefault(version_for(len(text)), []).append(position)
    grids: dict[int, Modules] = {}
    for version, positions in by_version.items():
        layout = layout_of(version)
        data = np.stack([_data(texts[position].encode("ascii"), version, layout.data_bytes) for position in positions])
        for position, message in zip(positions, np.unpackbits(_messages(data, layout), axis=1), strict=True):
            grids[position] = layout.fixed.copy()
            grids[position].ravel()[layout.cells] = message ^ layout.masked
    return [grids[position] for position in range(len(texts))]


@cache
def version_for(length: int) -> int:
    """The smallest that holds so many bytes at level M."""
    for version in range(1, 41):
        room = sum(ec.num_blocks * ec.num_data for ec in BLOCKS[version][consts.ERROR_LEVEL_M])
        if length <= room - (2 if version < 10 else 3):
            return version
    raise ValueError(f"{length} bytes are more than a QR code holds")


@cache
def layout_of(version: int) -> CodeLayout:
    size, infos = 17 + 4 * version, BLOCKS[version][consts.ERROR_LEVEL_M]
    data_bytes = sum(ec.num_blocks * ec.num_data for ec in infos)
    correction = infos[0].num_total - infos[0].num_data
    bits = 8 * sum(ec.num_blocks * ec.num_total for ec in infos)
    cells = _cells(version, size, bits)
    rows, columns = np.divmod(cells, size)
    example = segno.make("a" * (data_bytes - 3), error="m", version=version, mask=MASK, boost_error=False)
    return CodeLayout(
        size=size,
        data_bytes=data_bytes,
        correction=correction,
        fixed=np.array([list(row) for row in example.matrix], dtype=np.uint8),
        cells=cells,
        masked=((rows + columns) % 3 == 0).astype(np.uint8),  # mask 3 (ISO/IEC 18004, table 10)
        blocks=_blocks(infos),
        order=_order(_blocks(infos), correction),
    )


def _cells(version: int, size: int, bits: int) -> "npt.NDArray[np.int64]":
    grid = [list(row) for row in PARTS.make_matrix(size, size)]
    PARTS.add_finder_patterns(grid, size, size)
    PARTS.add_alignment_patterns(grid, size, size)
    first = 1_000  # above what stands in the grid already
    PARTS.add_codewords(grid, range(first, first + bits), version)
    placed = np.array(grid).ravel()
    order = np.argsort(placed, kind="stable")
    return order[placed[order] >= first]


def _blocks(infos: Any) -> "npt.NDArray[np.int64]":
    longest = max(ec.num_data for ec in infos)
    rows, start = [], 0
    for ec in infos:
        for _block in range(ec.num_blocks):
            rows.append([-1] * (longest - ec.num_data) + list(range(start, start + ec.num_data)))
            start += ec.num_data
    return np.array(rows)


def _order(blocks: "npt.NDArray[np.int64]", correction: int) -> "npt.NDArray[np.int64]":
    """First bytes of all blocks, second bytes …; a shorter block has no last one."""
    count, longest = blocks.shape
    turns = [
        block * longest + position + (blocks[block] < 0).sum()
        for position in range(longest)
        for block in range(count)
        if position < (blocks[block] >= 0).sum()
    ]
    remainders = [
        count * longest + block * correction + position for position in range(correction) for block in range(count)
    ]
    return np.array(turns + remainders)


def _data(content: bytes, version: int, room: int) -> Modules:
    """Mode, length, content, four bits of end, and what fills the rest."""
    width = 8 if version < 10 else 16
    bits = ((BYTES << width | len(content)) << 8 * len(content) | int.from_bytes(content)) << 4
    used = bits.to_bytes(1 + width // 8 + len(content))
    return np.frombuffer((used + b"\xec\x11" * (room // 2 + 1))[:room], dtype=np.uint8)


def _messages(data: Modules, layout: CodeLayout) -> Modules:
    """(codes, bytes): the data of each in blocks, each with its remainder by the generator polynomial over GF(256)."""
    table, count = _multiples(layout.correction), len(data)
    padded = np.pad(data, ((0, 0), (0, 1)))  # -1 reads the zero behind: a leading zero changes nothing
    blocks = padded[:, layout.blocks].reshape(-1, layout.blocks.shape[1])
    rest = np.zeros((len(blocks), layout.correction + 1), dtype=np.uint8)
    for position in range(blocks.shape[1]):
        factor = blocks[:, position] ^ rest[:, 0]
        rest[:, :-1] = rest[:, 1:] ^ table[factor]
    return np.concatenate([blocks.reshape(count, -1), rest[:, :-1].reshape(count, -1)], axis=1)[:, layout.order]


@cache
def _multiples(correction: int) -> Modules:
    """(256, correction): each factor times the generator polynomial without its first coefficient, which is 1."""
    powers = [1]
    while len(powers) < 255:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0x11D if doubled & 256 else doubled)
    logs = {power: exponent for exponent, power in enumerate(powers)}

    def times(left: int, right: int) -> int:
        return powers[(logs[left] + logs[right]) % 255] if left and right else 0

    generator = [1]
    for root in range(correction):
        shifted, scaled = [*generator, 0], [0, *(times(factor, powers[root]) for factor in generator)]
        generator = [high ^ low for high, low in zip(shifted, scaled, strict=True)]
    return np.array([[times(factor, coefficient) for coefficient in generator[1:]] for factor in range(256)], np.uint8)
