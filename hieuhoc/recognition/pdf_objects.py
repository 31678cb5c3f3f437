"""The objects of a PDF as Typst writes it: one cross-reference table, no object streams (ISO 32000-1, 7.3.10 and 7.5.4)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf]\r\n)+)trailer\n<<(.*?)>>\nstartxref", re.DOTALL)
REFERENCE = re.compile(rb"(\d+) 0 R")
OBJECT = re.compile(rb"(\d+) 0 obj\n(.*)\nendobj\s*$", re.DOTALL)
IDS = re.compile(rb"/ID\[\(([^()]*)\)\(([^()]*)\)\]")
STREAM, END = b"\nstream\n", b"\nendstream"


@dataclass(frozen=True)
class Objects:
    """`bodies`: by number, without "obj" and "endobj". `head`: what stands before the first."""

    bodies: Mapping[int, bytes]
    head: bytes
    root: int
    info: int
    ids: tuple[bytes, bytes]

    def reference(self, number: int, key: bytes) -> int:
        """Raises ValueError when the object has no such key."""
        said = re.search(rb"/%b (\d+) 0 R" % key, self.bodies[number].partition(STREAM)[0])
        if said is None:
            raise ValueError(f"object {number} has no {key.decode()}")
        return int(said[1])

    def stream(self, number: int) -> bytes:
        return self.bodies[number].partition(STREAM)[2].removesuffix(END)


def objects_of(pdf: bytes) -> Objects:
    """Raises ValueError for a file that is laid out otherwise."""
    table = TABLE.search(pdf, pdf.rfind(b"\nxref\n"))
    ids = table and IDS.search(table[3])
    if table is None or ids is None:
        raise ValueError("not a file as Typst writes it")
    places = sorted(int(entry[:10]) for entry in table[2].split(b"\r\n") if entry.endswith(b"n"))
    bodies = {}
    for start, end in zip(places, [*places[1:], table.start()], strict=True):
        said = OBJECT.match(pdf[start:end])
        if said is None:
            raise ValueError("not an object as Typst writes it")
        bodies[int(said[1])] = said[2]
    root, info = (re.search(rb"/%b (\d+) 0 R" % key, table[3]) for key in (b"Root", b"Info"))
    if root is None or info is None:
        raise ValueError("no catalogue")
    return Objects(bodies, pdf[: places[0]], int(root[1]), int(info[1]), (ids[1], ids[2]))


def reached(objects: Objects, start: Iterable[int], *, without: Collection[int] = ()) -> list[int]:
    """Numbers of what is reached from there, in order, not passing through `without`."""
    seen: set[int] = set()
    waiting = list(start)
    while waiting:
        number = waiting.pop()
        if number in seen or number in without:
            continue
        seen.add(number)
        dictionary = objects.bodies[number].partition(STREAM)[0]
        waiting += [int(said) for said in REFERENCE.findall(dictionary)]
    return sorted(seen)


def renumbered(body: bytes, names: Mapping[int, int]) -> bytes:
    """What it points at under its new number; what its stream says stays."""
    dictionary, mark, stream = body.partition(STREAM)
    return REFERENCE.sub(lambda said: b"%d 0 R" % names[int(said[1])], dictionary) + mark + stream


def stream_object(packed: bytes) -> bytes:
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(packed), packed)
