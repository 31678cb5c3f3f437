"""Words that stand in cells instead of a value."""

UNCALCULATED = "#CÔNG THỨC!"  # a formula without a result
