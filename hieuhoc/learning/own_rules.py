"""What one's own statement of something learned may say, and how much one person keeps of it. Pure."""

from decimal import Decimal

MOST_STATEMENTS = 300  # of one person
MOST_BYTES = 10 * 1024 * 1024  # of one file
MOST_HOURS = Decimal(5000)


def is_fitting(hours: Decimal | None) -> bool:
    return hours is None or 0 < hours <= MOST_HOURS
