-- Digital-skill facts: digital, proficient, job_fit; in force in [since, until).

CREATE VIEW stat.skill AS
SELECT citizen_id AS citizen, kind, since, until
FROM skills_skillfact;
