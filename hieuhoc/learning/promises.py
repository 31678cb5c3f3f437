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
    "a course is held until the day of its last lesson": """
        SELECT t.id FROM learning_training AS t
        INNER JOIN learning_lesson AS l ON l.training_id = t.id
        GROUP BY t.id, t.held_on
        HAVING max((l.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) <> t.held_on
    """,
    "who was at a lesson is a trainee of its course": """
        SELECT p.id FROM learning_presence AS p
        INNER JOIN learning_lesson AS l ON l.id = p.lesson_id
        INNER JOIN learning_trainee AS r ON r.id = p.trainee_id
        WHERE r.training_id <> l.training_id
    """,
    "every scan that counts speaks of a presence": """
        SELECT s.id FROM learning_scan AS s
        WHERE NOT s.is_void
          AND NOT EXISTS (SELECT FROM learning_presence AS p WHERE p.lesson_id = s.lesson_id AND p.trainee_id = s.trainee_id)
    """,
}
