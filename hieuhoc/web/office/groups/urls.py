from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.groups import branches, groups, units

carry_ids("branch", "group", "unit")

urlpatterns = [
    path("groups/", groups.group_list, name="group-list"),
    path("groups/new/", groups.group_new, name="group-new"),
    path("groups/<group:pk>/", groups.group, name="group"),
    path("groups/<group:pk>/change/", groups.group_change, name="group-change"),
    path("groups/<group:pk>/place/", groups.group_place, name="group-place"),
    path("groups/<group:pk>/members/new/", groups.group_member_new, name="group-member-new"),
    path("units/", units.unit_list, name="unit-list"),
    path("units/new/", units.unit_new, name="unit-new"),
    path("units/<unit:pk>/", units.unit, name="unit"),
    path("units/<unit:pk>/change/", units.unit_change, name="unit-change"),
    path("units/<unit:pk>/members/new/", units.unit_member_new, name="unit-member-new"),
    path("branches/", branches.branch_list, name="branch-list"),
    path("branches/new/", branches.branch_new, name="branch-new"),
    path("branches/<branch:pk>/", branches.branch, name="branch"),
    path("branches/<branch:pk>/change/", branches.branch_change, name="branch-change"),
    path("branches/<branch:pk>/members/new/", branches.branch_member_new, name="branch-member-new"),
]
