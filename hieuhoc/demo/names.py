"""Names as people in Đắk Lắk and the former Phú Yên bear them: Kinh, Ê Đê, M'Nông, Jrai. All people made from them are invented."""

import numpy as np
from numpy.random import Generator

KINH_FAMILIES = (
    ("Nguyễn", 31), ("Trần", 11), ("Lê", 10), ("Phạm", 7), ("Huỳnh", 5), ("Phan", 5), ("Võ", 5), ("Đặng", 3), ("Bùi", 2),
    ("Đỗ", 2), ("Hồ", 2), ("Ngô", 2), ("Dương", 1), ("Lương", 1), ("Trương", 2), ("Đinh", 1), ("Cao", 1), ("Tạ", 1),
    ("Mai", 1), ("Lưu", 1), ("Hà", 1), ("Đoàn", 1), ("Châu", 1),
)  # fmt: skip
KINH_MALE_MIDDLES = (
    "Văn",
    "Hữu",
    "Đức",
    "Minh",
    "Quốc",
    "Thanh",
    "Công",
    "Xuân",
    "Ngọc",
    "Đình",
    "Trọng",
    "Duy",
    "Tấn",
    "Thành",
)
KINH_FEMALE_MIDDLES = (
    "Thị",
    "Thị Thu",
    "Thị Kim",
    "Ngọc",
    "Thanh",
    "Thị Mỹ",
    "Thị Bích",
    "Thuỳ",
    "Thị Hồng",
    "Thị Ánh",
    "Kim",
    "Thị Ngọc",
)
KINH_MALE_GIVEN = (
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hậu", "Hiếu", "Hoà", "Hùng", "Huy", "Khoa", "Lâm", "Long", "Lộc", "Minh",
    "Nam", "Nghĩa", "Nhân", "Phong", "Phúc", "Quang", "Quý", "Sơn", "Tài", "Tâm", "Thắng", "Thịnh", "Tiến", "Toàn", "Trí",
    "Trung", "Tuấn", "Tùng", "Vinh", "Vũ",
)  # fmt: skip
KINH_FEMALE_GIVEN = (
    "Anh", "Chi", "Diệp", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hoà", "Hồng", "Huệ", "Hương", "Lan",
    "Liên", "Linh", "Loan", "Mai", "Nga", "Ngân", "Ngọc", "Nhung", "Oanh", "Phương", "Quyên", "Tâm", "Thảo", "Thu", "Thuý",
    "Trang", "Trinh", "Tuyết", "Vân", "Yến",
)  # fmt: skip

EDE_CLANS = (
    "Niê", "Êban", "Mlô", "Kbuôr", "Byă", "Ksơr", "Buôn Yă", "Buôn Krông", "Ayŭn", "Hđơk", "Hwing", "Kpơr", "Knul", "Êñuôl", "Adrơng",
)  # fmt: skip
EDE_MALE_GIVEN = (
    "Wang", "Bhăm", "Thih", "Khoan", "Nguê", "Bliă", "Djuang", "Dhăm", "Nuê", "Ruê", "Thuat", "Bhiu", "Krang", "Săm", "Nê", "Djip",
    "Hiăng", "Ju", "Khiêm", "Lin",
)  # fmt: skip
EDE_FEMALE_GIVEN = (
    "Hoa", "Blen", "Yuôn", "Mlen", "Rin", "Linh", "Bia", "Ngoan", "Luăn", "Wê", "Nuên", "Dim", "Jŭn", "Duên", "Krih", "Mari", "Nga",
    "Sen", "Yar", "Lem",
)  # fmt: skip
MNONG_CLANS = (
    "Bkrông",
    "Triêk",
    "Liêng",
    "Rlăm",
    "Cil",
    "Teh",
    "Pang Ting",
    "Dăk Cat",
    "Du",
    "Kơ",
)
MNONG_MALE_GIVEN = (
    "Đăm",
    "Krông",
    "Thinh",
    "Khiă",
    "Lăng",
    "Mbŭn",
    "Nhơi",
    "Prăk",
    "Thăi",
    "Viên",
)
MNONG_FEMALE_GIVEN = (
    "Mai",
    "Bum",
    "Ƀlŏ",
    "Jăng",
    "Lĭm",
    "Ngơl",
    "Nhiăn",
    "Tuyn",
    "Yăm",
    "Srai",
)
JRAI_CLANS = ("Siu", "Rcom", "Rmah", "Kpă", "Nay", "Ksor", "Rơ Châm", "Rơ Ô")
JRAI_MALE_GIVEN = (
    "Blơ",
    "Tuân",
    "Thoa",
    "Thim",
    "Djoang",
    "Chuen",
    "Klah",
    "Phiên",
    "Brơm",
    "Hyiu",
)
JRAI_FEMALE_GIVEN = (
    "H'Bơ",
    "H'Lan",
    "H'Hlen",
    "H'Nhan",
    "H'Phương",
    "H'Uyên",
    "H'Nguyệt",
    "H'Trinh",
    "H'Kiều",
    "H'Yơn",
)

KINH, EDE, MNONG, JRAI = range(4)
CLAN_NAMES = (
    tuple(name for name, _ in KINH_FAMILIES),
    EDE_CLANS,
    MNONG_CLANS,
    JRAI_CLANS,
)
GIVEN_NAMES = (
    (KINH_MALE_GIVEN, KINH_FEMALE_GIVEN),
    (EDE_MALE_GIVEN, EDE_FEMALE_GIVEN),
    (MNONG_MALE_GIVEN, MNONG_FEMALE_GIVEN),
    (JRAI_MALE_GIVEN, JRAI_FEMALE_GIVEN),
)


def draw_clans(random: Generator, people: np.ndarray) -> np.ndarray:
    """A family or clan name for each household's people code (KINH, EDE, MNONG, JRAI)."""
    drawn = np.empty(len(people), dtype=object)
    for code, names in enumerate(CLAN_NAMES):
        chosen = people == code
        weights = (
            np.array([weight for _, weight in KINH_FAMILIES], dtype=float) if code == KINH else np.ones(len(names))
        )
        drawn[chosen] = random.choice(
            np.array(names, dtype=object),
            size=int(chosen.sum()),
            p=weights / weights.sum(),
        )
    return drawn


def draw_names(
    random: Generator, people: np.ndarray, clans: np.ndarray, is_female: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(full names, given names): Kinh and Jrai put the family or clan first, Ê Đê and M'Nông last."""
    full, given = (
        np.empty(len(people), dtype=object),
        np.empty(len(people), dtype=object),
    )
    for code, sexes in enumerate(GIVEN_NAMES):
        for sex, names in enumerate(sexes):
            rows = np.flatnonzero((people == code) & (is_female == bool(sex)))
            own = random.choice(np.array(names, dtype=object), size=len(rows))
            middles = KINH_FEMALE_MIDDLES if sex else KINH_MALE_MIDDLES
            between = random.choice(np.array(middles, dtype=object), size=len(rows))
            for row, name, middle in zip(rows, own, between, strict=True):
                full[row], given[row] = _compose(code, bool(sex), clans[row], middle, name)
    return full, given


def _compose(code: int, is_female: bool, clan: str, middle: str, name: str) -> tuple[str, str]:
    if code == KINH:
        return f"{clan} {middle} {name}", name
    if code == JRAI:
        return f"{clan} {name}", name
    own = f"H'{name}" if is_female else f"Y {name}"
    return f"{own} {clan}", own
