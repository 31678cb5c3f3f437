"""The DOCX template of each kind of paper, as the product comes with it: what a province downloads to make its own of.

Fields are named in Vietnamese without marks, for the clerk who edits them in Word; `paper_fields.fields_of` fills them.
Layout after Decree 30/2020/NĐ-CP, annex I. Imports python-docx: named by `when_used`.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt

from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import MOTTO, NATION, PaperColumn

FONT, LANGUAGE = "Times New Roman", "vi-VN"
SHORT, LONG = Mm(210), Mm(297)
MARGINS = {"top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15)}
WIDTH, WIDTH_ACROSS = 165, 252  # mm of text
ORGAN_WIDTHS = {WIDTH: 67, WIDTH_ACROSS: 92}  # mm; the nation has what is left
ORGAN_LINE, MOTTO_LINE, TITLE_LINE = 24, 62, 50  # mm
FIRST_LINE = Mm(12.7)
CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
NARROW, WORDY = 14, 22  # mm of a column that is as wide as its words: a number, a day

type Styled = dict[str, Any]


@cache
def default_template(kind: PaperKind) -> bytes:
    """The same bytes for the same kind, in this process."""
    paper = docx.Document()
    width = WIDTH_ACROSS if kind.is_across else WIDTH
    _set_page(paper.sections[0], is_across=kind.is_across)
    _set_styles(paper)
    _write_head(paper, width)
    _write_title(paper, kind, width)
    _write_body(paper, kind, width)
    _write_end(paper, kind, width)
    if kind.annex:
        _write_annexes(paper, kind)
    paper.core_properties.title, paper.core_properties.author = "{{ ten_van_ban }} – {{ trich_yeu }}", "{{ co_quan }}"
    paper.core_properties.language, paper.core_properties.comments = LANGUAGE, ""
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


def _set_page(section: Any, *, is_across: bool = False) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if is_across else (SHORT, LONG)
    for name, length in MARGINS.items():
        setattr(section, name, length)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    _write_page_number(section.header.paragraphs[0])


def _write_page_number(paragraph: Any) -> None:
    """In the middle of the top margin, from page 2."""
    paragraph.alignment = CENTRE
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)


def _set_styles(paper: Any) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    normal.element.rPr.append(language)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    for name, size, space, indent in (("Lời văn", 14, 6, FIRST_LINE), ("Ô bảng", 12, 0, None)):
        style = paper.styles.add_style(name, 1)
        style.base_style, style.font.size = normal, Pt(size)
        style.paragraph_format.space_after = Pt(space)
        if indent is not None:
            style.paragraph_format.first_line_indent = indent
            style.paragraph_format.alignment = JUSTIFIED
            style.paragraph_format.line_spacing = 1.1


def _write(holder: Any, words: str, *, size: int = 14, style: str = "Normal", **look: Any) -> Any:
    """A paragraph in one look; `look`: bold, italic, alignment, before, after (points), caps."""
    paragraph = holder.add_paragraph(style=style)
    _run(paragraph, words, size=size, **{key: look[key] for key in ("bold", "italic", "caps") if key in look})
    if "alignment" in look:
        paragraph.alignment = look["alignment"]
    if "before" in look:
        paragraph.paragraph_format.space_before = Pt(look["before"])
    if "after" in look:
        paragraph.paragraph_format.space_after = Pt(look["after"])
    return paragraph


def _run(
    paragraph: Any, words: str, *, size: int = 14, bold: bool = False, italic: bool = False, caps: bool = False
) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if caps:
        run.font.all_caps = True


def _line_under(paragraph: Any, *, length: int, width: int) -> None:
    """A line of that length in the middle of so much width (mm): the border of an empty, low paragraph."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm((width - length) / 2)
    paragraph.paragraph_format.line_spacing = Pt(3)
    paragraph.paragraph_format.space_after = Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _columns(holder: Any, widths: Sequence[int], rows: int = 1) -> list[Any]:
    """Cells side by side without lines, row by row."""
    table = holder.add_table(rows=rows, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        for cell, column, width in zip(row.cells, table.columns, widths, strict=True):
            cell.width = column.width = Mm(width)
    return [cell for row in table.rows for cell in row.cells]


def _drop_first(cell: Any) -> None:
    """A new cell begins with an empty paragraph."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _write_head(paper: Any, width: int) -> None:
    widths = (ORGAN_WIDTHS[width], width - ORGAN_WIDTHS[width])
    cells = organ, nation, number, place = _columns(paper, widths, rows=2)
    inside = [width - 4 for width in widths]  # cells have margins of about 2 mm
    _write(organ, "{%p if co_quan_cap_tren %}", size=12, alignment=CENTRE)
    _write(organ, "{{ co_quan_cap_tren }}", size=12, caps=True, alignment=CENTRE)
    _write(organ, "{%p endif %}", size=12, alignment=CENTRE)
    _write(organ, "{{ co_quan }}", size=12, caps=True, bold=True, alignment=CENTRE)
    _line_under(_write(organ, "", size=12), length=ORGAN_LINE, width=inside[0])
    _write(number, "{{ so_ky_hieu }}", size=13, alignment=CENTRE)
    _write(nation, NATION, size=12, bold=True, alignment=CENTRE)
    _write(nation, MOTTO, size=13, bold=True, alignment=CENTRE)
    _line_under(_write(nation, "", size=12), length=MOTTO_LINE, width=inside[1])
    _write(place, "{{ dia_danh_ngay }}", size=13, italic=True, alignment=CENTRE)
    for cell in cells:
        _drop_first(cell)


def _write_title(paper: Any, kind: PaperKind, width: int) -> None:
    _write(paper, "{{ ten_van_ban }}", bold=True, caps=True, alignment=CENTRE, before=18)
    _write(paper, "{{ trich_yeu }}", bold=True, alignment=CENTRE, after=2)
    _line_under(_write(paper, "", size=12), length=TITLE_LINE, width=width)
    if kind.has_addressees:
        _write(paper, "{%p for noi in kinh_gui %}")
        words = "{% if kinh_gui|length == 1 %}Kính gửi: {{ noi }}{% else %}{% if loop.first %}Kính gửi: {% endif %}- {{ noi }}{% endif %}"
        _write(paper, words, alignment=CENTRE, after=6)
        _write(paper, "{%p endfor %}")
    if kind.has_verdict:
        _write(paper, "{{ tham_quyen }}", bold=True, caps=True, alignment=CENTRE, before=6, after=6)


def _write_body(paper: Any, kind: PaperKind, width: int) -> None:
    _write(paper, "{%p for can_cu in cac_can_cu %}")
    _write(paper, "{{ can_cu }}", style="Lời văn", italic=True)
    _write(paper, "{%p endfor %}")
    if kind.has_verdict:
        _write(paper, "{{ loi_quyet_dinh }}", bold=True, caps=True, alignment=CENTRE, before=6, after=6)
    _write(paper, "{%p for doan in noi_dung %}")
    if kind.table:
        _write(paper, "{%p if doan.co_loi %}")
    paragraph = _write(paper, "{{ doan.dau_de }}", style="Lời văn", bold=True)
    _run(paragraph, "{% if doan.dau_de and doan.loi %} {% endif %}{{ doan.loi }}")
    if kind.table:
        _write(paper, "{%p endif %}")
        _write(paper, "{%p if doan.dong %}")
        _write_table(paper, kind.table, rows="doan.dong", width=width)
        _write(paper, "", size=6)
        _write(paper, "{%p endif %}")
    _write(paper, "{%p endfor %}")


def _write_end(paper: Any, kind: PaperKind, width: int) -> None:
    _write(paper, "", size=12)
    left, right = _columns(paper, (width // 2, width - width // 2))
    if kind.signature_count == 2:
        _write_signature(left, "ky_trai")
    else:
        _write_recipients(left)
    _write_signature(right, "ky")
    _drop_first(left)
    _drop_first(right)
    if kind.signature_count == 2:
        _write_recipients(paper)


def _write_signature(cell: Any, field: str) -> None:
    _write(cell, f"{{%p for dong_chuc_vu in {field}.chuc_vu %}}", alignment=CENTRE)
    _write(cell, "{{ dong_chuc_vu }}", bold=True, caps=True, alignment=CENTRE)
    _write(cell, "{%p endfor %}", alignment=CENTRE)
    _write(cell, f"{{{{ {field}.ho_ten }}}}", bold=True, alignment=CENTRE, before=72)


def _write_recipients(holder: Any) -> None:
    _write(holder, "Nơi nhận:", size=12, bold=True, italic=True)
    _write(holder, "{%p for noi in noi_nhan %}", size=11)
    _write(holder, "{{ noi }}", size=11)
    _write(holder, "{%p endfor %}", size=11)


def _write_annexes(paper: Any, kind: PaperKind) -> None:
    """One section for the list behind the paper; its pages have numbers of their own."""
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, is_across=kind.is_annex_across)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
    _write(paper, "{{ danh_sach.dau_de }}", bold=True, caps=True, alignment=CENTRE)
    _write(paper, "{{ danh_sach.trich_yeu }}", bold=True, alignment=CENTRE)
    _write(paper, "{{ danh_sach.kem_theo }}", italic=True, alignment=CENTRE, after=6)
    _write_table(paper, kind.annex, rows="danh_sach.dong", width=WIDTH_ACROSS if kind.is_annex_across else WIDTH)
    _write(paper, "{{ danh_sach.ket_thuc }}", before=6)


def _write_table(paper: Any, columns: Sequence[PaperColumn], *, rows: str, width: int) -> None:
    """Titles on every page; a row for each of `rows`."""
    table = paper.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in (0, 2):
        table.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for number, (column, measure) in enumerate(zip(columns, _widths(columns, width), strict=True)):
        table.columns[number].width = Mm(measure)
        for row, words in enumerate((column.title, "", f"{{{{ dong.{column.key} }}}}", "")):
            cell = table.cell(row, number)
            cell.width = Mm(measure)
            paragraph = cell.paragraphs[0]
            paragraph.style = "Ô bảng"
            if words:
                _run(paragraph, words, size=12, bold=row == 0)
            if row == 0 or column.is_centred:
                paragraph.alignment = CENTRE
    table.cell(1, 0).paragraphs[0].add_run(f"{{%tr for dong in {rows} %}}")
    table.cell(3, 0).paragraphs[0].add_run("{%tr endfor %}")


def _widths(columns: Sequence[PaperColumn], width: int) -> list[float]:
    fixed = [0 if column.width else NARROW if len(column.title) <= 4 else WORDY for column in columns]
    shares = sum(column.width for column in columns) or 1
    left = width - sum(fixed)
    return [narrow or left * column.width / shares for narrow, column in zip(fixed, columns, strict=True)]
