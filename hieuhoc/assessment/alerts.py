"""What is suspicious in dossiers: points that are all alike, reviewers who change nothing or read faster than anybody can, one
file behind many, all sent in the last days, all passed overnight."""

from django.utils.translation import gettext_lazy as _

from hieuhoc.alerts.definition import SuspicionRule

# Of n dossiers k alike where elsewhere a share p is: at most exp(-n D(k/n || p)) by chance (Chernoff).
ALIKE = """
WITH scored AS (
  SELECT d.id, d.place_id, d.total FROM assessment_dossier AS d
  JOIN assessment_round AS r ON r.id = d.round_id AND r.year = %(year)s WHERE d.total IS NOT NULL
), alike AS (SELECT place_id, total, count(*) AS n FROM scored GROUP BY 1, 2),
of_place AS (SELECT place_id, sum(n) AS every FROM alike GROUP BY 1),
of_total AS (SELECT total, sum(n) AS n FROM alike GROUP BY 1),
odd AS (
  SELECT a.place_id, a.total, a.n, p.every, a.n::float / p.every AS q,
    least(0.5, greatest(0.02, (t.n - a.n)::float / greatest(1, (SELECT sum(n) FROM alike) - p.every))) AS p
  FROM alike AS a JOIN of_place AS p USING (place_id) JOIN of_total AS t USING (total)
  WHERE a.n >= %(least)s AND a.n >= %(share)s * p.every
)
SELECT place_id AS place, %(year)s::text AS key,
  jsonb_build_object('alike', n, 'every', every, 'points', total) AS told,
  exp(greatest(-700, -every * (q * ln(q / p) + CASE WHEN q < 1 THEN (1 - q) * ln((1 - q) / (1 - p)) ELSE 0 END))) AS chance,
  ARRAY(SELECT s.id FROM scored AS s WHERE s.place_id = odd.place_id AND s.total = odd.total ORDER BY s.id LIMIT %(most_rows)s) AS rows,
  n AS row_count
FROM odd
"""
REVIEWED = """
WITH reviewed AS (
  SELECT s.given_by_id AS reviewer, s.given_at, d.id, d.place_id, s.points IS DISTINCT FROM d.self_points AS is_changed
  FROM assessment_scoring AS s JOIN assessment_dossier AS d ON d.id = s.dossier_id
  JOIN assessment_round AS r ON r.id = d.round_id AND r.year = %(year)s
  WHERE s.stage = 'review' AND s.given_by_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM assessment_meetingline AS m WHERE m.dossier_id = d.id)
)"""
NEVER_CHANGES = (
    REVIEWED
    + """, of_reviewer AS (
  SELECT reviewer, count(*) AS n, count(*) FILTER (WHERE is_changed) AS changed, mode() WITHIN GROUP (ORDER BY place_id) AS place
  FROM reviewed GROUP BY 1
), others AS (SELECT ln(greatest(1e-9, 1 - sum(changed)::float / sum(n))) AS log_kept, sum(changed) AS changed FROM of_reviewer)
SELECT o.place, %(year)s || ' ' || o.reviewer AS key, jsonb_build_object('count', o.n) AS told,
  exp(greatest(-700, o.n * log_kept)) AS chance,
  ARRAY(SELECT r.id FROM reviewed AS r WHERE r.reviewer = o.reviewer ORDER BY r.id LIMIT %(most_rows)s) AS rows, o.n AS row_count
FROM of_reviewer AS o CROSS JOIN others WHERE o.changed = 0 AND o.n >= %(least)s AND others.changed > 0
  AND exp(greatest(-700, o.n * log_kept)) < %(chance)s
"""
)
# At one dossier in half a minute twenty are read in ten minutes: k of them by chance at most exp(-(k ln(k/20) - k + 20)).
TOO_FAST = (
    REVIEWED
    + """, paced AS (
  SELECT *, count(*) OVER (PARTITION BY reviewer ORDER BY given_at RANGE BETWEEN '10 minutes' PRECEDING AND CURRENT ROW) AS n FROM reviewed
), fastest AS (SELECT DISTINCT ON (reviewer) * FROM paced WHERE n >= %(least)s ORDER BY reviewer, n DESC, given_at)
SELECT place_id AS place, %(year)s || ' ' || reviewer AS key, jsonb_build_object('count', n) AS told,
  exp(greatest(-700, -(n * ln(n / 20.0) - n + 20)::float)) AS chance,
  ARRAY(
    SELECT r.id FROM reviewed AS r WHERE r.reviewer = fastest.reviewer
      AND r.given_at BETWEEN fastest.given_at - interval '10 minutes' AND fastest.given_at ORDER BY r.id LIMIT %(most_rows)s
  ) AS rows, n AS row_count
FROM fastest
"""
)
FILED = """
WITH filed AS (
  SELECT e.dossier_id, d.place_id, f.sha256, f.look FROM assessment_evidence AS e
  JOIN documents_document AS f ON f.id = e.document_id
  JOIN assessment_dossier AS d ON d.id = e.dossier_id
  JOIN assessment_round AS r ON r.id = d.round_id AND r.year = %(year)s
)"""
# Chance: how many of all files lie in as many dossiers.
SAME_FILE = (
    FILED
    + """, shared AS (SELECT sha256, count(DISTINCT dossier_id) AS n, mode() WITHIN GROUP (ORDER BY place_id) AS place FROM filed GROUP BY 1)
SELECT place, %(year)s || ' ' || left(encode(sha256, 'hex'), 16) AS key, jsonb_build_object('count', n) AS told,
  (SELECT count(*) FROM shared AS o WHERE o.n >= shared.n)::float / (SELECT count(*) FROM shared) AS chance,
  ARRAY(SELECT DISTINCT f.dossier_id FROM filed AS f WHERE f.sha256 = shared.sha256 ORDER BY 1 LIMIT %(most_rows)s) AS rows,
  n AS row_count
FROM shared WHERE n >= %(least)s
"""
)
# Of 64 bits three may differ: then one of four pieces of 16 is the same. Pages that are nearly empty look like each other.
SAME_PICTURE = (
    FILED
    + """, looked AS (
  SELECT DISTINCT place_id, look FROM filed WHERE bit_count(look::bit(64)) BETWEEN 8 AND 56
), piece AS (
  SELECT place_id, look, cut, (look >> cut) & 65535 AS bits FROM looked CROSS JOIN (VALUES (0), (16), (32), (48)) AS c (cut)
), alike AS (
  SELECT DISTINCT a.place_id, a.look, b.look AS other FROM piece AS a JOIN piece AS b USING (place_id, cut, bits)
  WHERE bit_count((a.look # b.look)::bit(64)) <= %(differ)s
), crowd AS (
  SELECT a.place_id, a.look, count(DISTINCT f.dossier_id) AS n, count(DISTINCT f.sha256) AS files
  FROM alike AS a JOIN filed AS f ON f.place_id = a.place_id AND f.look = a.other GROUP BY 1, 2
), largest AS (
  SELECT DISTINCT ON (place_id) * FROM crowd WHERE n >= %(least)s AND files > 1 ORDER BY place_id, n DESC, look
)
SELECT place_id AS place, %(year)s::text AS key, jsonb_build_object('count', n, 'files', files) AS told,
  (SELECT count(*) FROM crowd AS o WHERE o.n >= l.n)::float / (SELECT count(*) FROM crowd) AS chance,
  ARRAY(
    SELECT DISTINCT f.dossier_id FROM alike AS a JOIN filed AS f ON f.place_id = a.place_id AND f.look = a.other
    WHERE a.place_id = l.place_id AND a.look = l.look ORDER BY 1 LIMIT %(most_rows)s
  ) AS rows, n AS row_count
FROM largest AS l
"""
)
# k of n in the last days where elsewhere a share p is: at most exp(-n D(k/n || p)) by chance (Chernoff).
LAST_DAYS = """
WITH sent AS (
  SELECT d.id, d.place_id, r.submit_by - (d.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date BETWEEN 0 AND %(days)s - 1 AS is_last
  FROM assessment_dossier AS d JOIN assessment_round AS r ON r.id = d.round_id AND r.year = %(year)s
  WHERE d.submitted_at IS NOT NULL
), of_place AS (SELECT place_id, count(*) AS every, count(*) FILTER (WHERE is_last) AS n FROM sent GROUP BY 1),
beside AS (SELECT *, sum(n) OVER () - n AS other_n, sum(every) OVER () - every AS others FROM of_place),
odd AS (
  SELECT *, n::float / every AS q, other_n::float / others AS usual, least(0.5, greatest(0.02, other_n::float / others)) AS p
  FROM beside WHERE n >= %(least)s AND others >= %(least)s
)
SELECT place_id AS place, %(year)s::text AS key,
  jsonb_build_object('late', n, 'every', every, 'days', %(days)s, 'usual', round(every * usual)) AS told,
  exp(greatest(-700, -every * (q * ln(q / p) + CASE WHEN q < 1 THEN (1 - q) * ln((1 - q) / (1 - p)) ELSE 0 END))) AS chance,
  ARRAY(SELECT s.id FROM sent AS s WHERE s.place_id = odd.place_id AND s.is_last ORDER BY s.id LIMIT %(most_rows)s) AS rows,
  n AS row_count
FROM odd WHERE q - usual >= %(more)s
"""
# Elsewhere a share q passes on the day on which most of a place did: all of n by chance about q^n. A council reads together, in one
# sitting with minutes, so what it decided is left out.
OVERNIGHT = """
WITH decided AS (
  SELECT d.id, d.place_id, d.decided_at, d.status IN ('passed', 'proposed', 'recognised') AS passes
  FROM assessment_dossier AS d JOIN assessment_round AS r ON r.id = d.round_id AND r.year = %(year)s
  WHERE d.status NOT IN ('draft', 'withdrawn') AND NOT EXISTS (SELECT FROM assessment_meetingline AS m WHERE m.dossier_id = d.id)
), of_day AS (
  SELECT place_id, (decided_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, count(*) FILTER (WHERE passes) AS n FROM decided GROUP BY 1, 2
), busiest AS (SELECT place_id, max(n) AS n FROM of_day WHERE day IS NOT NULL GROUP BY 1),
of_place AS (
  SELECT place_id, count(*) AS every, bool_and(passes AND decided_at IS NOT NULL) AS all_pass,
    extract(epoch FROM max(decided_at) - min(decided_at)) / 3600 AS hours
  FROM decided GROUP BY 1
), beside AS (
  SELECT p.*, sum(b.n) OVER () - b.n AS other_n, sum(p.every) OVER () - p.every AS others
  FROM of_place AS p LEFT JOIN busiest AS b USING (place_id)
), odd AS (
  SELECT *, other_n::float / others AS q FROM beside
  WHERE all_pass AND hours <= %(hours)s AND every >= %(least)s AND others >= %(least)s
)
SELECT place_id AS place, %(year)s::text AS key,
  jsonb_build_object('every', every, 'hours', greatest(1, ceil(hours)), 'usual', round(every * q)) AS told,
  exp(greatest(-700, every * ln(greatest(1e-3, q)))) AS chance,
  ARRAY(SELECT d.id FROM decided AS d WHERE d.place_id = odd.place_id ORDER BY d.id LIMIT %(most_rows)s) AS rows, every AS row_count
FROM odd WHERE every * ln(greatest(1e-3, q)) < ln(%(chance)s)
"""

RULES = (
    SuspicionRule(
        "assessment.alike",
        _("Điểm giống hệt nhau"),
        _("%(alike)s trong %(every)s hồ sơ cùng được đúng %(points)s điểm."),
        _("Có thể một đơn vị nộp theo mẫu chung, hoặc bảng điểm nhập hộ chép nhầm."),
        "dossier",
        ALIKE,
        {"least": 20, "share": 0.8},
    ),
    SuspicionRule(
        "assessment.never_changes",
        _("Người xét không đổi điểm nào"),
        _("Một người xét %(count)s hồ sơ mà không đổi điểm tự chấm nào."),
        _("Có thể hồ sơ đã được góp ý, sửa trước khi gửi."),
        "dossier",
        NEVER_CHANGES,
        {"least": 50, "chance": 1e-4},
    ),
    SuspicionRule(
        "assessment.too_fast",
        _("Xét nhanh hơn sức đọc"),
        _("Một người xét %(count)s hồ sơ trong 10 phút."),
        _("Có thể đã xét trên giấy từ trước, rồi nhập một lượt."),
        "dossier",
        TOO_FAST,
        {"least": 50},
    ),
    SuspicionRule(
        "assessment.same_file",
        _("Một tệp minh chứng của nhiều hồ sơ"),
        _("%(count)s hồ sơ nộp cùng một tệp minh chứng, giống nhau từng byte."),
        _("Có thể là ảnh chụp chung một lớp học, hoặc một giấy chứng nhận cấp cho cả nhóm."),
        "dossier",
        SAME_FILE,
        {"least": 5},
    ),
    SuspicionRule(
        "assessment.same_picture",
        _("Ảnh minh chứng gần như một"),
        _("%(count)s hồ sơ nộp %(files)s tệp ảnh nhìn gần như một, chỉ khác cỡ, độ sáng hoặc cách lưu."),
        _("Có thể là nhiều người chụp cùng một buổi, hoặc giấy chứng nhận cùng một mẫu in."),
        "dossier",
        SAME_PICTURE,
        {"least": 5, "differ": 3},
    ),
    SuspicionRule(
        "assessment.last_days",
        _("Hồ sơ dồn vào những ngày cuối"),
        _(
            "%(late)s trong %(every)s hồ sơ gửi trong %(days)s ngày cuối hạn nộp; nơi khác cùng số hồ sơ thì khoảng %(usual)s."
        ),
        _("Có thể mất mạng, thiên tai, hoặc xã mở đợt nhập hộ vào những ngày cuối."),
        "dossier",
        LAST_DAYS,
        {"least": 20, "days": 2, "more": 0.4},
    ),
    SuspicionRule(
        "assessment.overnight",
        _("Tất cả đều đạt, xét xong trong một ngày"),
        _(
            "Cả %(every)s hồ sơ đều đủ điều kiện và được xét xong trong %(hours)s giờ; nơi khác cùng số hồ sơ, vào ngày "
            "nhiều nhất cũng chỉ khoảng %(usual)s."
        ),
        _("Có thể cán bộ đã trả lại hồ sơ chưa đạt từ trước, rồi ghi kết quả một lượt."),
        "dossier",
        OVERNIGHT,
        {"least": 20, "hours": 24, "chance": 1e-6},
    ),
)
