from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.trainings import course_parts, courses, invitations, lessons, trainees, trainings

carry_ids("attendance", "lesson", "material", "training")

urlpatterns = [
    path("trainings/", trainings.training_list, name="training-list"),
    path("trainings/new/", trainings.training_new, name="training-new"),
    path("trainings/courses/new/", courses.course_new, name="course-new"),
    path("trainings/<training:pk>/invite/", trainees.training_invite, name="training-invite"),
    path("trainings/<training:pk>/invitations.pdf", invitations.invitations, name="trainee-invitations"),
    path("trainings/<training:pk>/trainees/", trainees.trainee_list, name="trainee-list"),
    path("trainings/<training:pk>/lessons/new/", courses.lesson_new, name="lesson-new"),
    path("trainings/<training:pk>/judge/", courses.training_judge, name="training-judge"),
    path("trainings/<training:pk>/quiz/", course_parts.course_quiz, name="course-quiz"),
    path("trainings/<training:pk>/materials/new/", course_parts.material_new, name="material-new"),
    path("trainings/<training:pk>/feedback/", course_parts.feedback_list, name="feedback-list"),
    path("materials/<material:pk>/", course_parts.material, name="material"),
    path("materials/<material:pk>/remove/", course_parts.material_remove, name="material-remove"),
    path(
        "attendances/<attendance:pk>/certificate.pdf",
        course_parts.attendance_certificate,
        name="attendance-certificate",
    ),
    path("lessons/", lessons.lesson_list, name="lesson-list"),
    path("lessons/<lesson:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<lesson:pk>/change/", courses.lesson_change, name="lesson-change"),
    path("lessons/<lesson:pk>/remove/", courses.lesson_remove, name="lesson-remove"),
    path("lessons/<lesson:pk>/screen/", lessons.lesson_screen, name="lesson-screen"),
    path("lessons/<lesson:pk>/scans/", lessons.lesson_scans, name="lesson-scans"),
    path("trainings/<training:pk>/", trainings.training, name="training"),
    path("trainings/<training:pk>/attendances/new/", trainings.attendance_new, name="attendance-new"),
    path("attendances/<attendance:pk>/withdraw/", trainings.attendance_withdraw, name="attendance-withdraw"),
]
