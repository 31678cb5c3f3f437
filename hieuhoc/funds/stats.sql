-- What funds got, gave and hold, as figures read it; amounts in whole đồng. A place is that of the fund on the day.

CREATE VIEW stat.gift AS
SELECT
    id AS gift, fund_id AS fund, place_id AS place, form, amount, received_on,
    extract(YEAR FROM received_on)::smallint AS year
FROM funds_gift
WHERE status = 'given';

CREATE VIEW stat.use_paid AS
SELECT
    id AS use, fund_id AS fund, place_id AS place, citizen_id AS citizen, kind, amount, paid_on,
    extract(YEAR FROM paid_on)::smallint AS year
FROM funds_use
WHERE status IN ('paid_out', 'proven');

-- A person counts once a year, where the first scholarship of the year was paid.
CREATE VIEW stat.scholar AS
SELECT DISTINCT ON (citizen, year) citizen, year, place, fund, paid_on
FROM stat.use_paid
WHERE kind = 'grant' AND citizen IS NOT NULL
ORDER BY citizen, year, paid_on, use;

-- By what each voucher changed what its fund holds, in money and goods.
CREATE VIEW stat.voucher AS
SELECT v.id AS voucher, v.fund_id AS fund, v.place_id AS place, v.booked_on, sum(l.amount)::bigint AS held
FROM funds_voucher AS v
INNER JOIN funds_voucherline AS l ON l.voucher_id = v.id AND l.account IN ('money', 'goods')
GROUP BY v.id
HAVING sum(l.amount) <> 0;

-- Where the fund went that stood in a place that was cut.
CREATE VIEW stat.fund_after_cut AS
SELECT fund_id AS fund, source_id AS source, successor_id AS assigned_to
FROM funds_fundmove;
