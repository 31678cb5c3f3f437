from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.schools import learners, schools

carry_ids("learner", "schoolclass", "unit")

CLASS, LEARNER = "school-classes/<schoolclass:pk>/", "learners/<learner:pk>/"

urlpatterns = [
    path("schools/", schools.school_list, name="school-list"),
    path("schools/<unit:pk>/", schools.school, name="school"),
    path("schools/<unit:pk>/classes/new/", schools.school_class_new, name="school-class-new"),
    path(CLASS, learners.school_class, name="school-class"),
    path(f"{CLASS}learners/new/", learners.learner_new, name="learner-new"),
    path(f"{LEARNER}agreement/", learners.learner_agreement, name="learner-agreement"),
    path(f"{LEARNER}end/", learners.learner_end, name="learner-end"),
]
