"""What names are sorted by, in the Vietnamese alphabet: Da, Dũng, Đa. One key for Python and for the database, compared
byte by byte (C.UTF-8): the letters first, numbers by their size, and tones only between words of the same letters.

Names of people are sorted by their given name: `vietnamese.name_sort_key`.
"""

import re
import unicodedata

from django.db.models import F, Func, GeneratedField, TextField

from hieuhoc.lib.vietnamese import TONES, nfc

# With the letters of Ê Đê, M'Nông and Jrai among them.
ALPHABET = "aăâbƀcčdđeĕêfghiĭjklľmnñoŏôơpqrstuŭưvwxyz"
_FIRST = ord("A")  # above digits and spaces
_VOWELS = "aăâeĕêiĭoŏôơuŭưy"
_DROPPED = "'’‘ʼʻ`´\"“”().,;:/–—\u0306"
_PLAIN = "0123456789 "


def _toned(letter: str) -> list[tuple[str, str]]:
    """Every way to write a letter -> the digit of its tone; 0 = none."""
    ways = [(letter, "0")]
    for mark, digit in TONES.items():
        composed = unicodedata.normalize("NFC", letter + mark)
        if len(composed) == 1:
            ways.append((composed, digit))
    return [(cased, digit) for way, digit in ways for cased in {way, way.upper()} if len(cased) == 1]


_LETTERS: dict[str, str] = {
    way: chr(_FIRST + position) for position, letter in enumerate(ALPHABET) for way, _tone in _toned(letter)
}
_LETTERS |= dict.fromkeys("ðÐ", _LETTERS["đ"]) | {"-": " "} | dict.fromkeys(_DROPPED, "")
_MARKS: dict[str, str] = {way: tone for letter in _VOWELS for way, tone in _toned(letter)}
_MARKS |= dict.fromkeys([*(set(_LETTERS) - set(_MARKS)), *_PLAIN], "")
_BY_LETTER = {ord(letter): key for letter, key in _LETTERS.items()}
_BY_MARK = {ord(letter): tone for letter, tone in _MARKS.items()}


def sort_key(text: str) -> str:
    cleaned = nfc(text)
    letters = re.sub("[0-9]+", lambda number: number[0].zfill(6), cleaned.translate(_BY_LETTER))
    return f"{letters}!{cleaned.translate(_BY_MARK)}"


# translate() looks through what it is given from the left, for each letter: what names are made of comes first.
_OFTEN = " nhgtiaucyorHTNLMVBPQCKDXĐSAGộễăầịọồếơưâôạùấữứốíõặàáìêỳỹúũ"


def _sides(table: dict[str, str]) -> tuple[str, str]:
    """For SQL's translate(): what is dropped stands at the end, with nothing on the other side."""
    often = {letter: rank for rank, letter in enumerate(_OFTEN)}
    by_use = sorted(table, key=lambda letter: (not table[letter], often.get(letter, len(often)), letter))
    return _quoted("".join(by_use)), _quoted("".join(table[letter] for letter in by_use))


def _quoted(text: str) -> str:
    return text.replace("'", "''").replace("%", "%%")


_TONED = {letter: tone for letter, tone in _MARKS.items() if tone}
# A hyphen at the end of a regular expression's class stands for itself.
_TONELESS = _quoted("".join(sorted(set(_MARKS) - set(_TONED) - {"-"})) + "-")


class SortKey(Func):
    """The same of a column, for generated columns and orders. Its text is kept in tables: another alphabet is another
    migration."""

    arity = 1
    output_field = TextField()
    template = (
        "regexp_replace(regexp_replace(translate(%(expressions)s, '{}', '{}'), '([0-9]+)', '00000\\1', 'g'),"
        " '0{{0,5}}([0-9]{{6,}})', '\\1', 'g')"
        " || '!' || translate(regexp_replace(%(expressions)s, '[{}]+', '', 'g'), '{}', '{}')"
    ).format(*_sides({" ": " "} | _LETTERS), _TONELESS, *_sides(_TONED))


def generated_key(column: str) -> GeneratedField:
    """A column the database fills in whenever the other one changes, however it was written."""
    return GeneratedField(expression=SortKey(F(column)), output_field=TextField(), db_persist=True)
