"""What is suspicious in the money of funds: one person helped by many at once, amounts that nobody counted."""

from django.utils.translation import gettext_lazy as _

from hieuhoc.alerts.definition import SuspicionRule

MANY_FUNDS = """
WITH helped AS (
  SELECT citizen_id, count(DISTINCT fund_id) AS funds, count(*) AS n, sum(amount) AS amount,
    mode() WITHIN GROUP (ORDER BY place_id) AS place, array_agg(id ORDER BY id) AS ids
  FROM funds_use WHERE status IN ('paid_out', 'proven') AND citizen_id IS NOT NULL
    AND paid_on BETWEEN make_date(%(year)s, 1, 1) AND make_date(%(year)s, 12, 31)
  GROUP BY 1
)
SELECT place, %(year)s || ' ' || citizen_id AS key,
  jsonb_build_object('funds', funds, 'count', n, 'amount', amount) AS told,
  (SELECT count(*) FROM helped AS o WHERE o.funds >= helped.funds)::float / (SELECT count(*) FROM helped) AS chance,
  ids[1:%(most_rows)s] AS rows, n AS row_count
FROM helped WHERE funds >= %(least)s
"""
# First digits against Benford's law and against the other places (which count as much as they have, the law as ten amounts):
# unlike both, by the chi-squared test of 8 degrees of freedom and by the mean deviation. Equal amounts of one day are one.
FIRST_DIGITS = """
WITH moved AS (
  SELECT DISTINCT ON (place_id, {day}, amount) id, place_id, left(amount::text, 1)::int AS digit FROM {table}
  WHERE status IN ({states}) AND form = 'money' AND {day} BETWEEN make_date(%(year)s, 1, 1) AND make_date(%(year)s, 12, 31)
  ORDER BY place_id, {day}, amount, id
), of_place AS (SELECT place_id, count(*) AS every FROM moved GROUP BY 1),
total AS (SELECT digit, count(*) AS n, (SELECT count(*) FROM moved) AS every FROM moved GROUP BY 1),
counted AS (
  SELECT p.place_id, p.every, d.digit, count(m.id) AS n, log(1 + 1.0 / d.digit) AS law
  FROM of_place AS p CROSS JOIN generate_series(1, 9) AS d (digit)
  LEFT JOIN moved AS m ON m.place_id = p.place_id AND m.digit = d.digit WHERE p.every >= %(least)s GROUP BY 1, 2, 3
), beside AS (
  SELECT c.*, c.n::float / c.every AS share, (coalesce(t.n, 0) - c.n + 10 * law)::float / (sum(coalesce(t.n, 0)) OVER p - c.every + 10) AS usual
  FROM counted AS c LEFT JOIN total AS t USING (digit) WINDOW p AS (PARTITION BY c.place_id)
), judged AS (
  SELECT place_id, every, (array_agg(digit ORDER BY share - usual DESC, digit))[1] AS digit,
    every * least(sum((share - law) ^ 2 / law), sum((share - usual) ^ 2 / usual)) / 2 AS h,
    least(avg(abs(share - law)), avg(abs(share - usual))) AS apart
  FROM beside GROUP BY 1, 2
)
SELECT j.place_id AS place, %(year)s::text AS key,
  jsonb_build_object('often', b.n, 'count', j.every, 'digit', j.digit, 'usual', round(j.every * b.usual)) AS told,
  exp(greatest(-700, -h)) * (1 + h + h ^ 2 / 2 + h ^ 3 / 6) AS chance,
  ARRAY(
    SELECT m.id FROM moved AS m WHERE m.place_id = j.place_id AND m.digit = j.digit ORDER BY m.id LIMIT %(most_rows)s
  ) AS rows, b.n AS row_count
FROM judged AS j JOIN beside AS b USING (place_id, digit)
WHERE apart >= %(apart)s AND exp(greatest(-700, -h)) * (1 + h + h ^ 2 / 2 + h ^ 3 / 6) < %(chance)s
"""
DIGIT_LIMITS = {"least": 50, "apart": 0.03, "chance": 1e-6}

RULES = (
    SuspicionRule(
        "funds.many_funds",
        _("Nhiều quỹ cùng chi cho một người"),
        _("%(funds)s quỹ chi %(count)s khoản, cộng %(amount)s đồng, cho một người trong năm."),
        _("Có thể người ấy đạt nhiều giải, hoặc hoàn cảnh đặc biệt được nhiều nơi giúp."),
        "use",
        MANY_FUNDS,
        {"least": 3},
    ),
    SuspicionRule(
        "funds.gift_digits",
        _("Số tiền ủng hộ không giống số tự nhiên"),
        _("%(often)s trong %(count)s khoản ủng hộ có chữ số đầu là %(digit)s; thường thì khoảng %(usual)s."),
        _("Có thể nhiều người góp theo một mức vận động."),
        "gift",
        FIRST_DIGITS.format(table="funds_gift", day="received_on", states="'given'"),
        DIGIT_LIMITS,
    ),
    SuspicionRule(
        "funds.use_digits",
        _("Số tiền chi không giống số tự nhiên"),
        _("%(often)s trong %(count)s khoản chi có chữ số đầu là %(digit)s; thường thì khoảng %(usual)s."),
        _("Có thể quỹ chi theo một mức học bổng, hoặc theo giá một mặt hàng."),
        "use",
        FIRST_DIGITS.format(table="funds_use", day="paid_on", states="'paid_out', 'proven'"),
        DIGIT_LIMITS,
    ),
)
