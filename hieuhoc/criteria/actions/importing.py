"""A draft from a file of another programme, or of another province: 1EdTech CASE 1.1."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.criteria.case_reading import CaseDraft, NotCase, read_case
from hieuhoc.criteria.models import (
    ApplicantGroup,
    Competence,
    CriteriaSet,
    Criterion,
    GroupWording,
    PassRule,
    Version,
)
from hieuhoc.criteria.published import shipped_english
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import AreaClass, Certainty

SHOWN = 80  # letters of the item a refusal is about


@transaction.atomic
def import_case(criteria_set: CriteriaSet, content: bytes, *, number: str, actor: User | None) -> Version:
    """A draft with everything the file says; nothing is promulgated by a file."""
    require(actor, "criteria.import_case")
    draft = _read(content)
    editions = Version.objects.filter(criteria_set=criteria_set, number=number).aggregate(last=Max("edition"))
    version = Version.objects.create(
        criteria_set=criteria_set,
        number=number,
        edition=(editions["last"] or 0) + 1,
        title=draft.title,
        note=draft.note,
        source=draft.source,
        english={text: said for text, said in draft.english.items() if shipped_english().get(text) != said},
    )
    criteria = _write_criteria(version, draft)
    _write_groups(version, draft, criteria)
    areas = {"", *AreaClass.values}
    PassRule.objects.bulk_create(
        PassRule(
            version=version,
            area_class=area,
            min_total=total,
            min_each=each,
            source=source,
            certainty=Certainty.UNCERTAIN,
        )
        for area, (total, each, source) in {rule[0]: rule[1:] for rule in draft.rules if rule[0] in areas}.items()
    )
    record(
        "criteria.import_case",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"number": [None, number], "criteria": [None, len(criteria)]},
    )
    return version


def _read(content: bytes) -> CaseDraft:
    try:
        return read_case(content)
    except NotCase as fault:
        about = fault.about if len(fault.about) <= SHOWN else f"{fault.about[:SHOWN]}…"
        sentence = f"{_sentences()[fault.code]} ({about})" if about else _sentences()[fault.code]
        raise Refusal(
            sentence, remedy=_("Chọn tệp CASE 1.1 (JSON) có CFDocument, CFItems, CFAssociations."), code=fault.code
        ) from None


def _sentences() -> dict[str, str]:
    return {
        "too_large": _("Tệp lớn hơn 1 MB."),
        "no_json": _("Tệp không phải JSON."),
        "not_case": _("Tệp không theo CASE 1.1."),
        "too_many_items": _("Tệp có quá nhiều mục."),
        "no_criteria": _("Tệp không có chỉ số nào nằm trong một năng lực."),
        "too_many_criteria": _("Tệp có hơn 40 chỉ số."),
        "going_round": _("Các mục của tệp nằm trong nhau theo vòng tròn."),
        "no_text": _("Có mục không có lời, hoặc lời không phải chữ."),
        "text_too_long": _("Có lời quá dài."),
        "no_whole_points": _("Điểm tối đa phải là số nguyên."),
        "points_out_of_range": _("Điểm tối đa của một chỉ số từ 1 đến 100."),
        "no_pass_rule": _("Có mức đạt không phải là số."),
    }


def _write_criteria(version: Version, draft: CaseDraft) -> list[Criterion]:
    criteria: list[Criterion] = []
    for position, told in enumerate(draft.competences, start=1):
        competence = Competence.objects.create(version=version, position=position, name=told.name)
        criteria += [
            Criterion(
                version=version,
                competence=competence,
                position=len(criteria) + number,
                text=asked.text,
                max_points=asked.max_points,
                source=asked.source,
                certainty=asked.certainty,
            )
            for number, asked in enumerate(told.criteria, start=1)
        ]
    return Criterion.objects.bulk_create(criteria)


def _write_groups(version: Version, draft: CaseDraft, criteria: list[Criterion]) -> None:
    """Codes tell groups of two versions together: kept as they are, numbered where the file has none, or one twice."""
    taken: set[str] = set()
    for position, told in enumerate(draft.groups, start=1):
        code = told.code if told.code and told.code not in taken else f"group-{position}"
        taken.add(code)
        group = ApplicantGroup.objects.create(version=version, code=code, name=told.name, position=position)
        GroupWording.objects.bulk_create(
            GroupWording(criterion=criteria[number - 1], applicant_group=group, text=words)
            for number, words in told.wordings.items()
        )
