"""What is suspicious in the records of people: one telephone for a whole neighbourhood."""

from django.utils.translation import gettext_lazy as _

from hieuhoc.alerts.definition import SuspicionRule

# Asked of people as they are now: said once, for the year that goes on. Chance: how many telephones are shared by as many.
SHARED_PHONE = """
WITH shared AS (
  SELECT phone_index, count(*) AS n, mode() WITHIN GROUP (ORDER BY home_id) AS place FROM people_citizen
  WHERE phone_index IS NOT NULL AND home_id IS NOT NULL AND joined_into_id IS NULL AND died_on IS NULL AND left_on IS NULL
  GROUP BY 1
)
SELECT place, left(encode(sha256(phone_index), 'hex'), 16) AS key, jsonb_build_object('count', n) AS told,
  (SELECT count(*) FROM shared AS o WHERE o.n >= shared.n)::float / (SELECT count(*) FROM shared) AS chance,
  ARRAY(SELECT c.id FROM people_citizen AS c WHERE c.phone_index = shared.phone_index ORDER BY c.id LIMIT %(most_rows)s) AS rows,
  n AS row_count
FROM shared WHERE n >= %(least)s AND %(year)s = extract(YEAR FROM %(today)s::date)
"""

RULES = (
    SuspicionRule(
        "people.shared_phone",
        _("Một số điện thoại của nhiều người"),
        _("%(count)s người ghi cùng một số điện thoại."),
        _("Có thể là số của trưởng thôn hoặc của điểm trường ghi hộ."),
        "citizen",
        SHARED_PHONE,
        {"least": 50},
    ),
)
