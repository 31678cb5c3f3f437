"""Sheets sent by who may not read the people of the place (skills sent by the education office): a row means a person only
where all it says of them agrees, and what does not is told in one sentence, whether such a number exists or not. Numbers tried
with other words are looks (people.actions.looks): on record at the person, and few within the hour."""

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import may, open_grants
from hieuhoc.audit.actions import record_reading
from hieuhoc.people.actions.looks import LOOKED, READ, Sight, look_up_number, refuse_many_looks
from hieuhoc.people.rules import Identity
from hieuhoc.people.sealing import seal_said
from hieuhoc.places.reads import ancestors
from hieuhoc.sheets.definition import Check
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.sheet import Run

NOT_AS_SAID = _(
    "Không có ai ở nơi nhập khớp với mọi điều ghi ở dòng này; xem lại số định danh, họ tên và ngày sinh trên thẻ, hoặc hỏi xã,"
    " phường nơi người ấy ở."
)


def may_read(run: Run) -> bool:
    """The system itself may; else whoever sent the file."""
    if "may_read" not in run.looked_up:
        sender = run.batch.uploaded_by
        run.looked_up["may_read"] = sender is None or may(sender, READ, run.place)
    known: bool = run.looked_up["may_read"]
    return known


def as_said() -> pl.Expr:
    """Rows of `with_people` with the facts of their people: all that is said of the person agrees."""
    says_number = pl.col("number_index").is_not_null()
    same_number = ~says_number | pl.col("by_number").is_not_null()
    same_record = pl.col("by_record").is_null() | (pl.col("by_record") == pl.col("citizen_id"))
    same_birth = pl.coalesce(
        pl.col("birth") == pl.col("birth_there"), pl.col("birth_year") == pl.col("year_there"), pl.lit(True)
    )
    same_name = pl.col("folded_name") == pl.col("name_there")
    return (same_number & same_record & same_birth & same_name).fill_null(False)


CHECK = Check(~as_said(), "not_as_said", NOT_AS_SAID, column="name")


def note_guesses(run: Run, frame: pl.DataFrame) -> None:
    """Raises Refusal, for the whole file, past the limit of an hour: no preview is left then."""
    officer = run.batch.uploaded_by
    if run.batch.status != Batch.Status.CHECKING or officer is None:
        return
    tried = frame.filter(pl.col("by_number").is_not_null()).with_columns(agrees=as_said())
    missed = tried.filter(~pl.col("agrees"))
    office = _office(run, officer)
    record_reading(LOOKED, actor=officer, subject_kind="sheet", place=office, person_count=tried.height - missed.height)
    if not missed.height:
        return
    sights = [
        Sight(row["by_number"], False, seal_said(Identity(row["name"], row["birth"], row["birth_year"])))
        for row in missed.iter_rows(named=True)
    ]
    look_up_number(sights, office, actor=officer)
    refuse_many_looks(office, actor=officer)


def _office(run: Run, officer: User) -> int:
    """Where the role stands by which the file was sent: the office of the place itself asks nobody about its own people."""
    above = {run.place, *ancestors(run.place, timezone.localdate())}
    grants = open_grants(officer, sheet_of(run.batch.sheet).ability, timezone.localdate())
    return next((grant.place_id for grant in grants if grant.place_id in above), run.place)
