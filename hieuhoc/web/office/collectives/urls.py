from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.collectives import composing, criteria, objections, registrations, settling, steps, trying

carry_ids("modelcriteria", "modelobjection", "modelobjectionfile", "registration")

RECORD = "model-criteria/<modelcriteria:pk>/"
PART = f"{RECORD}criteria/<int:position>/"

urlpatterns = [
    path("model-criteria/", criteria.model_criteria_list, name="model-criteria-list"),
    path("model-criteria/new/", criteria.model_criteria_new, name="model-criteria-new"),
    path(RECORD, criteria.model_criteria, name="model-criteria"),
    path(f"{RECORD}draft/", criteria.model_criteria_draft, name="model-criteria-draft"),
    path(f"{RECORD}describe/", criteria.model_criteria_describe, name="model-criteria-describe"),
    path(f"{RECORD}promulgate/", criteria.model_criteria_promulgate, name="model-criteria-promulgate"),
    path(f"{RECORD}retire/", criteria.model_criteria_retire, name="model-criteria-retire"),
    path(f"{RECORD}try/", trying.model_criteria_try, name="model-criteria-try"),
    path(f"{RECORD}grades/", composing.model_grades, name="model-grades"),
    path(f"{RECORD}criteria/new/", composing.model_criterion_new, name="model-criterion-new"),
    path(PART, composing.model_criterion, name="model-criterion"),
    path(f"{PART}drop/", composing.model_part_drop, name="model-part-drop"),
    path(f"{PART}requirement/", composing.model_requirement, name="model-requirement"),
    path(f"{PART}points/", composing.model_points, name="model-points"),
    path("models/", registrations.model_list, name="model-list"),
    path("models/register/", registrations.model_register, name="model-register"),
    path("models/decide/", registrations.model_decide, name="model-decide"),
    path("models/steps/", steps.model_step_list, name="model-step-list"),
    path("models/steps/agree/", steps.model_step_agree, name="model-step-agree"),
    path("models/objections/", objections.model_objection_list, name="model-objection-list"),
    path(
        "models/objections/<modelobjection:pk>/answer/",
        objections.model_objection_answer,
        name="model-objection-answer",
    ),
    path(
        "models/objections/files/<modelobjectionfile:pk>/", objections.model_objection_file, name="model-objection-file"
    ),
    path("models/<registration:pk>/objection/", objections.model_objection_new, name="model-objection-new"),
    path("models/<registration:pk>/agree/", steps.model_agree, name="model-agree"),
    path("models/<registration:pk>/return/", steps.model_return, name="model-return"),
    path("models/<registration:pk>/", registrations.model, name="model"),
    path("models/<registration:pk>/keep/", settling.model_keep, name="model-keep"),
    path("models/<registration:pk>/revoke/", settling.model_revoke, name="model-revoke"),
    path("models/<registration:pk>/answers/<slug:code>/", registrations.model_answer, name="model-answer"),
]
