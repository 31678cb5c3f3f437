from django.urls import path

from hieuhoc.web.office import criteria

urlpatterns = [
    path("criteria/", criteria.criteria_list, name="criteria-list"),
    path("criteria/<version:pk>/", criteria.criteria_record, name="criteria"),
    path("criteria/<version:pk>/draft/", criteria.criteria_draft, name="criteria-draft"),
    path("criteria/<version:pk>/describe/", criteria.criteria_describe, name="criteria-describe"),
    path("criteria/<version:pk>/criteria/<int:position>/", criteria.criteria_reword, name="criteria-reword"),
    path("criteria/<version:pk>/rules/", criteria.criteria_rule, name="criteria-rule"),
    path("criteria/<version:pk>/consult/", criteria.criteria_consult, name="criteria-consult"),
    path("criteria/<version:pk>/promulgate/", criteria.criteria_promulgate, name="criteria-promulgate"),
    path("criteria/<version:pk>/retire/", criteria.criteria_retire, name="criteria-retire"),
]
