"""An officer makes a class of a school, looks for a pupil, chooses, says which parent agreed, and ends it again."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.schools.models import Learner, SchoolClass
from hieuhoc.schools.rules import school_year_days, school_year_of
from tests.assessment.makers import make_unit
from tests.cast import World
from tests.people.makers import add


def test_the_way_from_a_school_to_a_pupil_and_back(client: Client, world: World) -> None:
    school = make_unit("Trường THCS", world.commune)
    pupil = add(
        world.village, "Y Bin Êban", birth_date=timezone.localdate().replace(day=1, year=timezone.localdate().year - 13)
    )
    first_day = school_year_days(school_year_of(timezone.localdate()))[0]
    client.force_login(world.minh)
    assert "Trường THCS" in client.get(reverse("office:school-list")).content.decode()

    made = client.post(
        reverse("office:school-class-new", args=[school.pk]), {"name": "8A1", "school_year": str(first_day.year)}
    )
    row = SchoolClass.objects.get()
    assert made["Location"] == reverse("office:school-class", args=[row.pk])

    address = reverse("office:learner-new", args=[row.pk])
    typed = {"person": "y bin", "since": f"{first_day:%d/%m/%Y}"}
    found = client.post(address, typed).content.decode()
    assert "Y Bin Êban" in found
    assert not Learner.objects.exists(), "a single hit still has to be chosen"
    half = client.post(address, typed | {"chosen": str(pupil.pk), "guardian": "Lê Thị Mẹ"}).content.decode()
    assert "Ghi ngày cha mẹ, người giám hộ đồng ý." in half
    client.post(address, typed | {"chosen": str(pupil.pk)})
    learner = Learner.objects.get()
    page = client.get(reverse("office:school-class", args=[row.pk])).content.decode()
    assert "Chưa ghi" in page, "who is under 16 needs a parent's word"

    agreement = reverse("office:learner-agreement", args=[learner.pk])
    client.get(agreement)
    client.post(agreement, {"guardian": "Lê Thị Mẹ", "agreed_on": f"{first_day:%d/%m/%Y}"})
    learner.refresh_from_db()
    assert learner.guardian == "Lê Thị Mẹ"

    client.post(reverse("office:learner-end", args=[learner.pk]), {"on": f"{first_day:%d/%m/%Y}"})
    assert not Learner.objects.exists()
