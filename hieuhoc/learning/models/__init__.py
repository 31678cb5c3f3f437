"""What is taught and learned: one file per noun."""

from hieuhoc.learning.models.activities import Activity, Audience, Language, Topic, TopicCriterion
from hieuhoc.learning.models.participations import Participation
from hieuhoc.learning.models.trainings import Attendance, Training

__all__ = ["Activity", "Attendance", "Audience", "Language", "Participation", "Topic", "TopicCriterion", "Training"]
