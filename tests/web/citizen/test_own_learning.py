"""I write down what I learned elsewhere, with a photograph, on my telephone; it stands in my record as my own statement."""

import json

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hieuhoc.learning.models import OwnLearning
from tests.cast import Cast
from tests.lib.strangers_files import picture


def test_i_add_it_with_a_photograph_look_at_it_correct_it_and_take_it_out(cast: Cast, client: Client) -> None:
    client.force_login(cast.lan_user)
    listed, new = reverse("citizen:own-learning-list"), reverse("citizen:own-learning-new")
    assert new in client.get(listed).text
    book = {"kind": "book", "title": "Trồng cà phê", "giver": "NXB", "learned_on": "5/3/2025", "hours": "2,5"}
    photograph = SimpleUploadedFile("bia.png", picture(), "image/png")
    assert "Trồng cà phê" in client.post(new, book | {"file": photograph}, follow=True).text
    row = OwnLearning.objects.get()
    file = client.get(reverse("citizen:own-learning-file", args=[row.pk]))
    assert file["Content-Disposition"].startswith("attachment")

    page = client.get(reverse("citizen:learning")).text
    assert "Năm 2025: 1 điều tự học" in page
    assert "Tự khai" in page
    paper = pypdfium2.PdfDocument(client.get(reverse("citizen:learning-paper")).content)
    said = " ".join(str(one.get_textpage().get_text_range()) for one in paper)
    assert {word in said for word in ("Trồng cà phê", "NXB", "Tự khai")} == {True}
    [told] = json.loads(client.get(reverse("citizen:learning-file")).content)["LearnerInfo"]["Education"]
    assert (told["Title"], told["SelfDeclared"], told["Completed"]) == ("Trồng cà phê", True, None)

    change = reverse("citizen:own-learning-change", args=[row.pk])
    assert "bia" in client.get(change).text
    later = book | {"title": "Trồng tiêu", "hours": "", "edition": "0", "drops_file": "on"}
    assert client.post(change, later).status_code == 302
    assert client.post(change, book | {"edition": "0"}).status_code == 409
    assert client.get(reverse("citizen:own-learning-file", args=[row.pk])).status_code == 404
    remove = reverse("citizen:own-learning-remove", args=[row.pk])
    assert "Trồng tiêu" in client.get(remove).text
    assert "Chưa ghi điều tự học nào" in client.post(remove, follow=True).text


def test_what_is_wrong_is_said_and_nobody_elses_exists(cast: Cast, client: Client) -> None:
    client.force_login(cast.lan_user)
    answer = client.post(
        reverse("citizen:own-learning-new"), {"kind": "book", "title": "Sách", "learned_on": "5/3/2099"}
    )
    assert (answer.status_code, OwnLearning.objects.count()) == (409, 0)
    assert "Ngày học còn ở phía trước" in answer.text
    theirs = OwnLearning.objects.create(citizen=cast.khoa, kind="book", title="Sách", learned_on="2025-01-01")
    for name in ("change", "file", "remove"):
        assert client.get(reverse(f"citizen:own-learning-{name}", args=[theirs.pk])).status_code == 404
