from django.urls import path

from hieuhoc.web.office import criteria, criteria_wording

urlpatterns = [
    path("criteria/", criteria.criteria_list, name="criteria-list"),
    path("criteria/<version:pk>/", criteria.criteria_record, name="criteria"),
    path("criteria/<version:pk>/draft/", criteria.criteria_draft, name="criteria-draft"),
    path("criteria/<version:pk>/describe/", criteria.criteria_describe, name="criteria-describe"),
    path("criteria/<version:pk>/criteria/<int:position>/", criteria_wording.criteria_reword, name="criteria-reword"),
    path(
        "criteria/<version:pk>/competences/<int:position>/",
        criteria_wording.criteria_competence,
        name="criteria-competence",
    ),
    path("criteria/<version:pk>/groups/new/", criteria_wording.criteria_group_new, name="criteria-group-new"),
    path("criteria/<version:pk>/groups/<int:position>/", criteria_wording.criteria_group, name="criteria-group"),
    path(
        "criteria/<version:pk>/groups/<int:position>/drop/",
        criteria_wording.criteria_group_drop,
        name="criteria-group-drop",
    ),
    path("criteria/<version:pk>/rules/", criteria.criteria_rule, name="criteria-rule"),
    path("criteria/<version:pk>/consult/", criteria.criteria_consult, name="criteria-consult"),
    path("criteria/<version:pk>/promulgate/", criteria.criteria_promulgate, name="criteria-promulgate"),
    path("criteria/<version:pk>/retire/", criteria.criteria_retire, name="criteria-retire"),
]
