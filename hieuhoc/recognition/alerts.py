"""What is suspicious in recognitions: more titles than a commune has adults, far more than its neighbours and its own past."""

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
# The modified z-score of Iglewicz and Hoaglin, 0.6745 (x - median) / MAD, of titles per adult among the communes of a parent, and
# of how it grew upon the three years before; where most are equal the mean deviation stands for the MAD. Both are over the limit.
FAR_ABOVE = """
WITH commune AS (SELECT place_id, parent_id FROM places_placespell WHERE tier = 'commune' AND until IS NULL),
titled AS (
  SELECT a.ancestor_id AS place, t.year, count(*) AS n FROM recognition_title AS t
  JOIN places_ancestry AS a ON a.descendant_id = t.place_id AND a.until IS NULL JOIN commune ON commune.place_id = a.ancestor_id
  WHERE t.year BETWEEN %(year)s - 3 AND %(year)s AND t.revoked_on IS NULL GROUP BY 1, 2
), adult AS (
  SELECT a.ancestor_id AS place, sum(c.n)::bigint AS n FROM (
    SELECT home_id, count(*) AS n FROM people_citizen WHERE joined_into_id IS NULL AND died_on IS NULL AND left_on IS NULL
      AND birth_year <= %(year)s - %(adult_age)s GROUP BY 1
  ) AS c JOIN places_ancestry AS a ON a.descendant_id = c.home_id AND a.until IS NULL
  JOIN commune ON commune.place_id = a.ancestor_id GROUP BY 1
), before AS (SELECT place, avg(n) AS n FROM titled WHERE year < %(year)s GROUP BY 1),
rated AS (
  SELECT adult.place, commune.parent_id, coalesce(t.n, 0) AS n, adult.n AS adults, before.n AS earlier,
    coalesce(t.n, 0)::float / adult.n AS rate, (coalesce(t.n, 0) - before.n)::float / adult.n AS growth
  FROM adult JOIN commune ON commune.place_id = adult.place LEFT JOIN before ON before.place = adult.place
  LEFT JOIN titled AS t ON t.place = adult.place AND t.year = %(year)s
), middle AS (
  SELECT parent_id, count(*) AS communes, percentile_cont(0.5) WITHIN GROUP (ORDER BY rate) AS rate,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY growth) AS growth
  FROM rated GROUP BY 1
), apart AS (
  SELECT r.*, r.rate - m.rate AS rate_apart, r.growth - m.growth AS growth_apart, m.rate AS usual_rate, m.communes
  FROM rated AS r JOIN middle AS m USING (parent_id)
), spread AS (
  SELECT parent_id, avg(abs(rate_apart)) AS rate_mean, avg(abs(growth_apart)) AS growth_mean,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(rate_apart)) AS rate_mad,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(growth_apart)) AS growth_mad
  FROM apart GROUP BY 1
), scored AS (
  SELECT a.*, least(
    a.rate_apart / nullif(coalesce(nullif(s.rate_mad, 0) / 0.6745, 1.253314 * s.rate_mean), 0),
    a.growth_apart / nullif(coalesce(nullif(s.growth_mad, 0) / 0.6745, 1.253314 * s.growth_mean), 0)
  ) AS score
  FROM apart AS a JOIN spread AS s USING (parent_id)
)
SELECT place, %(year)s::text AS key, jsonb_strip_nulls(jsonb_build_object(
    'titles', n, 'adults', adults, 'usual', round(adults * usual_rate), 'earlier', round(earlier)
  )) AS told,
  exp(greatest(-700, -(score ^ 2) / 2)) / 2 AS chance,
  ARRAY(
    SELECT t.id FROM recognition_title AS t JOIN places_ancestry AS a ON a.descendant_id = t.place_id AND a.until IS NULL
    WHERE a.ancestor_id = place AND t.year = %(year)s AND t.revoked_on IS NULL ORDER BY t.id LIMIT %(most_rows)s
  ) AS rows, n AS row_count
FROM scored WHERE score > %(score)s AND communes >= %(communes)s AND n >= %(least)s
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
    SuspicionRule(
        "recognition.far_above",
        _("Công nhận nhiều khác thường"),
        _(
            "%(titles)s trong %(adults)s người lớn được công nhận; nơi lân cận cùng số người thì khoảng %(usual)s, "
            "nơi này những năm trước khoảng %(earlier)s mỗi năm."
        ),
        _("Có thể xã vừa mở đợt vận động lớn, hoặc công nhận bù cho năm trước."),
        "title",
        FAR_ABOVE,
        {"least": 20, "score": 3.5, "communes": 8, "adult_age": ADULT_AGE},
        compared_by="earlier",
        alone=_(
            "%(titles)s trong %(adults)s người lớn được công nhận; nơi lân cận cùng số người thì khoảng %(usual)s. Chưa có "
            "danh hiệu năm trước nào của nơi này được ghi để so."
        ),
    ),
)
