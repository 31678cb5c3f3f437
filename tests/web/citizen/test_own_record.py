"""I take my learning record along: what I learned, my titles and skills, as a PDF and as JSON with signed credentials."""

import json

import pypdfium2
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.audit.models import Reading
from hieuhoc.credentials.issuing import credential_of
from hieuhoc.learning.actions import complete_activity, enrol_person, record_presence
from hieuhoc.skills.actions import NewSkill, record_skill_fact
from hieuhoc.skills.models import SkillFact
from tests.cast import World
from tests.learning.makers import make_activity, soon
from tests.recognition.test_recognise import recognised

DIGITAL, OFFICER = SkillFact.Kind.DIGITAL, SkillFact.Basis.OFFICER


def test_activities_titles_and_skills_stand_on_one_page_and_in_both_files(world: World, client: Client) -> None:
    credential = credential_of(recognised(world))
    activity = make_activity(world.village, days=soon(0))
    part = enrol_person(activity, world.lan, actor=world.lan_user)
    record_presence(activity, timezone.localdate(), [part], was_there=True, actor=None)
    complete_activity(activity, [part], is_completed=True, actor=None)
    record_skill_fact(world.lan, NewSkill(DIGITAL, OFFICER, timezone.localdate()), actor=None)
    client.force_login(world.lan_user)
    page = client.get(reverse("citizen:learning")).text
    assert f"Công dân học tập năm {world.round.year}" in page
    assert "Có kỹ năng số" in page

    paper = client.get(reverse("citizen:learning-paper"))
    said = " ".join(str(one.get_textpage().get_text_range()) for one in pypdfium2.PdfDocument(paper.content))
    for word in (world.lan.name, activity.title, credential.number, "Có kỹ năng số", "Hoàn thành"):
        assert word in said
    assert b"pdfuaid" in paper.content

    content = json.loads(client.get(reverse("citizen:learning-file")).content)["LearnerInfo"]
    [learned], [title], [skill] = content["Education"], content["Achievement"], content["Skills"]["Digital"]
    assert (learned["Title"], learned["Hours"], learned["Completed"]) == (activity.title, 1.5, True)
    assert (title["Year"], title["Decision"]) == (world.round.year, credential.number)
    assert title["Credential"]["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    assert skill["Basis"] == "Cán bộ xác nhận"
    assert Reading.objects.filter(purpose="citizen.read_own_copy", subject_id=world.lan.pk).count() == 2


def test_a_suspended_credential_is_not_taken_along_and_an_empty_record_is_one_too(world: World, client: Client) -> None:
    client.force_login(world.lan_user)
    assert client.get(reverse("citizen:learning-paper")).content.startswith(b"%PDF")
    credential = credential_of(recognised(world))
    credential.suspended_on = timezone.localdate()
    credential.save()
    [title] = json.loads(client.get(reverse("citizen:learning-file")).content)["LearnerInfo"]["Achievement"]
    assert title["Credential"] is None
