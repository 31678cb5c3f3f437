"""The promises of double entry, kept by the database whoever writes: page, sheet, command line or a slip.

A line is never changed or deleted; the lines of a voucher come in one statement and to nought; books that are closed take none and
are not opened again; a reversal is the exact opposite of what it reverses. Balances follow the lines, one fund after the other, and
their own check keeps them from falling below nought: of two payments at once the second sees what the first left.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION funds_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER funds_voucher_append_only BEFORE UPDATE OR DELETE ON funds_voucher
FOR EACH ROW EXECUTE FUNCTION funds_refuse_change();
CREATE TRIGGER funds_voucherline_append_only BEFORE UPDATE OR DELETE ON funds_voucherline
FOR EACH ROW EXECUTE FUNCTION funds_refuse_change();

CREATE FUNCTION funds_open_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO funds_balance (fund_id, account)
    SELECT NEW.id, unnest(ARRAY['money', 'goods', 'raised', 'used', 'moved']);
    RETURN NULL;
END $$;
CREATE TRIGGER funds_fund_accounts AFTER INSERT ON funds_fund
FOR EACH ROW EXECUTE FUNCTION funds_open_accounts();

CREATE FUNCTION funds_keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_through IS NOT NULL AND (NEW.closed_through IS NULL OR NEW.closed_through < OLD.closed_through) THEN
        RAISE EXCEPTION 'closed books stay closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'books_stay_closed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_fund_stays_closed BEFORE UPDATE OF closed_through ON funds_fund
FOR EACH ROW EXECUTE FUNCTION funds_keep_closed();

CREATE FUNCTION funds_post_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong bigint;
BEGIN
    SELECT line.voucher_id INTO wrong FROM written AS line GROUP BY line.voucher_id
    HAVING sum(line.amount) <> 0 OR count(*) <> (
        SELECT count(*) FROM funds_voucherline AS every WHERE every.voucher_id = line.voucher_id
    ) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the lines of voucher % do not come to nought at once', wrong
        USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_balances';
    END IF;

    PERFORM 1 FROM funds_fund AS fund WHERE fund.id IN (
        SELECT voucher.fund_id FROM funds_voucher AS voucher JOIN written ON written.voucher_id = voucher.id
    ) ORDER BY fund.id FOR SHARE;
    SELECT voucher.id INTO wrong FROM funds_voucher AS voucher JOIN funds_fund AS fund ON fund.id = voucher.fund_id
    WHERE voucher.id IN (SELECT voucher_id FROM written) AND voucher.booked_on <= fund.closed_through LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'voucher % falls into closed books', wrong
        USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_in_open_books';
    END IF;

    SELECT voucher.id INTO wrong FROM funds_voucher AS voucher JOIN funds_voucher AS first ON first.id = voucher.reverses_id
    WHERE voucher.id IN (SELECT voucher_id FROM written) AND (voucher.fund_id <> first.fund_id OR EXISTS (
        SELECT FROM (
            SELECT account, amount FROM written WHERE voucher_id = voucher.id
            UNION ALL SELECT account, amount FROM funds_voucherline WHERE voucher_id = first.id
        ) AS both_sides GROUP BY account HAVING sum(amount) <> 0
    )) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'voucher % is not the opposite of what it reverses', wrong
        USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_reverses_whole';
    END IF;

    PERFORM 1 FROM funds_balance AS balance WHERE balance.fund_id IN (
        SELECT voucher.fund_id FROM funds_voucher AS voucher JOIN written ON written.voucher_id = voucher.id
    ) ORDER BY balance.id FOR UPDATE;
    UPDATE funds_balance AS balance SET amount = balance.amount + summed.amount FROM (
        SELECT voucher.fund_id, line.account, sum(line.amount)::bigint AS amount
        FROM written AS line JOIN funds_voucher AS voucher ON voucher.id = line.voucher_id GROUP BY 1, 2
    ) AS summed WHERE balance.fund_id = summed.fund_id AND balance.account = summed.account;
    RETURN NULL;
END $$;
CREATE TRIGGER funds_voucherline_posted AFTER INSERT ON funds_voucherline REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION funds_post_lines();
"""
DROP = """
DROP TRIGGER funds_voucherline_posted ON funds_voucherline;
DROP TRIGGER funds_fund_stays_closed ON funds_fund;
DROP TRIGGER funds_fund_accounts ON funds_fund;
DROP TRIGGER funds_voucherline_append_only ON funds_voucherline;
DROP TRIGGER funds_voucher_append_only ON funds_voucher;
DROP FUNCTION funds_post_lines();
DROP FUNCTION funds_keep_closed();
DROP FUNCTION funds_open_accounts();
DROP FUNCTION funds_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_keep_funds")]

    operations = [migrations.RunSQL(CREATE, DROP)]
