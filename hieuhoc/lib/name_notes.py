"""Notes that hand-made lists carry in the cell of a name: (đã mất), - đã chuyển đi, Ông, a year, a second person. Patterns for whole
columns; each takes off the note and leaves the name."""

# What opens a note, and the rest of the cell behind its first word.
_OPENS = r"\s*[(\[\-–,;:]+\s*"
_REST = r"[^\p{L}].*|"
_DIED = "đã mất|đã chết|đã qua đời|qua đời|từ trần"
_WENT = "đã chuyển|chuyển đi|chuyển đến|chuyển khẩu|chuyển về|đã đi khỏi|cắt khẩu|đã tách hộ"
_TITLES = "ông|bà|anh|chị|cô|chú|bác|cụ|cháu|thầy"
DEAD = rf"(?i)(?:{_OPENS}|\s+)(?:{_DIED})(?:{_REST})$|(?i){_OPENS}(?:mất|chết|†)(?:{_REST})$|\s*†\s*$"
MOVED = rf"(?i)(?:{_OPENS}|\s+)(?:{_WENT})(?:{_REST})$|(?i){_OPENS}chuyển(?:{_REST})$"
TITLE = rf"(?i)^(?:(?:{_TITLES})[.:]?\s+)+(?P<name>\S+\s+\S.*)$"
YEAR = r"(?i)\s*[(\[\-–,;:]*\s*(?:\b(?:sn|ns|sinh năm|năm sinh|sinh)\b)?[\s.:]*\d[\d/.\-]*\s*[)\]]?\s*$"
OTHER = r"\s*[(\[].*$"
_NAME = r"[\p{L}][\p{L}\p{M}'’‘ʼ\-]*(?:[^\S\n]+[\p{L}\p{M}'’‘ʼ\-]+)+"  # two words at least
SEVERAL = rf"^(?P<first>{_NAME})(?:\s*[,;/&+\n]\s*|\s+[-–]\s+|\s+và\s+){_NAME}.*$"
NOTES = (DEAD, MOVED, YEAR, OTHER, SEVERAL, TITLE)
# What each of them needs, found in one look: nearly all names have nothing of it.
HINT = rf"(?i)[\d(\[\-–,;:†/&+\n]| và |{_DIED}|{_WENT}|^(?:{_TITLES})[.:]?\s"
