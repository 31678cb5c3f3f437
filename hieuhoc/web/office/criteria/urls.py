from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.criteria import compare, guidance, importing, papers, shape, sheet, versions, wording

carry_ids("guidance", "version")

urlpatterns = [
    path("criteria/", versions.criteria_list, name="criteria-list"),
    path("criteria/import/", importing.criteria_import, name="criteria-import"),
    path("criteria/load/", importing.criteria_load, name="criteria-load"),
    path("criteria/guidance/<guidance:pk>/withdraw/", guidance.guidance_withdraw, name="guidance-withdraw"),
    path("criteria/<version:pk>/", versions.criteria_record, name="criteria"),
    path("criteria/<version:pk>/sheet.xlsx", sheet.criteria_sheet, name="criteria-sheet"),
    path("criteria/<version:pk>/guidance/new/", guidance.guidance_new, name="guidance-new"),
    path("criteria/<version:pk>/decision/", papers.criteria_paper, name="criteria-paper"),
    path("criteria/<version:pk>/draft/", versions.criteria_draft, name="criteria-draft"),
    path("criteria/<version:pk>/describe/", versions.criteria_describe, name="criteria-describe"),
    path("criteria/<version:pk>/criteria/new/", shape.criterion_new, name="criterion-new"),
    path("criteria/<version:pk>/criteria/<int:position>/points/", shape.criterion_weigh, name="criterion-weigh"),
    path("criteria/<version:pk>/criteria/<int:position>/drop/", shape.criterion_drop, name="criterion-drop"),
    path("criteria/<version:pk>/criteria/<int:position>/", wording.criteria_reword, name="criteria-reword"),
    path(
        "criteria/<version:pk>/competences/<int:position>/",
        wording.criteria_competence,
        name="criteria-competence",
    ),
    path("criteria/<version:pk>/groups/new/", wording.criteria_group_new, name="criteria-group-new"),
    path("criteria/<version:pk>/groups/<int:position>/", wording.criteria_group, name="criteria-group"),
    path(
        "criteria/<version:pk>/groups/<int:position>/drop/",
        wording.criteria_group_drop,
        name="criteria-group-drop",
    ),
    path("criteria/<version:pk>/english/", versions.criteria_english, name="criteria-english"),
    path("criteria/<version:pk>/rules/", versions.criteria_rule, name="criteria-rule"),
    path("criteria/<version:pk>/rules/<str:area_class>/drop/", shape.criteria_rule_drop, name="criteria-rule-drop"),
    path("criteria/<version:pk>/compare/", compare.criteria_compare, name="criteria-compare"),
    path("criteria/<version:pk>/promulgate/", versions.criteria_promulgate, name="criteria-promulgate"),
    path("criteria/<version:pk>/retire/", versions.criteria_retire, name="criteria-retire"),
]
