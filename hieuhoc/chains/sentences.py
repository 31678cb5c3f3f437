"""A chain in sentences: what each step says, and whom something waits for until when."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.chains.rules import QUORUM, Act, ChainStep, Combining, ReviewChain, Who

WHO_WORDS = {
    Who.VILLAGE: gettext_lazy("thôn, buôn, tổ dân phố"),
    Who.UNIT: gettext_lazy("cơ quan, đơn vị"),
    Who.ASSOCIATION: gettext_lazy("Hội Khuyến học xã"),
    Who.COUNCIL: gettext_lazy("Hội đồng xét duyệt cấp xã"),
    Who.COMMUNE: gettext_lazy("Ủy ban nhân dân cấp xã"),
    Who.DISTRICT: gettext_lazy("cấp huyện (đến 30/6/2025)"),
    Who.EDUCATION: gettext_lazy("Sở Giáo dục và Đào tạo"),
    Who.PROVINCE_ASSOCIATION: gettext_lazy("Hội Khuyến học tỉnh"),
    Who.PROVINCE: gettext_lazy("Ủy ban nhân dân tỉnh"),
}
ACT_WORDS = {
    Act.COLLECT: pgettext_lazy("chain", "nhận và tổng hợp hồ sơ"),
    Act.SCORE: pgettext_lazy("chain", "chấm điểm"),
    Act.AGREE: pgettext_lazy("chain", "xét và đồng ý"),
    Act.PROPOSE: pgettext_lazy("chain", "trình danh sách"),
    Act.DECIDE: pgettext_lazy("chain", "ra quyết định"),
}
COMBINING_WORDS = {
    Combining.LAST: gettext_lazy("Lấy điểm của người chấm sau cùng"),
    Combining.MEDIAN: gettext_lazy("Lấy trung vị của mọi người chấm, nửa điểm làm tròn lên"),
    Combining.MIDDLE_MEAN: gettext_lazy("Bỏ điểm cao nhất và thấp nhất, lấy trung bình, nửa điểm làm tròn lên"),
}


def step_sentences(step: ChainStep) -> list[str]:
    """What the step says, the first sentence whole: "Hội Khuyến học xã chấm điểm trong 10 ngày."."""
    words = {"who": WHO_WORDS[step.who], "act": ACT_WORDS[step.act], "days": step.days}
    told = _("%(who)s %(act)s trong %(days)d ngày.") if step.days else _("%(who)s %(act)s.")
    sentences = [(told % words, True)]
    sentences += [
        (_("Cần %(count)d người khác nhau.") % {"count": step.reviewers}, step.reviewers > 1),
        (_("Được trả lại để bổ sung."), step.may_return),
        (_("Người đã làm bước trước không làm bước này."), step.four_eyes and step.act != Act.COLLECT),
        (_("Bỏ qua nơi không có cấp hoặc tổ chức này."), step.skipped_without),
        (_("Chỉ người giữ vai trò làm, không uỷ quyền."), not step.delegable),
        (_("Xem điểm, không xem minh chứng."), not step.sees_evidence),
        (
            _("Họp khi có mặt ít nhất %(percent)d%% thành viên.") % {"percent": step.quorum or QUORUM},
            step.who == Who.COUNCIL,
        ),
    ]
    return [_begun(sentence) for sentence, is_said in sentences if is_said]


def chain_sentences(chain: ReviewChain) -> list[str]:
    """What holds for the whole of it."""
    several = sum(step.reviewers for step in chain.steps if step.act == Act.SCORE) > 1
    told = [f"{COMBINING_WORDS[chain.combining]}."] if several else []
    if chain.watching:
        who = ", ".join(str(WHO_WORDS[who]) for who in chain.watching)
        told.append(_("Theo dõi cùng: %(who)s.") % {"who": who})
    objecting = {"days": chain.objection_days, "answer": chain.answer_days}
    told.append(_("Đề nghị xét lại trong %(days)d ngày từ khi có kết quả; trả lời trong %(answer)d ngày.") % objecting)
    return told


def waiting_sentence(step: ChainStep, *, place: str, due_on: date | None, today: date) -> str:
    """ "Đang chờ Hội Khuyến học xã (Xã Cư Né) chấm điểm, hạn 12/12/2026." """
    words = {"who": WHO_WORDS[step.who], "place": place, "act": ACT_WORDS[step.act]}
    if due_on is None:
        return _("Đang chờ %(who)s (%(place)s) %(act)s.") % words
    words["day"] = f"{due_on:%d/%m/%Y}"
    if due_on < today:
        late = words | {"late": (today - due_on).days}
        return _("Đang chờ %(who)s (%(place)s) %(act)s; hạn %(day)s, đã quá %(late)d ngày.") % late
    return _("Đang chờ %(who)s (%(place)s) %(act)s, hạn %(day)s.") % words


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
