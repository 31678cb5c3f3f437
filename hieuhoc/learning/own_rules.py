"""What one's own statement of something learned may say, how much one person keeps of it, and how long a link to a learning
record may last. Pure."""

from decimal import Decimal

MOST_STATEMENTS = 300  # of one person
MOST_BYTES = 10 * 1024 * 1024  # of one file
MOST_HOURS = Decimal(5000)
USUAL_DAYS, LONGEST_DAYS = 30, 365  # of a link
MOST_LINKS = 10  # that stand, of one person
TOKEN_BYTES = 24


def is_fitting(hours: Decimal | None) -> bool:
    return hours is None or 0 < hours <= MOST_HOURS
