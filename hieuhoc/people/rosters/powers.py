"""What a roster may do is what the single deeds let its sender do (people.actions.memberships): to name the head of a
household takes a role of one's own, and nobody names themselves; who belongs to a unit or a branch is for who has power over
it. The person of such a row is written all the same, without that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import may, scope_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import AssociationBranch, WorkUnit
from hieuhoc.people.reads import own_records
from hieuhoc.sheets import staging
from hieuhoc.sheets.definition import CHANGED, NEW, WARNING, Check, Problems
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.sheet import Run

HEAD_NOT_NAMED = _(
    "Không ghi là chủ hộ, chỉ ghi là thành viên: người được uỷ quyền không đặt chủ hộ, và không ai tự đặt mình làm chủ hộ. Nhờ"
    " cán bộ đang giữ vai trò ghi."
)
UNIT_ELSEWHERE = _(
    "Đơn vị này đặt ở nơi khác: không ghi người này vào đơn vị. Nhờ đơn vị ấy, hoặc xã, phường nơi đơn vị đặt, ghi vào."
)
BRANCH_ELSEWHERE = _("Chi hội này ở nơi khác: không ghi người này vào chi hội. Nhờ xã, phường của chi hội ấy ghi vào.")
BODIES = (("unit", UNIT_ELSEWHERE), ("branch", BRANCH_ELSEWHERE))


@dataclass(frozen=True)
class Powers:
    """Of one account over the rows of a roster: bodies (ids) it may enter people into, records (ids) it is behind."""

    names_heads: bool
    own: tuple[int, ...]
    bodies: dict[str, tuple[int, ...]]

    def withheld(self, column: str) -> pl.Expr:
        """Rows whose is_head, unit_id or branch_id is not theirs to say."""
        if column == "is_head":
            is_own = pl.col("citizen").is_in(_ids(self.own)).fill_null(False)
            return pl.col("is_head").fill_null(False) & (is_own | (not self.names_heads))
        return pl.col(column).is_not_null() & ~pl.col(column).is_in(_ids(self.bodies[column])).fill_null(False)


def powers_of(user: User | None, place: int) -> Powers | None:
    """None: without limits."""
    if user is None or (user.is_active and user.is_superuser):
        return None
    bodies = {
        "unit_id": WorkUnit.objects.within(scope_of(user, "people.join_unit")),
        "branch_id": AssociationBranch.objects.within(scope_of(user, "people.join_branch")),
    }
    return Powers(
        may(user, "people.name_household_head", place),
        tuple(own_records(user).values_list("pk", flat=True)),
        {column: tuple(rows.values_list("pk", flat=True)) for column, rows in bodies.items()},
    )


def look_up_powers(run: Run) -> None:
    """Raises Refusal ("sent_by_another") when who confirms the rows could not have sent all of them."""
    sender = run.batch.uploaded_by
    run.looked_up["powers"] = powers_of(sender, run.place)
    if run.batch.status != Batch.Status.WRITING or run.actor is None or run.actor == sender:
        return
    powers = powers_of(run.actor, run.place)
    if powers is not None and any(_exceeds(powers, frame) for frame in _rows_to_write(run.batch)):
        raise Refusal(
            _now(
                "Tệp này có dòng đặt chủ hộ, hoặc ghi người vào đơn vị, chi hội, mà người đang xác nhận không ghi được."
            ),
            remedy=_now("Để người gửi tệp xác nhận, hoặc gửi lại tệp bằng tài khoản này."),
            code="sent_by_another",
        )


def without_withheld(run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows with `citizen`; unless the sender is without limits, adds `no.head`, `no.unit`, `no.branch`: the id (or true) that
    the row named and does not get."""
    powers: Powers | None = run.looked_up["powers"]
    if powers is None:
        return frame
    columns = {"no.head": "is_head", "no.unit": "unit_id", "no.branch": "branch_id"}
    withheld = {name: powers.withheld(column) for name, column in columns.items()}
    return frame.with_columns(
        *(pl.when(withheld[name]).then(column).alias(name) for name, column in columns.items()),
        *(pl.when(~withheld[name]).then(column).alias(column) for name, column in columns.items()),
    )


def say_withheld_of_known(known: pl.DataFrame, problems: Problems) -> None:
    """Where it would have changed anything: rows with the facts of their people and their differences."""
    if "no.head" not in known.columns:
        return
    becomes = (pl.col("their_role") != "head").fill_null(True) | pl.col("d.household")
    in_family = pl.col("household").is_not_null() | pl.col("family_id").is_not_null()
    _say(known.with_columns(pl.col("no.head") & becomes & in_family), problems, _differs_from_theirs)


def say_withheld_of_new(frame: pl.DataFrame, problems: Problems) -> None:
    if "no.head" not in frame.columns:
        return
    new = frame.filter(pl.col("outcome") == NEW)
    _say(new.with_columns(pl.col("no.head") & pl.col("household").is_not_null()), problems, _is_named)


def _differs_from_theirs(body: str) -> pl.Expr:
    return _is_named(body) & pl.col(f"no.{body}").ne_missing(pl.col(f"their_{body}"))


def _is_named(body: str) -> pl.Expr:
    return pl.col(f"no.{body}").is_not_null()


def _say(rows: pl.DataFrame, problems: Problems, is_withheld: Callable[[str], pl.Expr]) -> None:
    problems.apply(
        rows,
        (
            Check(pl.col("no.head").fill_null(False), "head_not_named", HEAD_NOT_NAMED, (), WARNING, "is_head"),
            *(Check(is_withheld(body), f"{body}_elsewhere", words, (), WARNING, body) for body, words in BODIES),
        ),
    )


def _rows_to_write(batch: Batch) -> Iterator[pl.DataFrame]:
    for position in batch.chunks.filter(position__gte=0, written_at__isnull=True).values_list("position", flat=True):
        frame = staging.read_frames(batch, staging.staged_name(position))[0][1]
        yield frame.filter(pl.col("outcome").is_in([NEW, CHANGED]))


def _exceeds(powers: Powers, rows: pl.DataFrame) -> bool:
    columns = ("is_head", "unit_id", "branch_id")
    return bool(rows.select(pl.any_horizontal(powers.withheld(column) for column in columns).any()).item())


def _ids(ids: tuple[int, ...]) -> pl.Expr:
    return pl.lit(pl.Series(ids, dtype=pl.Int64)).implode()
