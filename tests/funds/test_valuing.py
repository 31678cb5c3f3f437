"""What an hour of labour is worth: the wage of the day it was promised on."""

from datetime import date

from hieuhoc.funds.rules.valuing import hourly_wages, labour_worth


def test_labour_is_worth_the_minimum_wage_of_its_day() -> None:
    assert labour_worth(10, date(2024, 6, 30)) == 156_000
    assert labour_worth(10, date(2024, 7, 1)) == 166_000
    assert labour_worth(10, date(2022, 6, 30)) is None


def test_every_wage_says_where_it_comes_from() -> None:
    assert all(wage.source and wage.certainty for wage in hourly_wages())
