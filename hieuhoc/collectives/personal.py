"""The criteria are nobody's; a registration speaks of a group, unit or place."""

from django.utils.translation import gettext_lazy

from hieuhoc.lib.personal import Kind, columns

KINDS = (
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
        "collectives_modelstance.step_name",
        "collectives_registration.answers",
        "collectives_registration.failing",
        "collectives_registration.standing",
    }
)
