"""The rows of a course for the pages of the walk."""

from hieuhoc.accounts.models import User
from hieuhoc.documents.actions import store_file
from hieuhoc.learning.actions import give_certificate, record_attendance, register_person
from hieuhoc.learning.models import Material, Presence, Training
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place


def taught(commune: Place) -> dict[str, int | str]:
    """The course that is held today in the commune of the accounts: by now Lan's and others' completed one."""
    training = Training.objects.filter(place=commune, lessons__trainers__username="minh").order_by("pk")[0]
    lan, minh = Citizen.objects.get(user__username="lan"), User.objects.get(username="minh")
    trainee, lesson = register_person(training, lan, actor=None), training.lessons.get()
    # Told on paper: in the evening nobody else is, as the demonstration's course is over.
    on_paper = Citizen.objects.filter(home=lan.home_id, user=None, joined_into=None).order_by("pk")[0]
    register_person(training, on_paper, actor=None)
    mark = {"lesson": lesson, "is_by_hand": True}
    Presence.objects.bulk_create(Presence(trainee=row, **mark) for row in training.trainees.all())
    (attendance,) = record_attendance(training, [lan], completed=True, actor=minh)
    document = store_file(b"%PDF-1.4", kind="material", file_name="bai.pdf", media_type="application/pdf")
    return {
        "training": training.pk,
        "training_own": trainee.training_id,
        "lesson": lesson.pk,
        "attendance": attendance.pk,
        "attendance_completed": attendance.pk,
        "material": Material.objects.create(training=training, title="Bài giảng", document=document).pk,
        "code_of_course": str(give_certificate(attendance, actor=None).code),
    }
