"""What is suspicious in recognitions: more titles than a commune has adults."""

from django.utils.translation import gettext_lazy as _

from hieuhoc.alerts.definition import SuspicionRule
from hieuhoc.lib.dates import ADULT_AGE

MORE_THAN_ADULTS = """
WITH commune AS (SELECT place_id FROM places_placespell WHERE tier = 'commune' AND until IS NULL),
titled AS (
  SELECT a.ancestor_id AS place, count(*) AS n FROM recognition_title AS t
  JOIN places_ancestry AS a ON a.descendant_id = t.place_id AND a.until IS NULL
  JOIN commune ON commune.place_id = a.ancestor_id
  WHERE t.year = %(year)s AND t.revoked_on IS NULL GROUP BY 1
), adult AS (
  SELECT a.ancestor_id AS place, sum(c.n)::bigint AS n FROM (
    SELECT home_id, count(*) AS n FROM people_citizen WHERE joined_into_id IS NULL AND died_on IS NULL AND left_on IS NULL
      AND birth_year <= %(year)s - %(adult_age)s GROUP BY 1
  ) AS c JOIN places_ancestry AS a ON a.descendant_id = c.home_id AND a.until IS NULL
  JOIN titled ON titled.place = a.ancestor_id GROUP BY 1
)
SELECT titled.place, %(year)s::text AS key, jsonb_build_object('titles', titled.n, 'adults', coalesce(adult.n, 0)) AS told,
  0::float AS chance,
  ARRAY(
    SELECT t.id FROM recognition_title AS t JOIN places_ancestry AS a ON a.descendant_id = t.place_id AND a.until IS NULL
    WHERE a.ancestor_id = titled.place AND t.year = %(year)s AND t.revoked_on IS NULL ORDER BY t.id LIMIT %(most_rows)s
  ) AS rows, titled.n AS row_count
FROM titled LEFT JOIN adult USING (place) WHERE titled.n > coalesce(adult.n, 0) AND titled.n >= %(least)s
"""

RULES = (
    SuspicionRule(
        "recognition.more_than_adults",
        _("Công nhận nhiều hơn số người lớn"),
        _("%(titles)s người được công nhận ở nơi chỉ có %(adults)s người lớn."),
        _("Có thể nhân khẩu chưa nhập đủ, hoặc công nhận cả người cư trú nơi khác."),
        "title",
        MORE_THAN_ADULTS,
        {"least": 20, "adult_age": ADULT_AGE},
    ),
)
