"""What the province has under way with its criteria: a draft, tried on two years and people asked about it, and the
criteria in force measured."""

from datetime import timedelta

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.consultations.actions import answer_comment, invite_organisation, moderate_comment, open_consultation
from hieuhoc.consultations.commenting import take_comment
from hieuhoc.consultations.models import Consultation
from hieuhoc.consultations.rules import SentComment
from hieuhoc.criteria.actions import (
    add_criterion,
    draft_version,
    reword_criterion,
    set_pass_rule,
    weigh_criterion,
    write_guidance,
)
from hieuhoc.criteria.models import Version
from hieuhoc.demo.history import draw, run
from hieuhoc.places.models import AreaClass, Certainty
from hieuhoc.trials.actions import ask_study, ask_trial
from hieuhoc.trials.measuring import count_study
from hieuhoc.trials.trying import count_trial

TRIED_YEARS = (2024, 2025)
COMMENTS = (
    (
        "change",
        9,
        "Chỉ số về trí tuệ nhân tạo còn xa với bà con ở buôn; nên cho điểm theo việc dùng điện thoại trước.",
        "",
    ),
    (
        "agree",
        9,
        "Nên giữ chỉ số này, học sinh và cán bộ đang dùng hằng ngày và cần biết kiểm tra lại.",
        "Cô Mai, giáo viên",
    ),
    ("disagree", 5, "Mười lăm điểm cho công nghệ thông tin là cao so với các chỉ số khác, người già khó đạt.", ""),
    ("change", 3, "Nên ghi rõ tham gia mấy buổi trong năm thì được trọn điểm.", "Hội Người cao tuổi xã"),
    ("agree", None, "Dự thảo gọn, dễ hiểu hơn bản đang áp dụng.", ""),
    ("change", None, "Đề nghị in kèm bảng điểm mẫu để người dân tự chấm ở nhà.", "Thư viện tỉnh"),
    ("disagree", 6, "Ngoại ngữ không cần với nông dân; tiếng Ê Đê, tiếng M'Nông có được tính không?", ""),
    ("agree", 1, "Rất đúng, người học phải biết tìm thông tin từ nguồn tin cậy.", "Anh Y Tuấn"),
)
ANSWERS = (
    ("partly", "Giữ chỉ số, bổ sung hướng dẫn chấm cho người chỉ dùng điện thoại thông minh."),
    ("taken", "Giữ như dự thảo."),
    ("not_taken", "Chuyển đổi số là nhiệm vụ của chương trình; mức đạt vùng khó khăn đã thấp hơn."),
    ("taken", "Đưa số buổi vào hướng dẫn chấm."),
)
SOURCE = "Đề xuất của tổ soạn thảo, dữ liệu mẫu"
GUIDANCE = (
    (None, "Chấm theo nhóm đối tượng của người được đánh giá; người thuộc hai nhóm thì chọn nhóm có lợi hơn."),
    (1, "Tìm thông tin bằng tiếng Ê Đê, tiếng Jrai hay bằng lời hỏi đều tính; không buộc phải gõ chữ."),
    (5, "Gọi hình, đọc báo, nộp hồ sơ trên điện thoại đều là dùng công nghệ thông tin."),
)
LETTER = "Công văn mẫu của Hội Khuyến học tỉnh"


def work_on_criteria(version: Version, hoa: User, second_reviewer: User) -> Version:
    """`version`: in force in the tried years. Gives the draft."""
    _review_some_twice(hoa, second_reviewer)
    draft = draft_criteria(version, hoa)
    count_trial(ask_trial(draft, TRIED_YEARS, actor=hoa))
    count_study(ask_study(version, TRIED_YEARS, actor=hoa))
    ask_people(draft, hoa)
    for position, text in GUIDANCE:
        criterion = version.criteria.get(position=position) if position else None
        write_guidance(version, text=text, criterion=criterion, source=LETTER, actor=hoa)
    return draft


def draft_criteria(version: Version, hoa: User) -> Version:
    title = "Bộ tiêu chí đánh giá, công nhận danh hiệu Công dân học tập (sửa đổi)"
    draft = draft_version(version, number="Dự thảo 2027", title=title, actor=hoa)
    weigh_criterion(draft.criteria.get(position=5), max_points=15, actor=hoa)
    reword_criterion(
        draft.criteria.get(position=3),
        text="Biết sắp xếp công việc để tham gia ít nhất hai hoạt động học tập của cộng đồng trong năm: "
        "lớp học, hội thảo, thư viện, thiết chế văn hóa.",
        source=SOURCE,
        certainty=Certainty.UNCERTAIN,
        actor=hoa,
    )
    add_criterion(
        draft.competences.get(position=2),
        text="Biết dùng công cụ trí tuệ nhân tạo khi học tập, làm việc và biết kiểm tra lại điều công cụ trả lời.",
        max_points=10,
        source=SOURCE,
        certainty=Certainty.UNCERTAIN,
        actor=hoa,
    )
    for area_class, min_total in (("", 92), (AreaClass.REMOTE, 86), (AreaClass.ETHNIC_MINORITY, 86)):
        set_pass_rule(
            draft,
            area_class=area_class,
            min_total=min_total,
            min_each=5,
            source=SOURCE,
            certainty=Certainty.UNCERTAIN,
            actor=hoa,
        )
    return draft


def _review_some_twice(first: User, second: User) -> None:
    """Of the latest tried year eight dossiers in a hundred went through the hands of two people."""
    chosen = f"""
        SELECT d.id, d.final_points, d.decided_at FROM assessment_dossier AS d JOIN assessment_round AS r ON r.id = d.round_id
        WHERE r.year = %(year)s AND d.status = 'recognised' AND {draw("d.id", 47)} < 0.08
    """
    run(
        f"""
        WITH chosen AS ({chosen})
        UPDATE assessment_scoring AS s SET given_by_id = %(first)s, given_at = s.given_at - INTERVAL '3 days', points = (
            SELECT array_agg(greatest(3, p - ({draw("s.id * 10 + n", 53)} < 0.12)::int)::smallint ORDER BY n)
            FROM unnest(s.points) WITH ORDINALITY AS u (p, n))
        FROM chosen WHERE s.dossier_id = chosen.id AND s.stage = 'review'
        """,
        {"year": TRIED_YEARS[-1], "first": first.pk},
    )
    run(
        f"""
        INSERT INTO assessment_scoring (dossier_id, stage, points, reasons, given_at, given_by_id)
        SELECT id, 'review', final_points, '{{}}'::jsonb, decided_at, %(second)s FROM ({chosen}) AS chosen
        """,
        {"year": TRIED_YEARS[-1], "second": second.pk},
    )


def ask_people(draft: Version, hoa: User) -> None:
    """A consultation on its way: organisations invited, some comments answered, one not published."""
    today = timezone.localdate()
    consultation = open_consultation(
        draft,
        audience=Consultation.Audience.ANYONE,
        question="Chỉ số 9 là mới: nên giữ, sửa hay bỏ? Mức 92 điểm có hợp với xã mình không?",
        opens_on=today - timedelta(days=20),
        closes_on=today + timedelta(days=40),
        actor=hoa,
    )
    for name in ("Hội Liên hiệp Phụ nữ tỉnh", "Tỉnh Đoàn", "Hội Người cao tuổi tỉnh", "Sở Giáo dục và Đào tạo"):
        invite_organisation(consultation, name=name, actor=hoa)
    women = consultation.invitations.order_by("pk")[0]
    remarks = [SentComment(stance, text, position, name=name) for stance, position, text, name in COMMENTS]
    remarks.append(SentComment("change", "Đề nghị thêm việc kèm con cháu học ở nhà vào chỉ số 4.", 4, code=women.code))
    comments = [take_comment(consultation, remark, user=None) for remark in remarks]
    for comment, (verdict, answer) in zip(comments, ANSWERS, strict=False):
        answer_comment(comment, verdict=verdict, answer=answer, actor=hoa)
    advert = SentComment("agree", "Nhận làm hồ sơ giúp, gọi số trên mạng để được tư vấn nhanh.", None)
    moderate_comment(take_comment(consultation, advert, user=None), display="hidden", because="Quảng cáo", actor=hoa)
