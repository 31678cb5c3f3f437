"""Trainings are nobody's; who took part stays as a fact without a name, which figures count."""

from hieuhoc.lib.personal import Kind

KINDS: tuple[Kind, ...] = ()
IMPERSONAL = frozenset({"learning_training", "learning_attendance"})
