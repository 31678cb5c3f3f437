"""Vietnamese text and names: folding for search, order of the alphabet, where a name splits.

The same tables serve the column-wise versions in `vietnamese_frames`.
"""

import re
import unicodedata

TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # grave, hook, tilde, acute, dot
APOSTROPHES = "'’‘ʼʻ`´′‛ˈ"
_HYPHENS = "-‐‑‒–—"
# Letters that do not decompose; Ð (eth) is often typed for Đ.
_STROKED = {"đ": "d", "ð": "d", "ƀ": "b", "Đ": "d", "Ð": "d", "Ƀ": "b", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o"}
# Place of a marked letter after its base, above every letter (z) in ASCII: Ê Đê, M'Nông and Jrai letters among the
# Vietnamese.
_ORDER = {
    "ă": "a{", "â": "a|", "ƀ": "b{", "č": "c{", "đ": "d{", "ð": "d{", "ĕ": "e{", "ê": "e|", "ĭ": "i{", "ľ": "l{",
    "ñ": "n{", "ŏ": "o{", "ô": "o|", "ơ": "o~", "ŭ": "u{", "ư": "u|",
}  # fmt: skip
MARKS = range(0x300, 0x370)
NAME_KEY_LENGTH = 160


def nfc(text: str) -> str:
    """Composed letters, one space between words, none around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _latin_letters() -> list[str]:
    """Every composed Latin letter that can turn up, from Latin-1 to Latin Extended Additional."""
    blocks = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
    return [chr(code) for block in blocks for code in block if unicodedata.category(chr(code)) in {"Lu", "Ll"}]


def _bare(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return _STROKED.get(base, base).lower()


def _sorting(letter: str) -> str:
    """Base, place among its sisters, tone: ế → e|4. An unknown mark (ü) leaves the base alone."""
    parts = unicodedata.normalize("NFD", letter.lower())
    tone = "".join(TONES[mark] for mark in parts if mark in TONES)
    kept = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    if kept in _ORDER:
        return _ORDER[kept] + tone
    # ñ is a letter of its own in Ê Đê, a n with tilde in no Vietnamese word
    whole = unicodedata.normalize("NFC", letter.lower())
    return _ORDER.get(whole) or _bare(letter) + tone


BARE: dict[str, str] = {letter: _bare(letter) for letter in _latin_letters()}
BARE |= {chr(code): "" for code in MARKS} | dict.fromkeys(APOSTROPHES, "") | _STROKED
FOLDED: dict[str, str] = BARE | dict.fromkeys(_HYPHENS, " ")
SORTED: dict[str, str] = {letter: _sorting(letter) for letter in _latin_letters()}
SORTED |= {chr(code): "" for code in MARKS} | {chr(code): "" for code in range(0x21, 0x61) if not chr(code).isalpha()}
SORTED |= {"\u0306": "}"}  # the breve that has no composed letter: ê̆ ô̆ ơ̆ ư̆
SORTED |= dict.fromkeys("{|}~" + APOSTROPHES, "") | dict.fromkeys(_HYPHENS, " ")
_BARE, _FOLDED, _SORTED = (str.maketrans(table) for table in (BARE, FOLDED, SORTED))
LETTERS_ONLY: dict[str, str] = dict.fromkeys("12345", "") | {" ": ":"}
TONES_ONLY: dict[str, str] = dict.fromkeys("abcdefghijklmnopqrstuvwxyz{|}~", "") | {" ": ","}
_LETTERS_ONLY, _TONES_ONLY = str.maketrans(LETTERS_ONLY), str.maketrans(TONES_ONLY)


def bare(text: str) -> str:
    """Small letters without marks or apostrophes; spaces and hyphens stay: what clan names are compared by."""
    return " ".join(nfc(text).translate(_BARE).lower().split())


def fold(text: str) -> str:
    """For search without tone marks: Y-Blŏk Êban → y blok eban, H'Đơk → hdok, Đắk Lắk → dak lak."""
    return " ".join(nfc(text).translate(_FOLDED).lower().split())


# Tone placement: hòa, khỏe, thúy (the spelling of official place names) for hoà, khoẻ, thuý; ngoài for ngòai

ONE_SIGN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, " "))
_TONED = "àảãáạèẻẽéẹỳỷỹýỵòỏõóọùủũúụ"
_OPEN = re.compile(r"(o)([àảãáạèẻẽéẹ])(?!\w)|(?<!q)(u)([ỳỷỹýỵ])(?!\w)", re.IGNORECASE)
_CLOSED = re.compile(r"([òỏõóọ])([ae])(?=\w)|(?<!q)([ùủũúụ])(y)(?=[nptc])", re.IGNORECASE)


def same_tone_marks(text: str) -> str:
    """One spelling for words that differ only in which vowel carries the tone. Expects and gives composed letters."""
    opened = _OPEN.sub(lambda match: _shift(match[2] or match[4], match[1] or match[3], tone_first=True), nfc(text))
    return _CLOSED.sub(lambda match: _shift(match[1] or match[3], match[2] or match[4], tone_first=False), opened)


def spelled(name: str) -> str:
    """What two spellings of one name have in common: capitals, spaces, kinds of apostrophe and hyphen and the place of
    the tone do not matter, every letter and every tone does."""
    return " ".join(same_tone_marks(name).translate(ONE_SIGN).lower().split())


def _shift(toned: str, plain: str, *, tone_first: bool) -> str:
    parts = unicodedata.normalize("NFD", toned)  # the base and its tone
    moved = unicodedata.normalize("NFC", plain + parts[1])
    return moved + parts[0] if tone_first else parts[0] + moved


# Names

_NUMBER = re.compile(r"(\d+)")
_BEGINS = re.compile(rf"(?:^|[\s\-{APOSTROPHES}])\w")


# The particle of a name of the Highlands belongs to the word behind it: H' Hoa is H'Hoa.
SPACED_PARTICLE = rf"(^|\s)([HhKkMmRrYy])\s?([{APOSTROPHES}])\s+"
_SPACED_PARTICLE = re.compile(SPACED_PARTICLE)


def joined_particles(name: str) -> str:
    return _SPACED_PARTICLE.sub(r"\1\2\3", name)


def proper_case(name: str) -> str:
    """A name typed all in capitals or all in small letters with the first letter of each part large: H'HEN NIÊ → H'Hen Niê,
    Y-BLŎK → Y-Blŏk. Any other name stays as its owner writes it."""
    if name != name.upper() and name != name.lower():
        return name
    return _BEGINS.sub(lambda match: match[0].upper(), name.lower())


_SURNAMES = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong doan dao trinh mai cao luong luu ta
thai ha to chau quach lam van la tong trieu chu
"""
KINH_SURNAMES = frozenset(_SURNAMES.split())
# Clans of the Ê Đê, M'Nông and Jrai of Đắk Lắk, Gia Lai and Phú Yên that end a name, without marks. A list to guess by,
# from names in public use; it is not complete, and an officer corrects the guess.
_CLANS_OF_ONE_WORD = """
nie eban ebal eya enuol adrong alio arul aliu ayun bdap bing bkrong bya hdok hlong hmok hwing jdrong kbuor kdoh kdam
kmlo knul kpor krieng ksor ktla ktul kpa mdrang mjao mlo nay rahlan rcam rcom rmah rocham romah rbam siu kbrong
kpuih puih hiao rlan roo rlong triek rluk ksok
"""
_LONGER_CLANS = """
duon du, mlo duon du, mlo duon, nie kdam, nie buon rit, nie brit, nie hra, nie mkriek, nie blo, buon ya, buon krong,
buon dap, e ban, e nuol, e ya, ro cham, ro lan, ro mah, ro com, ro o, pang ting, pang sur, pang dung, lieng hot,
dak cat, bu dar
"""
_CLANS = [*_CLANS_OF_ONE_WORD.split(), *(" ".join(clan.split()) for clan in _LONGER_CLANS.split(","))]
CLANS = frozenset(_CLANS) | {clan.replace(" ", "-") for clan in _CLANS}
LONGEST_CLAN = 3


def clan_words(text: str) -> int:
    """How many words at the end are a clan; 0 when none, or when the name begins with a Kinh surname."""
    words = bare(text).split(" ")
    if words[0] in KINH_SURNAMES:
        return 0
    longest = min(LONGEST_CLAN, len(words) - 1)
    return next((count for count in range(longest, 0, -1) if " ".join(words[-count:]) in CLANS), 0)


def split_name(full: str) -> tuple[str, str]:
    """(rest, given): a guess. Kinh names end with the given name (Nguyễn Văn | An); Ê Đê, M'Nông and Jrai ones often
    with the clan, and what stands before it is the given name with its particle (Niê | Y Blŏk, Êban | H'Hen)."""
    words = nfc(full).split(" ")
    clan = clan_words(full)
    if clan:
        return " ".join(words[-clan:]), " ".join(words[:-clan])
    return " ".join(words[:-1]), words[-1]


def rest_of_name(full: str, given: str) -> str:
    """What is left of the name without its given part, wherever it stands; the whole name when it does not contain
    it."""
    if full == given:
        return ""
    if full.endswith(" " + given):
        return full[: -len(given) - 1]
    if full.startswith(given + " "):
        return full[len(given) + 1 :]
    return full


def _part_key(text: str) -> str:
    """Letters of all syllables, then their tones: the tone decides only between words of the same letters."""
    spread = " ".join(nfc(text).translate(_SORTED).lower().split())
    return spread.translate(_LETTERS_ONLY) + "!" + spread.translate(_TONES_ONLY)


def title_sort_key(title: str) -> tuple[tuple[str, int], ...]:
    """Orders titles of places as people count them: Thôn 2 before Thôn 10, Đ after D."""
    texts_and_numbers = [*_NUMBER.split(nfc(title)), "0"]
    pairs = zip(texts_and_numbers[::2], texts_and_numbers[1::2], strict=True)
    return tuple((_part_key(text), int(number)) for text, number in pairs)


def name_sort_key(full: str, given: str) -> str:
    """Orders by given name, then the rest, in the Vietnamese alphabet, when compared byte by byte (C.UTF-8)."""
    cleaned, name = nfc(full), nfc(given)
    return f"{_part_key(name)} {_part_key(rest_of_name(cleaned, name))}"[:NAME_KEY_LENGTH]
