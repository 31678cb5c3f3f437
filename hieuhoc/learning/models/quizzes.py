"""The short quiz at the end of a course, and who tried it."""

from django.db import models
from django.db.models import Q

from hieuhoc.learning.models.lessons import Trainee
from hieuhoc.learning.models.trainings import Training
from hieuhoc.learning.quiz_rules import QuizQuestion


class Quiz(models.Model):
    """An edition: once somebody tried it, its questions stay and new ones are the next edition. `pass_share`: per cent of the
    questions; `most_attempts`: of one person at one edition."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="quizzes", db_index=False)
    edition = models.SmallIntegerField(default=1)
    pass_share = models.SmallIntegerField()
    most_attempts = models.SmallIntegerField()
    written_questions = models.JSONField()  # as QuizQuestion, each a dictionary

    class Meta:
        verbose_name_plural = "quizzes"
        constraints = [
            models.UniqueConstraint(fields=["training", "edition"], name="quiz_once"),
            models.CheckConstraint(
                condition=Q(pass_share__gte=1, pass_share__lte=100, most_attempts__gte=1), name="quiz_bounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training_id}, {self.edition}"

    @property
    def questions(self) -> tuple[QuizQuestion, ...]:
        return tuple(
            QuizQuestion(row["text"], tuple(row["choices"]), tuple(row["right"])) for row in self.written_questions
        )


class QuizAttempt(models.Model):
    """`answers`: for each question the choices, from 0. Points are counted by the server, once."""

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="attempts", db_index=False)
    number = models.SmallIntegerField()
    answers = models.JSONField()
    points = models.SmallIntegerField()
    is_passed = models.BooleanField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trainee", "quiz", "number"], name="quiz_attempt_once"),
            models.CheckConstraint(condition=Q(number__gte=1, points__gte=0), name="quiz_attempt_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.trainee_id}, {self.number}"
