"""What constraints cannot keep: promise -> SQL that gives the ids of rows that break it."""

PROMISES = {
    "the days of an activity are in order, each once": """
        SELECT a.id FROM learning_activity AS a
        WHERE a.days IS DISTINCT FROM (SELECT array_agg(DISTINCT held.day ORDER BY held.day) FROM unnest(a.days) AS held (day))
    """,
    "what somebody wishes to learn are topics, each once": """
        SELECT w.id FROM learning_wish AS w
        WHERE EXISTS (SELECT FROM unnest(w.topics) AS wished WHERE NOT EXISTS (SELECT FROM learning_topic t WHERE t.id = wished))
          OR cardinality(w.topics) <> (SELECT count(DISTINCT wished) FROM unnest(w.topics) AS wished)
    """,
}
