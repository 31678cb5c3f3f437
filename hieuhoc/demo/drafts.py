"""What the province has under way with its criteria: a draft, tried on two years, and the criteria in force measured."""

from hieuhoc.accounts.models import User
from hieuhoc.criteria.actions import add_criterion, draft_version, set_pass_rule, weigh_criterion
from hieuhoc.criteria.models import Version
from hieuhoc.demo.history import draw, run
from hieuhoc.places.models import AreaClass, Certainty
from hieuhoc.trials.actions import ask_study, ask_trial
from hieuhoc.trials.measuring import count_study
from hieuhoc.trials.trying import count_trial

TRIED_YEARS = (2024, 2025)
SOURCE = "Đề xuất của tổ soạn thảo, dữ liệu mẫu"


def work_on_criteria(version: Version, hoa: User, second_reviewer: User) -> Version:
    """`version`: in force in the tried years. Gives the draft."""
    _review_some_twice(hoa, second_reviewer)
    draft = draft_criteria(version, hoa)
    count_trial(ask_trial(draft, TRIED_YEARS, actor=hoa))
    count_study(ask_study(version, TRIED_YEARS, actor=hoa))
    return draft


def draft_criteria(version: Version, hoa: User) -> Version:
    title = "Bộ tiêu chí đánh giá, công nhận danh hiệu Công dân học tập (sửa đổi)"
    draft = draft_version(version, number="Dự thảo 2027", title=title, actor=hoa)
    weigh_criterion(draft.criteria.get(position=5), max_points=15, actor=hoa)
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
