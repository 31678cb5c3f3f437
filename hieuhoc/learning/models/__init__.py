"""What is taught and learned: one file per noun."""

from hieuhoc.learning.models.activities import Activity, Audience, Language, Topic, TopicCriterion
from hieuhoc.learning.models.participations import Participation
from hieuhoc.learning.models.trainings import Attendance, Training
from hieuhoc.learning.models.wishes import LearningWish

__all__ = [
    "Activity",
    "Attendance",
    "Audience",
    "Language",
    "LearningWish",
    "Participation",
    "Topic",
    "TopicCriterion",
    "Training",
]
