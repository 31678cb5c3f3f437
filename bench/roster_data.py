"""An invented province and the rows of its roster: the same rows for the import, the baseline and the other library."""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter

from hieuhoc.lib.vietnamese import fold
from hieuhoc.places.models import Ancestry, Place, PlaceSpell

COMMUNES, VILLAGES_EACH, CLANS_EACH, HOUSEHOLD = 40, 25, 30, 4
SEED = 324
FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Phan",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Trương",
    "Đinh",
    "Cao",
    "Lương",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Quốc",
    "Thanh",
    "Ngọc",
    "Xuân",
    "Kim",
    "Bích",
    "Mỹ",
    "Thu",
    "Hồng",
    "Trọng",
    "Tấn",
]
GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Huệ",
    "Hùng",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Ngân",
    "Phúc",
    "Quân",
    "Sơn",
    "Tâm",
    "Thảo",
    "Trang",
    "Tuấn",
    "Vy",
    "Yến",
]
EDE_GIVEN = ["Y Blŏk", "Y Thuin", "H'Hen", "H'Bia", "Y Wăn", "H'Lê", "Y Ngông", "H'Mai", "Y Sĭm", "H'Đơk"]
EDE_CLANS = ["Niê", "Êban", "Mlô", "Byă", "Kbuôr", "Ksơr", "Ayŭn", "Niê Kdăm", "Kpă", "Hđơk"]
HEADERS = {
    "commune_code": "Mã xã",
    "name": "Họ và tên",
    "birth": "Ngày sinh",
    "sex": "Giới tính",
    "number": "Số định danh",
    "phone": "Điện thoại",
    "village": "Thôn, buôn",
    "household": "Mã hộ",
    "clan": "Dòng họ",
    "since": "Cư trú từ ngày",
}


def make_map() -> Place:
    """One province with its communes and villages, as the database of a province would already hold them."""
    province = _place("66", "Bench", "Tỉnh", "province", None)
    communes = [_place(f"B{number:04}", f"Số {number}", "Xã", "commune", province) for number in range(COMMUNES)]
    for commune in communes:
        for number in range(VILLAGES_EACH):
            _place("", f"Ea Bench {number + 1}", "Buôn", "village", commune, above=province)
    return province


def _place(code: str, name: str, kind: str, tier: str, parent: Place | None, above: Place | None = None) -> Place:
    place = Place.objects.create()
    PlaceSpell.objects.create(
        place=place, code=code, name=name, folded_name=fold(name), kind=kind, tier=tier, parent=parent
    )
    chain = [place, *([parent] if parent else []), *([above] if above else [])]
    Ancestry.objects.bulk_create(
        Ancestry(ancestor=upper, descendant=place, depth=depth) for depth, upper in enumerate(chain)
    )
    return place


def rows(count: int) -> pl.DataFrame:
    """`count` people in households of about four; every eighth an Ê Đê name; everyone has a number, six in ten a phone."""
    chance = np.random.default_rng(SEED)
    position = np.arange(count)
    house = position // HOUSEHOLD
    commune = house % COMMUNES
    village = (house // COMMUNES) % VILLAGES_EACH
    year = chance.integers(1935, 2024, count)
    day = np.datetime64("1970-01-01") + (year - 1970) * 365 + chance.integers(0, 365, count)
    year = day.astype("datetime64[Y]").astype(int) + 1970
    female = chance.integers(0, 2, count)
    number = 66 * 10**9 + ((year // 100 - 19) * 2 + female) * 10**8 + year % 100 * 10**6
    # Six digits are too few to be different by chance: a running number, shuffled, carries over into the prefix's last digits.
    number = number + chance.permutation(count) % 10**6 + (chance.permutation(count) // 10**6) * 10**9
    words = {
        name: np.array(values)
        for name, values in (("f", FAMILIES), ("m", MIDDLES), ("g", GIVEN), ("e", EDE_GIVEN), ("c", EDE_CLANS))
    }
    pick = {name: values[chance.integers(0, len(values), count)] for name, values in words.items()}
    kinh = pl.format("{} {} {}", pl.Series(pick["f"]), pl.Series(pick["m"]), pl.Series(pick["g"]))
    ede = pl.format("{} {}", pl.Series(pick["e"]), pl.Series(pick["c"]))
    frame = pl.DataFrame(
        {
            "at": position,
            "house": house,
            "commune": commune,
            "village": village,
            "female": female,
            "number": number,
            "birth": day,
        }
    )
    phones = chance.integers(0, 10**8, count)
    frame = frame.with_columns(phone=pl.Series(phones), has_phone=pl.Series(chance.random(count) < 0.6))
    return frame.select(
        pl.format("B{}", pl.col("commune").cast(pl.String).str.zfill(4)).alias("commune_code"),
        pl.when(pl.col("house") % 8 == 0).then(ede).otherwise(kinh).alias("name"),
        pl.col("birth").cast(pl.Date).dt.strftime("%d/%m/%Y"),
        pl.when(pl.col("female") == 1).then(pl.lit("Nữ")).otherwise(pl.lit("Nam")).alias("sex"),
        pl.col("number").cast(pl.String).str.zfill(12),
        pl.when("has_phone").then(pl.format("09{}", pl.col("phone").cast(pl.String).str.zfill(8))).alias("phone"),
        pl.format("Buôn Ea Bench {}", pl.col("village") + 1).alias("village"),
        pl.format("H{}", pl.col("house").cast(pl.String).str.zfill(6)).alias("household"),
        pl.format("Bench {}", pl.col("house") % CLANS_EACH).alias("clan"),
        pl.lit(date(2025, 7, 1).strftime("%d/%m/%Y")).alias("since"),
    ).unique("number", keep="first", maintain_order=True)


def write_csv(frame: pl.DataFrame, path: Path) -> Path:
    frame.rename(HEADERS).write_csv(path)
    return path


def write_xlsx(frame: pl.DataFrame, folder: Path, files: int) -> list[Path]:
    size = -(-frame.height // files)
    paths = []
    for part in range(files):
        path = folder / f"roster-{part}.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
            page = book.add_worksheet("Danh sách")
            page.write_row(0, 0, list(HEADERS.values()))
            for number, row in enumerate(frame.slice(part * size, size).iter_rows(), start=1):
                page.write_row(number, 0, row)
        paths.append(path)
    return paths
