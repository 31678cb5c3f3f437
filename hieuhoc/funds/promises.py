"""What constraints cannot keep: promise -> SQL that gives the ids of rows that break it (here: of funds)."""

PROMISES = {
    "a balance is the sum of its lines": """
        SELECT b.fund_id FROM funds_balance AS b LEFT JOIN (
            SELECT v.fund_id, l.account, sum(l.amount) AS amount FROM funds_voucherline AS l
            JOIN funds_voucher AS v ON v.id = l.voucher_id GROUP BY v.fund_id, l.account
        ) AS s ON s.fund_id = b.fund_id AND s.account = b.account WHERE b.amount <> coalesce(s.amount, 0)
    """,
    "what leaves one fund reaches another": """
        SELECT min(fund_id) FROM funds_balance WHERE account = 'moved' HAVING sum(amount) <> 0
    """,
    "a received gift stands in the books with its worth": """
        SELECT g.fund_id FROM funds_gift AS g WHERE g.status = 'given' AND NOT EXISTS (
            SELECT FROM funds_voucherline AS l WHERE l.voucher_id = g.voucher_id AND l.account = 'raised' AND l.amount = -g.amount
        )
    """,
    "no paper is two gifts of a fund": """
        SELECT fund_id FROM funds_gift WHERE document <> '' GROUP BY fund_id, document HAVING count(*) > 1
    """,
    "a paid use stands in the books with its amount": """
        SELECT u.fund_id FROM funds_use AS u WHERE u.status IN ('paid_out', 'proven') AND NOT EXISTS (
            SELECT FROM funds_voucherline AS l WHERE l.voucher_id = u.voucher_id AND l.account = 'used' AND l.amount = u.amount
        )
    """,
}
