"""What is suspicious in payments of funds: one person helped by many at once."""

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
)
