"""What a template of a paper may ask for: named in Vietnamese without marks, for the clerk who edits it in Word. Pure.

`fields_of` gives the values of a paper; those of `sample_paper`, in which nothing is left out, say what there is to ask for.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperTable,
    SignatureBlock,
    number_line,
    place_line,
    recipient_lines,
    with_stops,
)
from hieuhoc.documents.sample_on_paper import sample_paper

NOBODY = SignatureBlock(())
MEANINGS: dict[str, str | Promise] = {
    "co_quan_cap_tren": _("Cơ quan cấp trên"),
    "co_quan": _("Cơ quan ban hành"),
    "so_ky_hieu": _("Dòng số, ký hiệu: “Số: 05/QĐ-UBND”"),
    "so": _("Riêng số và ký hiệu"),
    "dia_danh_ngay": _("Địa danh và ngày tháng năm"),
    "ten_van_ban": _("Tên loại văn bản"),
    "trich_yeu": _("Trích yếu"),
    "kinh_gui": _("Các nơi kính gửi"),
    "tham_quyen": _("Ai quyết định, trên các căn cứ"),
    "cac_can_cu": _("Các căn cứ"),
    "loi_quyet_dinh": _("Lời “Quyết định:”"),
    "noi_dung": _("Các đoạn nội dung"),
    "noi_dung.dau_de": _("Chữ đậm đầu đoạn (“Điều 1.”)"),
    "noi_dung.loi": _("Lời của đoạn"),
    "noi_dung.co_loi": _("Đoạn có lời hay chỉ có bảng"),
    "noi_dung.dong": _("Các dòng của bảng trong đoạn"),
    "ky": _("Khối chữ ký bên phải"),
    "ky.chuc_vu": _("Các dòng thẩm quyền, chức vụ"),
    "ky.ho_ten": _("Họ tên người ký"),
    "ky_trai": _("Khối chữ ký bên trái (thư ký)"),
    "ky_trai.chuc_vu": _("Các dòng thẩm quyền, chức vụ"),
    "ky_trai.ho_ten": _("Họ tên người ký"),
    "noi_nhan": _("Các nơi nhận"),
    "danh_sach": _("Danh sách kèm theo"),
    "danh_sach.dau_de": _("Tên danh sách"),
    "danh_sach.trich_yeu": _("Trích yếu của danh sách"),
    "danh_sach.kem_theo": _("Kèm theo văn bản nào"),
    "danh_sach.dong": _("Các dòng của danh sách"),
    "danh_sach.ket_thuc": _("Câu kết thúc danh sách"),
}


def fields_of(paper: OfficialPaper) -> dict[str, Any]:
    """What a template of the paper's kind may ask for."""
    *others, last = paper.signatures or (NOBODY,)
    return {
        "co_quan_cap_tren": paper.parent_organ,
        "co_quan": paper.organ,
        "so_ky_hieu": number_line(paper),
        "so": paper.number,
        "dia_danh_ngay": place_line(paper),
        "ten_van_ban": paper.heading,
        "trich_yeu": paper.about,
        "kinh_gui": with_stops(paper.addressees) if len(paper.addressees) > 1 else list(paper.addressees),
        "tham_quyen": paper.authority,
        "cac_can_cu": with_stops(paper.bases),
        "loi_quyet_dinh": paper.verdict,
        "noi_dung": [
            {"dau_de": part.lead, "loi": part.text, "co_loi": bool(part.lead or part.text), "dong": _rows(part.table)}
            for part in paper.body
        ],
        "ky": _signature(last),
        "ky_trai": _signature(others[0] if others else NOBODY),
        "noi_nhan": recipient_lines(paper.recipients),
        "danh_sach": _annex(paper.annex),
    }


def _signature(block: SignatureBlock) -> dict[str, Any]:
    return {"chuc_vu": list(block.authority), "ho_ten": block.name}


def _annex(annex: Annex | None) -> dict[str, Any]:
    if annex is None:
        return {"dau_de": "", "trich_yeu": "", "kem_theo": "", "dong": [], "ket_thuc": ""}
    return {
        "dau_de": annex.heading,
        "trich_yeu": annex.about,
        "kem_theo": annex.attached,
        "dong": _rows(annex.table),
        "ket_thuc": annex.closing,
    }


def _rows(table: PaperTable | None) -> list[dict[str, str]]:
    if table is None:
        return []
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def meanings_of(kind: PaperKind) -> Iterator[tuple[str, str, bool]]:
    """(field, what it says, whether that is the head of a column on the paper, always in Vietnamese) of all that a template
    of the kind may ask for, in the order of the paper."""
    columns = {"noi_dung.dong": kind.table, "danh_sach.dong": kind.annex}
    for path in _paths(fields_of(sample_paper(kind))):
        above, _dot, key = path.rpartition(".")
        titles = {column.key: column.title for column in columns.get(above, ())}
        yield (path, titles[key], True) if key in titles else (path, str(MEANINGS[path]), False)


def _paths(fields: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, value in fields.items():
        yield f"{above}{name}"
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict):
            yield from _paths(inner, f"{above}{name}.")
