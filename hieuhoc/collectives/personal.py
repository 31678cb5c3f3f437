"""The criteria are nobody's; a registration speaks of a group, unit or place. What somebody said for it is theirs."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from hieuhoc.collectives.models import ModelObjection, ModelObjectionFile
from hieuhoc.lib.personal import Kind, Person, columns
from hieuhoc.recognition.personal import erase_words


def objections_of(person: Person) -> QuerySet[ModelObjection]:
    """Raised from the accounts of that person, with words that are still there."""
    return ModelObjection.objects.filter(raised_by__in=person.users).exclude(reason="", answer="")


KINDS = (
    Kind(
        "collectives.objections",
        gettext_lazy("Đề nghị xét lại cho mô hình: lý do, tệp kèm theo, lời trả lời"),
        end=gettext_lazy("xoá lời và tệp; còn lại ngày và kết quả"),
        columns=columns("collectives_modelobjection", "reason", "answer"),
        held=lambda person: objections_of(person).count(),
        erase=lambda person: erase_words(objections_of(person), ModelObjectionFile),
    ),
    Kind(
        "collectives.reasons",
        gettext_lazy("Lý do giữ, thu hồi công nhận mô hình; ý kiến ở bước xét"),
        held=lambda _person: 0,
        stays=gettext_lazy("Lời của cán bộ về một gia đình, dòng họ, đơn vị hoặc nơi, không về một người."),
        columns=columns("collectives_registration", "kept_reason", "revocation_reason")
        | columns("collectives_modelstance", "reason"),
    ),
)
IMPERSONAL = frozenset(
    {
        "collectives_modelcriteria",
        "collectives_modelobjection.status",
        "collectives_modelstance.step_name",
        "collectives_registration.answers",
        "collectives_registration.failing",
        "collectives_registration.standing",
    }
)
