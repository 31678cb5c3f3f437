"""A dossier in sentences, and what the person looking at it may do next, the most likely first."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment import rules
from hieuhoc.assessment.impartiality import Bar, bar_of, refused_for
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.rules import Verdict
from hieuhoc.assessment.steps import StepAt, step_of
from hieuhoc.chains.reads import takes_step
from hieuhoc.chains.rules import Act, Who
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered


def deeds_for(user: User, dossier: Dossier) -> list[NextDeed]:
    is_open = dossier.round.status == Round.Status.OPEN
    status = dossier.status
    is_complete = bool(dossier.self_points) and None not in dossier.self_points
    here = step_of(dossier)
    scores = here is None or (here.step.act == Act.SCORE and takes_step(user, here.step, dossier))
    sends_back = here is None or (here.step.may_return and takes_step(user, here.step, dossier))
    score = OfferedDeed(
        "dossier-scores", "assessment.save_self_scores", _("Chấm điểm"), "pencil", rules.may_edit(status)
    )
    submit = OfferedDeed("dossier-submit", "assessment.submit_dossier", _("Gửi hồ sơ"), "send", rules.may_edit(status))
    possible = [
        *((submit, score) if is_complete else (score, submit)),
        OfferedDeed(
            "dossier-review",
            "assessment.review_dossier",
            _("Xét hồ sơ"),
            "clipboard-check",
            rules.may_review(status) and scores,
        ),
        OfferedDeed(
            "dossier-agree", "assessment.agree_dossiers", _("Đồng ý"), "circle-check", agrees(user, here, dossier)
        ),
        OfferedDeed(
            "dossier-return",
            "assessment.return_dossier",
            _("Trả lại để bổ sung"),
            "arrow-back-up",
            rules.may_return(status) and sends_back,
        ),
        OfferedDeed(
            "dossier-withdraw", "assessment.withdraw_dossier", _("Rút hồ sơ"), "door-exit", rules.may_withdraw(status)
        ),
    ]
    deeds = offered(user, dossier, possible if is_open else (), place=dossier)
    is_judged = {"dossier-review", "dossier-agree", "dossier-return"} & {deed.name for deed in deeds}
    barred = barred_deeds(user, dossier) if is_judged else ()
    return [deed for deed in deeds if deed.name not in barred]


def barred_deeds(user: User, dossier: Dossier) -> tuple[str, ...]:
    """What is not this user's to judge is not offered."""
    bar = bar_of(user, dossier)
    if bar is None:
        return ()
    judging = ("dossier-review", "dossier-agree")
    return judging if bar == Bar.ENTERED else (*judging, "dossier-return")


def agrees(user: User, here: StepAt | None, dossier: Dossier) -> bool:
    """A council agrees at its meeting, nobody alone."""
    if here is None or here.step.act != Act.AGREE or here.step.who == Who.COUNCIL:
        return False
    return takes_step(user, here.step, dossier)


def sentence_of(dossier: Dossier, verdict: Verdict | None) -> str:
    """The state in one sentence."""
    missing = len(rules.unanswered(dossier.self_points))
    points = f"{verdict.total}/{verdict.max_total}" if verdict else ""
    words = {
        "draft": _("Đang soạn; còn %(count)d chỉ số chưa chấm.") % {"count": missing}
        if missing
        else _("Đã chấm đủ %(points)s điểm; chưa gửi.") % {"points": points},
        "submitted": _("Tự chấm %(points)s điểm; đang chờ xét.") % {"points": points},
        "returned": _("Trả lại để bổ sung; sửa rồi gửi lại."),
        "passed": _("Đủ điều kiện với %(points)s điểm; chờ đưa vào danh sách đề nghị.") % {"points": points},
        "failed": _("Chưa đủ điều kiện: %(points)s điểm.") % {"points": points},
        "proposed": _("Đủ điều kiện với %(points)s điểm; đã đề nghị công nhận.") % {"points": points},
        "recognised": _("Đã công nhận Công dân học tập năm %(year)d.") % {"year": dossier.round.year},
        "withdrawn": _("Đã rút; có thể lập lại khi đợt còn mở."),
    }
    return words.get(dossier.status, "")


def barred_sentence(user: User, dossier: Dossier, takers: Sequence[str]) -> str:
    """Why the step is not this user's, and to whom it goes instead; "" when nothing bars them. `takers`: names of those whose
    step it is."""
    bar = bar_of(user, dossier)
    if bar is None:
        return ""
    others = ", ".join(name for name in takers if name != user.full_name)
    told = _("Người khác làm: %(names)s.") % {"names": others} if others else refused_for(bar).remedy
    return f"{refused_for(bar).sentence} {told}"
