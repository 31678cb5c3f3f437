"""What is taught and learned: one file per noun."""

from hieuhoc.learning.models.activities import Activity, Audience, Language, Topic, TopicCriterion
from hieuhoc.learning.models.course_parts import Feedback, Material
from hieuhoc.learning.models.lessons import Lesson, Presence, Scan, Trainee
from hieuhoc.learning.models.own_learning import OwnLearning
from hieuhoc.learning.models.participations import Participation
from hieuhoc.learning.models.quizzes import Quiz, QuizAttempt
from hieuhoc.learning.models.record_links import RecordLink
from hieuhoc.learning.models.trainings import Attendance, Training
from hieuhoc.learning.models.wishes import LearningWish

__all__ = [
    "Activity",
    "Attendance",
    "Audience",
    "Feedback",
    "Language",
    "LearningWish",
    "Lesson",
    "Material",
    "OwnLearning",
    "Participation",
    "Presence",
    "Quiz",
    "QuizAttempt",
    "RecordLink",
    "Scan",
    "Topic",
    "TopicCriterion",
    "Trainee",
    "Training",
]
