"""What constraints cannot keep: promise -> SQL that gives the ids of rows that break it (citizens where not said
otherwise). The nightly check looks for them; `%(today)s` is the day in Vietnam."""

PROMISES = {
    "home is the open residence": """
        SELECT c.id FROM people_citizen c JOIN people_residence r ON r.citizen_id = c.id AND r.until IS NULL
        WHERE c.home_id IS DISTINCT FROM r.place_id
    """,
    "the dead and the gone keep their last home, so that its office may open them": """
        SELECT c.id FROM people_citizen c WHERE c.home_id IS NULL AND c.joined_into_id IS NULL
        AND EXISTS (SELECT FROM people_residence r WHERE r.citizen_id = c.id)
    """,
    "residences of a person do not overlap": """
        SELECT citizen_id FROM (
            SELECT citizen_id, until, lead(since) OVER (PARTITION BY citizen_id ORDER BY since) AS next
            FROM people_residence
        ) AS spell WHERE next IS NOT NULL AND (until IS NULL OR until > next)
    """,
    "a person is in a group, unit or branch once at a time": """
        SELECT citizen_id FROM (
            SELECT citizen_id, until,
                   lead(since) OVER (PARTITION BY citizen_id, group_id, unit_id, branch_id ORDER BY since) AS next
            FROM people_membership
        ) AS spell WHERE next IS NOT NULL AND (until IS NULL OR until > next)
    """,
    "one main unit and one main branch at a time": """
        SELECT citizen_id FROM (
            SELECT citizen_id, until,
                   lead(since) OVER (PARTITION BY citizen_id, unit_id IS NULL ORDER BY since) AS next
            FROM people_membership WHERE is_main
        ) AS spell WHERE next IS NOT NULL AND (until IS NULL OR until > next)
    """,
    "spells of a unit do not overlap (unit ids)": """
        SELECT unit_id FROM (
            SELECT unit_id, until, lead(since) OVER (PARTITION BY unit_id ORDER BY since NULLS FIRST) AS next
            FROM people_unitspell
        ) AS spell WHERE next IS NOT NULL AND (until IS NULL OR until > next)
    """,
    "spells of a branch do not overlap (branch ids)": """
        SELECT branch_id FROM (
            SELECT branch_id, until, lead(since) OVER (PARTITION BY branch_id ORDER BY since NULLS FIRST) AS next
            FROM people_branchspell
        ) AS spell WHERE next IS NOT NULL AND (until IS NULL OR until > next)
    """,
    "every resident is in exactly one commune or exactly one waiting entry today": """
        WITH here AS (
            SELECT r.citizen_id, count(commune.place_id) AS communes
            FROM people_residence r JOIN people_citizen c ON c.id = r.citizen_id
            LEFT JOIN places_ancestry a ON a.descendant_id = r.place_id
                AND (a.since IS NULL OR a.since <= %(today)s) AND (a.until IS NULL OR a.until > %(today)s)
            LEFT JOIN places_placespell commune ON commune.place_id = a.ancestor_id AND commune.tier = 'commune'
                AND (commune.since IS NULL OR commune.since <= %(today)s)
                AND (commune.until IS NULL OR commune.until > %(today)s)
            WHERE r.since <= %(today)s AND (r.until IS NULL OR r.until > %(today)s) AND c.joined_into_id IS NULL
              AND (c.died_on IS NULL OR c.died_on > %(today)s) AND (c.left_on IS NULL OR c.left_on > %(today)s)
            GROUP BY r.citizen_id
        ), waits AS (
            SELECT w.citizen_id, count(*) AS entries FROM people_waitingentry w
            JOIN people_citizen c ON c.id = w.citizen_id
            WHERE w.assigned_to_id IS NULL AND w.since <= %(today)s
              AND (w.ended_on IS NULL OR w.ended_on > %(today)s) AND c.joined_into_id IS NULL
              AND (c.died_on IS NULL OR c.died_on > %(today)s) AND (c.left_on IS NULL OR c.left_on > %(today)s)
            GROUP BY w.citizen_id
        )
        SELECT citizen_id FROM here FULL JOIN waits USING (citizen_id)
        WHERE coalesce(communes, 0) + coalesce(entries, 0) <> 1
    """,
}
