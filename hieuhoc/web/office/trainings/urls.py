from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.trainings import trainings

carry_ids("attendance", "training")

urlpatterns = [
    path("trainings/", trainings.training_list, name="training-list"),
    path("trainings/new/", trainings.training_new, name="training-new"),
    path("trainings/<training:pk>/", trainings.training, name="training"),
    path("trainings/<training:pk>/attendances/new/", trainings.attendance_new, name="attendance-new"),
    path("attendances/<attendance:pk>/withdraw/", trainings.attendance_withdraw, name="attendance-withdraw"),
]
