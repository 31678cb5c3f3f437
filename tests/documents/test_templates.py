"""A province's own templates of papers: what they may ask, what is said of each wrong field, putting to use and back."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from hieuhoc.documents.actions import UnknownFields, end_template, upload_template, use_template
from hieuhoc.documents.kinds import all_kinds, kind_of
from hieuhoc.documents.models import Document, PaperTemplate
from hieuhoc.documents.paper_fields import fields_of, meanings_of
from hieuhoc.documents.papers_in_docx import environment
from hieuhoc.documents.sample_on_paper import sample_paper
from hieuhoc.documents.template_asks import wrong_asks
from hieuhoc.documents.template_checks import check_template, sentences_of
from hieuhoc.documents.writing import DOCX, shipped_template, written_paper
from tests.cast import World
from tests.refusals import refused

KIND = "proposal"
FIELDS = fields_of(sample_paper(kind_of(KIND)))


def changed(change: Callable[[Any], None] = lambda _paper: None, kind: str = KIND) -> bytes:
    paper = docx.Document(BytesIO(shipped_template(kind_of(kind))))
    change(paper)
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


def with_words(words: str) -> bytes:
    return changed(lambda paper: paper.paragraphs[0].add_run(words))


def repacked(content: bytes, name: str, part: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.code)
def test_the_templates_that_ship_ask_for_nothing_that_is_not_there(kind: Any) -> None:
    check = check_template(kind, shipped_template(kind))
    assert (check.problems, check.faults) == ([], [])
    assert {name for name, _meaning, _is_column in meanings_of(kind)} >= fields_of(sample_paper(kind)).keys()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ so_cccd }}", "Mẫu hỏi “so_cccd” mà phần mềm không có."),
        ("{{ trich_yu }}", "Mẫu hỏi “trich_yu” mà phần mềm không có; có phải “trich_yeu”?"),
        ("{{ danh_sach.dau_d }}", "Mẫu hỏi “danh_sach.dau_d” mà phần mềm không có; có phải “danh_sach.dau_de”?"),
        (
            "{% for d in danh_sach.dong %}{{ d.ngay_sin }}{% endfor %}",
            "Mẫu hỏi “d.ngay_sin” mà phần mềm không có; có phải “d.ngay_sinh”?",
        ),
        ("{{ so.upper }}", "Mẫu hỏi “so.upper” mà phần mềm không có."),
        ("{{ kinh_gui }}", "“kinh_gui” gồm nhiều phần nên không in thẳng được; in từng phần của nó."),
        ("{% for x in so %}{% endfor %}", "“so” chỉ có một giá trị nên không lặp từng dòng được."),
        (
            "{% for x in noi_nhan %}{% for y in danh_sach.dong %}{% endfor %}{% endfor %}",
            "Trong một vòng lặp chỉ lặp tiếp được phần của dòng đang lặp, không phải “danh_sach.dong”.",
        ),
        ("{{ so|safe }}", "Bộ lọc “safe” không có; dùng được length, upper, lower."),
        ("{{ so * 99999999 }}", "Thẻ trong mẫu chỉ được hỏi trường"),
        ("{{ so.__class__ }}", "Mẫu hỏi “so.__class__” mà phần mềm không có."),
        ("{{ so['__class__'] }}", "Thẻ trong mẫu chỉ được hỏi trường"),
        ("{{ range(9) }}", "Thẻ trong mẫu chỉ được hỏi trường"),
        ("{% set x = so %}", "Thẻ trong mẫu chỉ được hỏi trường"),
        ("{% include 'x' %}", "Thẻ trong mẫu chỉ được hỏi trường"),
        ("{% for x in noi_nhan %}", "Có thẻ viết sai"),
    ],
)
def test_each_thing_a_template_may_not_ask_is_said_in_a_sentence(template: str, said: str) -> None:
    sentences = wrong_asks([template, template], FIELDS)
    assert len(sentences) == 1
    assert sentences[0].startswith(said)


def test_what_a_template_may_ask_is_filled() -> None:
    template = (
        "{% if so %}{{ so|upper }}{% else %}–{% endif %}{{ 'một' if kinh_gui|length == 1 else 'nhiều' }}"
        "{% for d in noi_dung %}{{ loop.index }}{% for x in d.dong %}{% endfor %}{% endfor %}{{ ky.ho_ten }}"
    )
    assert wrong_asks([template], FIELDS) == []
    assert environment().from_string(template).render(FIELDS) == "05/TTR-UBNDnhiều1Y Bhiôr Niê"


def test_where_a_template_leaves_the_decree_is_told_and_it_may_be_used(world: World) -> None:
    def narrow(paper: Any) -> None:
        paper.sections[0].left_margin = paper.sections[0].right_margin

    template = upload_template(KIND, changed(narrow), file_name="mau.docx", actor=world.hoa)
    assert sentences_of(template.faults) == ["Lề trái là 15 mm; cần từ 30 đến 35 mm."]
    assert not template.is_in_use
    assert use_template(template, actor=world.hoa).is_in_use


def test_papers_are_written_by_the_template_in_use_and_by_ours_again(world: World) -> None:
    paper = sample_paper(kind_of(KIND))
    ours = written_paper(paper, DOCX)
    first, second = (
        upload_template(KIND, with_words(f" Bản của tỉnh {number}"), file_name="mau.docx", actor=world.hoa)
        for number in (1, 2)
    )
    assert (first.number, second.number) == (1, 2)
    assert words(written_paper(paper, DOCX)) == words(ours)
    for template in (first, second, first):
        use_template(template, actor=world.hoa)
        assert f"Bản của tỉnh {template.number}" in words(written_paper(paper, DOCX))
    assert use_template(first, actor=world.hoa).pk == first.pk
    assert PaperTemplate.objects.in_use().count() == 1
    end_template(first, actor=world.hoa)
    assert words(written_paper(paper, DOCX)) == words(ours)
    assert PaperTemplate.objects.count() == 2


def test_a_template_that_is_lost_leaves_the_one_that_ships(world: World) -> None:
    template = upload_template(KIND, with_words(" Bản của tỉnh"), file_name="mau.docx", actor=world.hoa)
    use_template(template, actor=world.hoa)
    Document.objects.filter(pk=template.document_id).update(path="documents/nowhere")
    paper = sample_paper(kind_of(KIND))
    assert "Bản của tỉnh" not in words(written_paper(paper, DOCX))


def test_what_is_no_template_is_refused(world: World) -> None:
    def send(content: bytes) -> None:
        upload_template(KIND, content, file_name="mau.docx", actor=world.hoa)

    good = changed()
    with refused("not_a_docx"):
        send(b"PK nothing")
    with refused("template_too_large"):
        send(bytes(5 * 1024 * 1024 + 1))
    with refused("template_too_large"):
        send(repacked(good, "word/media/x.bin", bytes(31 << 20)))
    with refused("active_file"):
        send(repacked(good, "word/vbaProject.bin", b"x"))
    outside = (
        b'<Relationships><Relationship TargetMode="External" Type="x/attachedTemplate" Target="//h/x"/></Relationships>'
    )
    with refused("active_file"):
        send(repacked(good, "word/_rels/settings.xml.rels", outside))
    with pytest.raises(UnknownFields) as caught:
        send(with_words("{{ so_cccd }} {{ mau_giay }}"))
    assert (caught.value.code, len(caught.value.sentences)) == ("unknown_fields", 2)
    assert not PaperTemplate.objects.exists()


def test_a_commune_officer_does_not_replace_templates(world: World) -> None:
    with pytest.raises(PermissionDenied):
        upload_template(KIND, changed(), file_name="mau.docx", actor=world.minh)


def test_the_pages_say_every_wrong_field_and_walk_to_a_template_in_use(client: Client, world: World) -> None:
    client.force_login(world.hoa)
    address = f"/office/papers/templates/{KIND}/"
    bad = BytesIO(with_words("{{ so_cccd }}"))
    bad.name = "mau.docx"
    answer = client.post(f"{address}upload/", {"file": bad})
    assert "Mẫu hỏi “so_cccd” mà phần mềm không có." in answer.content.decode()
    good = BytesIO(with_words(" Bản của tỉnh"))
    good.name = "mau.docx"
    assert client.post(f"{address}upload/", {"file": good}).status_code == 302
    template = PaperTemplate.objects.get()
    assert "Chưa dùng" in client.get(address).content.decode()
    assert "Bản của tỉnh" not in words(client.get(f"{address}preview.docx").content)
    use_template(template, actor=world.hoa)
    assert "Đang dùng" in client.get(address).content.decode()
    assert "Bản của tỉnh" in words(client.get(f"{address}preview.docx").content)
    assert client.get("/office/papers/templates/nothing/").status_code == 404


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)
