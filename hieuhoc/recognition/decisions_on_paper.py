"""A decision as its issuer signs it, with its list of people, and the notice of what it decided. Always in Vietnamese."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from hieuhoc.assessment.lists_on_paper import PEOPLE_COLUMNS, ListedPerson, people_of, people_rows
from hieuhoc.assessment.models import Dossier
from hieuhoc.documents.reads import standing_number
from hieuhoc.documents.rules import (
    OfficialPaper,
    PaperColumn,
    PaperPart,
    PaperTable,
    SignatureBlock,
    basis_lines,
    day_words,
)
from hieuhoc.lib.numbers import format_number
from hieuhoc.places.reads import label_of
from hieuhoc.recognition.corrections_on_paper import correction_paper
from hieuhoc.recognition.decision_form import WORTH_NO_MORE, form_of, list_of
from hieuhoc.recognition.models import Decision, ReplacedCertificate, Title
from hieuhoc.recognition.proposals_on_paper import LETTER, authority_lines, organs_of
from hieuhoc.recognition.reads import TITLE_NAME

DECISION, NOTICE = "decision", "recognition_notice"
NOTICE_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("noi_cu_tru", "Thôn, buôn, tổ dân phố", 5),
    PaperColumn("so_nguoi", "Số người được công nhận", 2, is_centred=True),
)

# Kind → what is done, whose title it is, over its list, what comes of it.
SAID = {
    Decision.Kind.RECOGNISE: (
        "công nhận",
        "cho",
        "Danh sách được công nhận",
        "Mỗi người có tên trong danh sách được cấp giấy chứng nhận, kiểm tra được bằng mã in trên giấy.",
    ),
    Decision.Kind.REVOKE: (
        "thu hồi",
        "của",
        "Danh sách bị thu hồi",
        WORTH_NO_MORE,
    ),
    Decision.Kind.RESTORE: (
        "khôi phục",
        "cho",
        "Danh sách được khôi phục",
        "Việc thu hồi trước đây thôi có hiệu lực đối với những người này. Mỗi người được cấp giấy chứng nhận mới; trang kiểm "
        "tra báo giấy cũ đã thay.",
    ),
}


def dossiers_under(decision: Decision) -> QuerySet[Dossier]:
    """Behind the titles that the decision gives, takes back, gives back or puts right."""
    return Dossier.objects.filter(title__in=Title.objects.under(decision))


def people_under(decision: Decision) -> list[ListedPerson]:
    """With the names as its papers said them: a later correction does not change what was signed."""
    dossiers = dossiers_under(decision)
    if decision.kind != Decision.Kind.RECOGNISE:
        return people_of(dossiers)
    titles = Title.objects.under(decision).filter(dossier__isnull=False)
    now = titles.filter(certificate__printed_name__gt="").values_list("dossier", "certificate__printed_name")
    before = ReplacedCertificate.objects.filter(title__in=titles).order_by(
        "-pk"
    )  # the first paper counts: it comes last
    return people_of(dossiers, names=dict(now) | dict(before.values_list("title__dossier", "printed_name")))


def decision_paper(decision: Decision, people: Sequence[ListedPerson]) -> OfficialPaper:
    """As it was entered when it was issued."""
    if decision.kind == Decision.Kind.CORRECT:
        return correction_paper(decision)
    deed, whose, heading, effect = SAID[Decision.Kind(decision.kind)]
    year = decision.round.year if decision.round else decision.signed_on.year
    bases = basis_lines(decision.legal_basis)
    if decision.proposal and not any(line.startswith("Theo đề nghị") for line in bases):
        bases = (*bases, _asked(decision))
    count = format_number(len(people))
    what = f"danh hiệu {TITLE_NAME} năm {year}"
    return form_of(
        decision,
        DECISION,
        about=f"Về việc {deed} {what}",
        articles=(f"{deed.capitalize()} {what} {whose} {count} người có tên trong danh sách kèm theo.", effect),
        bases=bases,
        annex=list_of(
            decision,
            heading,
            about=what[:1].upper() + what[1:],
            table=PaperTable(PEOPLE_COLUMNS, people_rows(people)),
            closing=f"Danh sách này có {count} người.",
        ),
    )


def notice_paper(decision: Decision, people: Sequence[ListedPerson]) -> OfficialPaper:
    """What was decided, how many people of each village, for the boards of the villages. Where and when certificates are
    handed out is written by hand."""
    number = standing_number("decision", decision.pk, NOTICE)
    year = decision.round.year if decision.round else decision.signed_on.year
    by_village = Counter(person.home.partition(",")[0] for person in people)
    rows = [[str(count), name, format_number(many)] for count, (name, many) in enumerate(by_village.items(), start=1)]
    decided = (
        f"Ngày {decision.signed_on:%d/%m/%Y}, {decision.issuer} ban hành Quyết định số {decision.number} công nhận danh hiệu "
        f"{TITLE_NAME} năm {year} cho {format_number(len(people))} người, theo thôn, buôn, tổ dân phố như sau:"
    )
    handed = "Người được công nhận nhận giấy chứng nhận tại ………………………………, từ ngày ……/……/……… đến ngày ……/……/………"
    signs = authority_lines(number.signatory_title if number else decision.signatory_title)
    return OfficialPaper(
        kind=NOTICE,
        organ=number.issuer if number else decision.issuer,
        parent_organ=number.parent_organ if number else "",
        heading="Thông báo",
        about=f"Kết quả công nhận danh hiệu {TITLE_NAME} năm {year}",
        place=label_of(decision.place_id, timezone.localdate()).on_papers,
        number=number.text if number else "",
        symbol="" if number else "TB-UBND",
        day=number.signed_on if number else None,
        body=(
            PaperPart(decided),
            PaperPart(table=PaperTable(NOTICE_COLUMNS, rows)),
            PaperPart(handed),
            PaperPart("Ai thấy họ tên hoặc kết quả chưa đúng thì báo cho nơi đã nộp hồ sơ./."),
        ),
        signatures=(SignatureBlock(signs, number.signatory if number else decision.signatory),),
        recipients=tuple(number.recipients.splitlines()) if number else ("Các thôn, buôn, tổ dân phố", "Lưu: VT"),
    )


def _asked(decision: Decision) -> str:
    proposal = decision.proposal
    assert proposal is not None
    number = standing_number("proposal", proposal.pk, LETTER)
    organ = number.issuer if number else organs_of(proposal)[0]
    if number is None:
        return f"Theo đề nghị của {organ}"
    return f"Theo đề nghị của {organ} tại Tờ trình số {number.text} {day_words(number.signed_on)}"
