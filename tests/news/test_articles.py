"""Articles: written, published, shared; an example nominated, adopted elsewhere and given up; and what nobody may do."""

import xml.etree.ElementTree as ET
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from PIL import Image

from hieuhoc.lib.file_cleaning import UncleanFile
from hieuhoc.news.actions import (
    add_image,
    adopt_example,
    change_article,
    drop_image,
    end_adoption,
    nominate_example,
    publish_article,
    withdraw_article,
)
from hieuhoc.web.markdown import drawn
from tests.cast import Cast
from tests.lib.strangers_files import pdf
from tests.news.makers import adopt, make_article, make_example, words
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def photo(side: int) -> bytes:
    target = BytesIO()
    made = Image.new("RGB", (side, side // 2), "green")
    exif = made.getexif()
    exif[0x010F] = "Máy của ai đó"
    made.save(target, "JPEG", exif=exif)
    return target.getvalue()


def test_a_picture_is_made_small_stripped_and_said_in_words(cast: Cast, client: Client) -> None:
    article = make_article(cast.commune, text="Xem ![](anh:1) và ![](anh:2)")
    with refused("no_alt"):
        add_image(article, photo(400), alt="  ", actor=None)
    with pytest.raises(UncleanFile):
        add_image(article, pdf(), alt="Tờ giấy", actor=None)
    image = add_image(article, photo(3_000), alt="Lớp học buổi tối", actor=cast.minh)
    kept = Image.open(BytesIO(bytes(image.content)))
    assert kept.size == (1_600, 800)
    assert not kept.getexif()
    address = reverse("public:article-image", args=[image.pk])
    assert client.get(address).status_code == 404, "of a draft"
    publish_article(article, actor=cast.minh)
    assert client.get(address).headers["Content-Type"] == "image/jpeg"
    page = client.get(reverse("public:article", args=[article.pk])).content.decode()
    assert f'<img src="{address}" alt="Lớp học buổi tối" loading="lazy">' in page
    assert f'<meta property="og:image" content="http://127.0.0.1:8000{address}">' in page
    assert "anh:2" not in page, "a picture that is not there is left out"
    drop_image(image, actor=cast.minh)
    assert client.get(address).status_code == 404


def test_what_is_typed_is_text_and_never_runs() -> None:
    html = drawn('# A\n\n<img src=x onerror="alert(1)"> [b](javascript:alert(1)) ![c](https://evil.vn/c.png)', {})
    assert html.startswith("<h2>A</h2>")
    for wrong in ("<img", "<script", 'href="javascript', "evil.vn"):
        assert wrong not in html


def test_anybody_reads_what_is_published_and_the_feed_tells(cast: Cast, client: Client) -> None:
    article = make_article(cast.commune, kind="story")
    page = reverse("public:article", args=[article.pk])
    assert client.get(page).status_code == 404
    publish_article(article, actor=cast.minh)
    with refused("wrong_step"):
        publish_article(article, actor=cast.minh)
    assert "<strong>hai buổi tối</strong>" in client.get(page).content.decode()
    assert article.title in client.get(reverse("public:articles")).content.decode()
    feed = ET.fromstring(client.get(reverse("public:articles-feed")).content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == [article.title]
    withdraw_article(article, actor=cast.minh)
    assert client.get(page).status_code == 404
    with refused("wrong_step"):
        withdraw_article(article, actor=cast.minh)


def test_an_example_travels_to_another_place_once(cast: Cast) -> None:
    article = make_article(cast.commune)
    with refused("no_example"):
        nominate_example(article, praise="Hay", actor=cast.minh)
    publish_article(article, actor=cast.minh)
    with refused("no_reason"):
        nominate_example(article, praise=" ", actor=cast.minh)
    with refused("not_nominated"):
        adopt(article, cast.other_commune)
    nominate_example(article, praise="Dễ làm", actor=cast.minh)
    with refused("nominated"):
        change_article(article, words(cast.commune, kind="story"), actor=cast.minh)
    with refused("own"):
        adopt(article, cast.commune)
    adoption = adopt_example(article, cast.other_commune, since=date(2026, 3, 1), plan="Ở đây", actor=cast.son)
    with refused("adopted"):
        adopt(article, cast.other_commune)
    with refused("ends_before_it_begins"):
        end_adoption(adoption, until=date(2026, 3, 1), actor=cast.son)
    assert end_adoption(adoption, until=date(2026, 9, 1), actor=cast.son).until == date(2026, 9, 1)
    with refused("wrong_step"):
        end_adoption(adoption, until=date(2026, 10, 1), actor=cast.son)


def test_nobody_writes_or_adopts_for_another_place(cast: Cast) -> None:
    article = make_example(cast.commune)
    with pytest.raises(PermissionDenied):
        adopt_example(article, cast.other_commune, since=date(2026, 3, 1), plan="x", actor=cast.minh)
    with pytest.raises(PermissionDenied):
        change_article(article, words(cast.other_commune), actor=cast.minh)
    with pytest.raises(PermissionDenied):
        withdraw_article(article, actor=cast.son)
