"""What constraints cannot keep: promise -> SQL that gives the ids of rows that break it."""

PROMISES = {
    "the days of an activity are in order, each once": """
        SELECT a.id FROM learning_activity AS a
        WHERE a.days IS DISTINCT FROM (SELECT array_agg(DISTINCT held.day ORDER BY held.day) FROM unnest(a.days) AS held (day))
    """,
}
