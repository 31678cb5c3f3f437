"""A commune's roster as its officer would send it: a real workbook, read, checked and written by the same code as a user's."""

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import xlsxwriter

from hieuhoc.demo.ground import PROVINCE_CODES
from hieuhoc.demo.population import VillageSeat, draw_households, draw_people, identity_digits
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Ancestry, Place, PlaceSpell
from hieuhoc.sheets.actions import check_batch, confirm_batch, receive_file
from hieuhoc.sheets.models import Batch

NEWCOMERS = 150
SINCE = "2025-09-01"
HEADER = ("Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Thôn, buôn", "Mã hộ", "Dòng họ")


def import_roster(commune: Place) -> Batch:
    """New households of the commune: received, checked and written; a second workbook with faults is left waiting."""
    rows = newcomers(commune)
    with TemporaryDirectory() as folder:
        clean, faulty = Path(folder) / "dan-cu.xlsx", Path(folder) / "dan-cu-bo-sung.xlsx"
        write_workbook(clean, rows)
        write_workbook(faulty, with_faults(rows))
        batch = _check(clean, commune)
        _check(faulty, commune)
    return confirm_batch(batch, actor=None)


def newcomers(commune: Place) -> pl.DataFrame:
    """People drawn from a seed of their own; numbers begin with 9 in the tail, where the residents' never reach first."""
    random = np.random.default_rng(commune.pk)
    village_ids = Ancestry.objects.filter(ancestor=commune, depth=1, until__isnull=True).values("descendant")
    spells = PlaceSpell.objects.filter(place__in=village_ids, until__isnull=True)
    titles = {spell.place_id: f"{spell.kind} {spell.name}" for spell in spells}
    namesakes = {title for title, count in Counter(titles.values()).items() if count > 1}
    names = {place: title for place, title in titles.items() if title not in namesakes} or titles
    seats = [VillageSeat(pk, commune.pk, PROVINCE_CODES[1]) for pk in names]
    households = draw_households(random, NEWCOMERS, seats)
    people = draw_people(random, households)
    return people.select(
        "name",
        pl.coalesce(pl.col("birth_date").dt.strftime("%d/%m/%Y"), pl.col("birth_year").cast(pl.String)).alias("birth"),
        pl.when(pl.col("sex") == "f").then(pl.lit("Nữ")).otherwise(pl.lit("Nam")).alias("sex"),
        identity_digits(random, people).alias("number"),
        pl.col("village").replace_strict(names, return_dtype=pl.String).alias("village"),
        pl.format("NC-{}", pl.col("household").cast(pl.String).str.zfill(4)).alias("household"),
        "clan",
    )


def with_faults(rows: pl.DataFrame) -> pl.DataFrame:
    """The same people a week later with what goes wrong in real lists: short numbers, impossible dates, unknown villages."""
    row = pl.int_range(pl.len())
    return rows.head(60).with_columns(
        number=pl.when(row % 15 == 3).then(pl.col("number").str.slice(0, 11)).otherwise("number"),
        birth=pl.when(row % 20 == 5).then(pl.lit("31/02/1980")).otherwise("birth"),
        sex=pl.when(row % 25 == 7).then(pl.lit("khác")).otherwise("sex"),
        village=pl.when(row % 30 == 9).then(pl.lit("Thôn Không Có")).otherwise("village"),
    )


def write_workbook(path: Path, rows: pl.DataFrame) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows.iter_rows(), start=1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value or "")


def _check(path: Path, commune: Place) -> Batch:
    with path.open("rb") as content:
        batch = receive_file(
            "roster",
            content,
            file_name=path.name,
            place=commune,
            settings={"since": date.fromisoformat(SINCE)},
            actor=None,
        )
    checked = check_batch(batch, actor=None)
    if checked.status == Batch.Status.REFUSED:
        raise Refusal(f"Bảng tính {path.name}: {checked.refusal}", code="sheet_refused")
    return checked
