"""What constraints cannot keep: promise -> SQL that gives the ids of rows that break it (citizens)."""

PROMISES = {
    "a learner is in one class of a school at a time": """
        SELECT citizen_id FROM (
            SELECT n.citizen_id, n.until, lead(n.since) OVER (
                PARTITION BY n.citizen_id, c.unit_id, c.school_year ORDER BY n.since
            ) AS next
            FROM schools_learner AS n JOIN schools_schoolclass AS c ON c.id = n.school_class_id
        ) AS spell WHERE next IS NOT NULL AND (until IS NULL OR until > next)
    """,
}
