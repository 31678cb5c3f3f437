"""The functions of `vietnamese` for whole columns of polars: a million names in about two seconds on two cores.

A property test keeps them equal to the single ones.
"""

import re

import polars as pl

from hieuhoc.lib.vietnamese import (
    BARE,
    CLANS,
    FOLDED,
    KINH_SURNAMES,
    LETTERS_ONLY,
    LONGEST_CLAN,
    NAME_KEY_LENGTH,
    SORTED,
    SPACED_PARTICLE,
    TONES_ONLY,
    proper_case,
)

# What str.split() of Python takes for white space, the plain space only where there are several.
_SPACES = r" {2,}|[\t-\r\x1c-\x1f\x85\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}]"


def _spaced(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(" {2,}", " ").str.strip_chars(" ")


def _translated(text: pl.Expr, table: dict[str, str]) -> pl.Expr:
    return text.str.replace_many(list(table), list(table.values()))


def nfc_expr(text: pl.Expr) -> pl.Expr:
    return _spaced(text.str.normalize("NFC").str.replace_all(_SPACES, " "))


def fold_expr(text: pl.Expr) -> pl.Expr:
    return _spaced(_translated(nfc_expr(text), FOLDED).str.to_lowercase())


def fold_repeated(text: pl.Expr) -> pl.Expr:
    """`fold_expr` for a column whose texts repeat (villages, clans): each is folded once."""
    return text.map_batches(_folded_once, return_dtype=pl.String())


def _folded_once(texts: pl.Series) -> pl.Series:
    different = texts.drop_nulls().unique()
    if different.is_empty():
        return texts
    folded = pl.DataFrame({"text": different}).select(fold_expr(pl.col("text"))).to_series()
    return texts.replace_strict(different, folded, return_dtype=pl.String)


def _bare(cleaned: pl.Expr) -> pl.Expr:
    return _spaced(_translated(cleaned, BARE).str.to_lowercase())


def _clan(cleaned: pl.Expr, plain: pl.Expr) -> pl.Expr:
    """The words at the end that are a clan; null for most names, which begin with a Kinh surname or end with no
    clan."""
    clan_words = pl.lit(None, dtype=pl.String)
    for count in range(1, LONGEST_CLAN + 1):
        clans = "|".join(re.escape(clan) for clan in sorted(CLANS) if clan.count(" ") == count - 1)
        words = r"\S+" + r" \S+" * (count - 1)
        clan_words = (
            pl.when(plain.str.contains(f" (?:{clans})$"))
            .then(cleaned.str.extract(f" ({words})$"))
            .otherwise(clan_words)
        )
    first = plain.str.split_exact(" ", 1).struct.field("field_0")
    return pl.when(~first.is_in(sorted(KINH_SURNAMES))).then(clan_words)


def _without_end(cleaned: pl.Expr, end: pl.Expr) -> pl.Expr:
    """The text before the last words `end` and the space before them."""
    return cleaned.str.head((cleaned.str.len_chars().cast(pl.Int64) - end.str.len_chars() - 1).clip(lower_bound=0))


def _sort_key(given: pl.Expr, rest: pl.Expr) -> pl.Expr:
    """From texts spread by `_spread`."""
    parts: list[pl.Expr] = []
    for part in (given, rest):
        parts += [_translated(part, LETTERS_ONLY), pl.lit("!"), _translated(part, TONES_ONLY), pl.lit(" ")]
    return pl.concat_str(parts[:-1]).str.head(NAME_KEY_LENGTH)


def _spread(cleaned: pl.Expr) -> pl.Expr:
    return _spaced(_translated(cleaned, SORTED).str.to_lowercase())


def joined_particles(names: pl.Series) -> pl.Series:
    """`vietnamese.joined_particles` for a column: hardly any name is written so."""
    is_spaced = names.str.contains(SPACED_PARTICLE).fill_null(False)
    if not is_spaced.any():
        return names
    return names.str.replace_all(SPACED_PARTICLE, "${1}${2}${3}").zip_with(is_spaced, names)


def proper_cases(names: pl.Series) -> tuple[pl.Series, int]:
    """`vietnamese.proper_case` for a column, and how many names it changed."""
    odd = names.filter(~(names.str.contains(r"\p{Ll}") & names.str.contains(r"\p{Lu}"))).drop_nulls().unique()
    wanted = {name: proper_case(name) for name in odd}
    changed = {name: to for name, to in wanted.items() if name != to}
    if not changed:
        return names, 0
    count = int(names.is_in(list(changed)).sum())
    return names.replace(list(changed), list(changed.values())), count


def split_names(full: pl.Series) -> pl.DataFrame:
    """`name` (cleaned), `plain`, `given_name`, `rest`: the guess of `vietnamese.split_name` for a column."""
    name, plain, clan, last = pl.col("name"), pl.col("plain"), pl.col("clan"), pl.col("last")
    return (
        pl.DataFrame({"name": full})
        .select(nfc_expr(name))
        .with_columns(_bare(name).alias("plain"))
        .with_columns(_clan(name, plain).alias("clan"), name.str.split(" ").list.last().alias("last"))
        .select(
            "name",
            "plain",
            pl.when(clan.is_null()).then(last).otherwise(_without_end(name, clan)).alias("given_name"),
            pl.when(clan.is_null()).then(_without_end(name, last)).otherwise(clan).alias("rest"),
        )
    )


def name_sort_keys(full: pl.Series, given: pl.Series) -> pl.Series:
    """`vietnamese.name_sort_key` for columns whose given names were corrected or declared apart."""
    name, part = pl.col("name"), pl.col("part")
    letters = part.str.len_chars() + 1
    rest = (
        pl.when(name == part)
        .then(pl.lit(""))
        .when(name.str.ends_with(pl.concat_str([pl.lit(" "), part])))
        .then(_without_end(name, part))
        .when(name.str.starts_with(pl.concat_str([part, pl.lit(" ")])))
        .then(name.str.slice(letters))
        .otherwise(name)
    )
    return (
        pl.DataFrame({"name": full, "part": given})
        .select(nfc_expr(name), nfc_expr(part))
        .select(_spread(part), _spread(rest).alias("rest"))
        .select(_sort_key(part, pl.col("rest")).alias("name_key"))
        .to_series()
    )


def name_columns(full: pl.Series) -> pl.DataFrame:
    """`name`, `given_name` (guessed), `name_key` and `folded_name` of a roster from its column of full names: people
    share names, so each different one is looked at once."""
    different = full.unique()
    known = _columns_of_names(different).with_columns(different.alias("said"))
    said = pl.DataFrame({"said": full})
    return said.join(known, on="said", how="left", maintain_order="left", nulls_equal=True).drop("said")


def _columns_of_names(full: pl.Series) -> pl.DataFrame:
    hyphens = {letter: " " for letter, to in FOLDED.items() if to == " "}
    return (
        split_names(full)
        .with_columns(_spread(pl.col("given_name")).alias("part"), _spread(pl.col("rest")))
        .select(
            "name",
            "given_name",
            _sort_key(pl.col("part"), pl.col("rest")).alias("name_key"),
            _spaced(_translated(pl.col("plain"), hyphens)).alias("folded_name"),
        )
    )
