"""The roster: people of a commune (or of a whole province, with commune codes), their homes, families, clans, units and branches."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import ClassVar

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.frames import query
from hieuhoc.lib.scope import Scope
from hieuhoc.people.counting import places_counted_of
from hieuhoc.people.leaving import note_returns
from hieuhoc.people.rosters.change import write_changed
from hieuhoc.people.rosters.compare import compared
from hieuhoc.people.rosters.counted import Counted
from hieuhoc.people.rosters.elsewhere import reached_homes
from hieuhoc.people.rosters.export import roster_of
from hieuhoc.people.rosters.groups import (
    FAMILY_KEYS,
    look_up_clans,
    make_clans,
    make_families,
    with_clan_keys,
    with_clans,
)
from hieuhoc.people.rosters.kinds import (
    NAME_BEGINS,
    NAME_ENDS,
    SEX,
    Birth,
    HeadOfHousehold,
    IdentityDigits,
    PersonName,
    PhoneDigits,
)
from hieuhoc.people.rosters.makings import gathered as wanted
from hieuhoc.people.rosters.makings import makings
from hieuhoc.people.rosters.match import RECASED, Known, look_up_unnumbered, with_citizens, with_indexes, with_names
from hieuhoc.people.rosters.places import (
    VILLAGE_SHEET,
    clipped,
    located,
    lock_map,
    look_up_homes,
    make_villages,
    standing,
    with_homes,
)
from hieuhoc.people.rosters.powers import look_up_powers, say_withheld_of_new, without_withheld
from hieuhoc.people.rosters.records import RECORD, with_records
from hieuhoc.people.rosters.roles import say_roles
from hieuhoc.people.rosters.villages_asked import ask_villages
from hieuhoc.people.rosters.write import write_new
from hieuhoc.places.models import PlaceSpell
from hieuhoc.places.reads import told_apart
from hieuhoc.sheets.definition import WARNING, Check, Column, ImportSetting, Problems
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.kinds import Choice, Code, Day, Text
from hieuhoc.sheets.questions import Questions
from hieuhoc.sheets.sheet import Run

GIVEN_ELSEWHERE = _("Tên gọi phải là một phần của họ và tên.")
UNKNOWN_UNIT = _("Chưa có đơn vị mang mã này; nhập bảng Đơn vị trước.")
UNKNOWN_BRANCH = _("Chưa có chi hội mang mã này; lập chi hội trước.")
MAP_CHANGED = _("Địa giới đã thay đổi từ khi kiểm tra tệp; kiểm tra lại.")
FUTURE = _("Ngày cư trú ở tương lai; xem lại.")
NUMBER_TAKEN = _("Lúc ghi, số định danh này vừa được ghi cho một người; kiểm tra lại tệp để xem đó là ai.")
SAME_PERSON = _("Lúc ghi, dòng này và một dòng khác của tệp, hoặc một người vừa được ghi, là cùng một người; xem lại.")
VILLAGE, HOUSEHOLD = "village", "household"
SHARED_CLAN = _("Nhiều dòng họ của xã mang tên này; ghi mã của dòng họ thay cho tên: {}.")
NO_VILLAGE = _("Không ghi thôn, buôn: người này được ghi ở xã, chưa tính vào thôn, buôn nào.")
NO_HOUSEHOLD = _("Không ghi mã hộ: người này chưa thuộc gia đình nào.")
NO_VILLAGES = _("Tệp không ghi thôn, buôn: {} người mới được ghi ở xã, chưa tính vào thôn, buôn nào.")
NO_HOUSEHOLDS = _("Tệp không ghi mã hộ: {} người mới chưa thuộc gia đình nào.")
BRANCH_ROLES = (("member", _("Hội viên")), ("officer", _("Cán bộ hội")), ("head", _("Chi hội trưởng")))

COLUMNS = (
    Column("commune_code", _("Mã xã"), Code(16), help=_("Chỉ cần khi nhập cho cả tỉnh."), example="24100", aliases=("Mã phường", "Mã ĐVHC"), heads_block=True, must_be_right=True),
    Column("name", _("Họ và tên"), PersonName(), example="H'Hen Niê", aliases=("Họ tên", "Tên đầy đủ"), begins=NAME_BEGINS, ends=NAME_ENDS, is_required=True, width=28),
    Column("given", _("Tên gọi"), Text(60), help=_("Để trống thì phần mềm tự tách từ họ và tên."), example="H'Hen", aliases=("Tên",)),
    Column("birth", _("Ngày sinh"), Birth(), help=_("05/03/1980 hoặc chỉ năm 1980."), example="05/03/1980", aliases=("Năm sinh", "Ngày tháng năm sinh"), is_required=True),
    Column("sex", _("Giới tính"), SEX, example="Nữ", ticked=("Nam", "Nữ"), ticks_hold="birth"),
    Column(
        "number",
        _("Số định danh"),
        IdentityDigits(),
        help=_("12 chữ số (hoặc 9 với chứng minh nhân dân cũ). Định dạng ô là Văn bản để không mất số 0 đầu."),
        example="066180001234",
        aliases=("Số CCCD", "CCCD", "CMND", "CCCD/CMND", "Số CMND/CCCD", "Số định danh cá nhân", "Mã định danh", "Số căn cước"),
        read_by="people.read_number",
        must_be_right=True,
    ),
    Column("phone", _("Điện thoại"), PhoneDigits(), example="0905123456", aliases=("Số điện thoại", "SĐT", "Di động")),
    Column("village", _("Thôn, buôn"), Text(120), example="Buôn Ea Sar", aliases=("Thôn", "Buôn", "Tổ dân phố", "Khu phố", "Thôn/buôn/TDP"), sheet_name=VILLAGE_SHEET, heads_block=True, resembles=("Địa chỉ", "Nơi ở", "Chỗ ở", "Nơi cư trú", "Thường trú"), must_be_right=True),
    Column("household", _("Mã hộ"), Code(40), example="H0012", aliases=("Số hộ", "Hộ số", "Mã hộ gia đình"), heads_block=True, resembles=("Hộ", "Hộ gia đình")),
    Column("is_head", _("Chủ hộ"), HeadOfHousehold(), help=_("Chọn Có ở dòng của chủ hộ."), example="Có", aliases=("Là chủ hộ", "Quan hệ với chủ hộ", "Quan hệ chủ hộ", "Họ tên chủ hộ", "Họ và tên chủ hộ", "Tên chủ hộ")),
    Column("clan", _("Dòng họ"), Text(120), example="Niê", aliases=("Tên dòng họ",), resembles=("Mã họ", "Mã dòng họ")),
    Column("since", _("Cư trú từ ngày"), Day(), help=_("Để trống thì dùng ngày chọn khi nhập."), example="01/07/2025", aliases=("Từ ngày",)),
    Column("unit", _("Mã đơn vị"), Code(40), help=_("Đơn vị công tác chính."), example="THCS-EASAR", aliases=("Mã đơn vị công tác",)),
    Column("branch", _("Mã chi hội"), Code(40), example="CH-EASAR"),
    Column("branch_role", _("Vai trò trong chi hội"), Choice(BRANCH_ROLES), example="Hội viên"),
    RECORD,
)  # fmt: skip


class Roster(Counted):
    code = "roster"
    title = _("Danh sách dân cư")
    help = _("Mỗi dòng một người. Người đã có được nhận ra theo số định danh; ô để trống không xoá dữ liệu đã có.")
    ability = "sheets.import_roster"
    change_names: ClassVar = {"home": _("Nơi ở"), "return": _("Trở về tỉnh")}
    columns = COLUMNS
    clashes: ClassVar = {
        "identity_number_once": NUMBER_TAKEN,
        "people_matchchoice_declaration_key": SAME_PERSON,
        "residence_one_open": SAME_PERSON,
        "residence_one_per_since": SAME_PERSON,
    }
    settings = (
        ImportSetting("since", _("Cư trú từ ngày (khi ô để trống)"), "date", is_required=True),
        ImportSetting("make_villages", _("Lập mới thôn, buôn chưa có"), "yes_no"),
    )

    def choices(self, place: int) -> dict[str, list[str]]:
        homes = look_up_homes(place)
        villages = homes.villages.drop_nulls("home")["home"].unique().to_list()
        spells = PlaceSpell.objects.filter(place__in=villages, until=None).order_by("kind", "name", "place")
        return {"village": list(told_apart(spells).values())}

    def start(self, run: Run) -> None:
        look_up_powers(run)
        homes = look_up_homes(run.place)
        communes = homes.communes["commune"].to_list()
        every_home = [*communes, *homes.villages.drop_nulls("home")["home"].unique()]
        run.looked_up.pop("unnumbered", None)
        run.looked_up.pop("heads", None)
        run.looked_up |= {
            "homes": homes,
            "clans": look_up_clans(communes),
            "every_home": every_home,
            "units": query("SELECT upper(code), id FROM people_workunit", [], {"unit": pl.String, "unit_id": pl.Int64}),
            "branches": query(
                "SELECT upper(code), id FROM people_associationbranch", [], {"branch": pl.String, "branch_id": pl.Int64}
            ),
        }

    def ask(self, run: Run, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        may_make = bool(run.settings.get("make_villages"))
        return ask_villages(run, run.looked_up["homes"], frame, questions, may_make=may_make)

    def derive(self, run: Run, frame: pl.DataFrame) -> pl.DataFrame:
        frame, recased = with_names(frame)
        run.tell(RECASED, recased)
        frame = _without_given_elsewhere(frame)
        says_since = pl.col("since").is_not_null()
        return with_indexes(
            frame.with_columns(since=pl.coalesce("since", pl.lit(run.settings["since"])), says_since=says_since)
        )

    def resolve(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = clipped(run.looked_up["homes"], with_homes(run, run.looked_up["homes"], frame, problems))
        frame = with_clan_keys(run.looked_up["clans"], frame)
        frame = frame.join(run.looked_up["units"], on="unit", how="left", maintain_order="left")
        frame = frame.join(run.looked_up["branches"], on="branch", how="left", maintain_order="left")
        problems.apply(
            frame,
            (
                Check(
                    pl.col("is_given_elsewhere"), "given_name_elsewhere", GIVEN_ELSEWHERE, column="given"
                ).as_left_out(),
                Check(
                    pl.col("unit").is_not_null() & pl.col("unit_id").is_null(),
                    "unknown_unit",
                    UNKNOWN_UNIT,
                    column="unit",
                ).as_left_out(),
                Check(
                    pl.col("branch").is_not_null() & pl.col("branch_id").is_null(),
                    "unknown_branch",
                    UNKNOWN_BRANCH,
                    column="branch",
                ).as_left_out(),
                Check(pl.col("since") > timezone.localdate(), "future", FUTURE, column="since"),
            ),
        )
        known = {code: pl.when(pl.col(f"{code}_id").is_not_null()).then(pl.col(code)) for code in ("unit", "branch")}
        return frame.with_columns(**known)  # what is not known is left out, and not shown as if it were read

    def natural_key(self, frame: pl.DataFrame) -> pl.Series:
        # One village may be written in several ways.
        village = pl.coalesce(pl.col("home").cast(pl.String), "village_key")
        declared = pl.struct("folded_name", "birth", "birth_year", "sex", "commune", village).hash(seed=1)
        keyed = (
            pl.when(pl.col("number_index").is_not_null())
            .then(pl.col("number_index").hash(seed=2))
            .when(pl.col("record").is_not_null())
            .then(pl.col("record").hash(seed=3))
            .otherwise(declared)
        )
        return frame.select(keyed.alias("key"))["key"]

    def compare(self, run: Run, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        frame = located(run.looked_up["homes"], frame)
        frame = with_clans(run.looked_up["clans"], frame)
        gone = pl.col("home").is_not_null() & ~pl.col("home").is_in(standing(run.looked_up["homes"]).implode())
        problems.apply(frame, (Check(gone, "map_changed", MAP_CHANGED, column="village"),))
        frame = frame.drop("joins_clan", "joins_household", "is_clan_shared", strict=False)
        frame = with_records(frame, partial(reached_homes, run), problems)
        frame = without_withheld(run, with_citizens(_unnumbered(run), frame, problems))
        frame = _without_shared_clans(compared(run, frame, problems), problems)
        say_withheld_of_new(frame, problems)
        _say_unplaced(run, frame, problems)
        say_roles(run, frame, problems)
        moving = frame.filter(pl.col("outcome") != "same")
        known = moving.filter(pl.col("outcome") == "changed")["citizen"].drop_nulls().unique().to_list()
        places = set(moving["commune"].drop_nulls().unique()) | places_counted_of(known, None)
        self.recount(run, places, moving["since"].dt.year())
        return frame

    def gather(self, run: Run, frame: pl.DataFrame) -> pl.DataFrame:
        return wanted(frame)

    def makings(self, run: Run, gathered: pl.DataFrame) -> pl.DataFrame:
        return makings(run, gathered)

    def prepare(self, run: Run, gathered: pl.DataFrame, journal: Journal) -> None:
        of = {kind: gathered.filter(pl.col("kind") == kind) for kind in ("village", "family", "clan")}
        if of["village"].height:
            wanted = of["village"].unique(["commune", "key"], maintain_order=True)
            make_villages(run, wanted.select("commune", village="title"), journal)
        families = located(run.looked_up["homes"], of["family"].rename({"key": "village_key"})).drop_nulls("home")
        run.looked_up["families"] = make_families(run, families.select(FAMILY_KEYS), journal)
        make_clans(run, of["clan"].select("commune", clan_key="key", clan="title"), journal)

    def write(self, run: Run, frame: pl.DataFrame, journal: Journal) -> None:
        lock_map()
        frame = located(run.looked_up["homes"], frame)
        frame = with_clans(run.looked_up["clans"], frame)
        frame = frame.join(run.looked_up["families"], on=FAMILY_KEYS, how="left", maintain_order="left")
        write_new(run, frame.filter(pl.col("outcome") == "new"), journal)
        write_changed(run, frame.filter(pl.col("outcome") == "changed"), journal)

    def taken_back(self, run: Run) -> None:
        note_returns(run)

    def export(self, place: int, scope: Scope, on: date) -> Iterator[pl.DataFrame]:
        return roster_of(place, scope)


def _without_given_elsewhere(frame: pl.DataFrame) -> pl.DataFrame:
    """A given name that the full name does not hold is not read; `is_given_elsewhere` tells of it."""
    is_part = pl.format(" {} ", "name").str.contains(pl.format(" {} ", "given"), literal=True)
    frame = frame.with_columns(is_given_elsewhere=(pl.col("given").is_not_null() & ~is_part).fill_null(False))
    if not frame["is_given_elsewhere"].any():
        return frame
    return with_names(
        frame.with_columns(given=pl.when(~pl.col("is_given_elsewhere")).then("given")).drop(
            "given_name", "name_key", "folded_name"
        )
    )[0]


def _without_shared_clans(frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
    """Of several clans of one name none is chosen: the person comes in without, and the sentence asks for a code."""
    is_shared = (pl.col("outcome") == "new") & pl.col("clan_namesakes").is_not_null()
    frame = frame.with_columns(is_clan_shared=(pl.col("is_clan_shared") | is_shared).fill_null(False))
    codes = (pl.col("clan_namesakes"),)
    shared = Check(pl.col("is_clan_shared"), "clan_shared", SHARED_CLAN, codes, column="clan").as_left_out()
    problems.apply(frame, (shared,))
    of_clan = ("clan", "clan_key", "clan_id")
    return frame.with_columns(pl.when(~pl.col("is_clan_shared")).then(pl.col(name)).alias(name) for name in of_clan)


def _say_unplaced(run: Run, frame: pl.DataFrame, problems: Problems) -> None:
    """Who comes in without a village or a household: row by row where the list says it of others, else in one sentence."""
    new = frame.filter(pl.col("outcome") == "new")
    for column, check, words in ((VILLAGE, NO_VILLAGE, NO_VILLAGES), (HOUSEHOLD, NO_HOUSEHOLD, NO_HOUSEHOLDS)):
        if frame[column].is_null().all():
            run.tell(words, new.height)
        else:
            problems.apply(new, (Check(pl.col(column).is_null(), f"no_{column}", check, (), WARNING, column),))


def _unnumbered(run: Run) -> Known:
    """Looked up once, and not at all by a writing that compares nothing again."""
    known: Known | None = run.looked_up.get("unnumbered")
    if known is None:  # or another worker has just begun anew
        known = run.looked_up["unnumbered"] = look_up_unnumbered(run.looked_up["every_home"])
    return known
