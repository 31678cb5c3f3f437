"""What constraints cannot keep: promise -> SQL that gives the ids of rows that break it (citizens where not said
otherwise). The nightly check looks for them."""

PROMISES = {
    "skill facts of a kind do not overlap": """
        SELECT citizen_id FROM (
            SELECT citizen_id, until, lead(since) OVER (PARTITION BY citizen_id, kind ORDER BY since) AS next
            FROM skills_skillfact
        ) AS spell WHERE next IS NOT NULL AND (until IS NULL OR until > next)
    """,
}
