"""What the page of one person asks of all rooms. Always the same questions, so their SQL is written out (lib.rows)."""

from hieuhoc.accounts.models import User
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.audit.models import Entry, Reading
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.lib.rows import rows_of
from hieuhoc.recognition.models import Decision, Title
from hieuhoc.skills.models import SkillFact

TITLES = """
SELECT title.*, decision.id AS decision__id, decision.number AS decision__number
FROM recognition_title AS title JOIN recognition_decision AS decision ON decision.id = title.decision_id
WHERE title.citizen_id = %s ORDER BY title.year DESC, title.id DESC
"""
SKILLS = "SELECT * FROM skills_skillfact WHERE citizen_id = %s ORDER BY since DESC"
TRAININGS = """
SELECT attendance.*, training.id AS training__id, training.title AS training__title, training.held_on AS training__held_on
FROM learning_attendance AS attendance JOIN learning_training AS training ON training.id = attendance.training_id
WHERE attendance.citizen_id = %s ORDER BY training.held_on DESC
"""
DOSSIERS = """
SELECT dossier.*, round.id AS round__id, round.year AS round__year
FROM assessment_dossier AS dossier JOIN assessment_round AS round ON round.id = dossier.round_id
WHERE dossier.citizen_id = %s ORDER BY round.year DESC
"""
# Its own deeds and the bulk deeds that touched it.
HISTORY = """
SELECT entry.*, who.id AS actor__id, who.full_name AS actor__full_name
FROM (
    SELECT id FROM audit_entry WHERE subject_kind = 'citizen' AND subject_id = %(citizen)s
    UNION
    SELECT entry_id FROM audit_entryrow WHERE subject_kind = 'citizen' AND subject_id = %(citizen)s
    ORDER BY id DESC LIMIT %(most)s
) AS told JOIN audit_entry AS entry ON entry.id = told.id LEFT JOIN accounts_user AS who ON who.id = entry.actor_id
ORDER BY entry.id DESC
"""
READINGS = """
SELECT reading.*, who.id AS actor__id, who.full_name AS actor__full_name
FROM audit_reading AS reading LEFT JOIN accounts_user AS who ON who.id = reading.actor_id
WHERE reading.subject_kind = 'citizen' AND reading.subject_id = %(citizen)s ORDER BY reading.id DESC LIMIT %(most)s
"""


def titles_of(citizen: int) -> list[Title]:
    return rows_of(Title, TITLES, [citizen], decision=Decision)


def skills_of(citizen: int) -> list[SkillFact]:
    return rows_of(SkillFact, SKILLS, [citizen])


def trainings_of(citizen: int) -> list[Attendance]:
    return rows_of(Attendance, TRAININGS, [citizen], training=Training)


def dossiers_of(citizen: int) -> list[Dossier]:
    return rows_of(Dossier, DOSSIERS, [citizen], round=Round)


def latest_history(citizen: int, most: int) -> list[Entry]:
    return rows_of(Entry, HISTORY, {"citizen": citizen, "most": most}, actor=User)


def latest_readings(citizen: int, most: int) -> list[Reading]:
    return rows_of(Reading, READINGS, {"citizen": citizen, "most": most}, actor=User)
