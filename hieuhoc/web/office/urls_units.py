from django.urls import path

from hieuhoc.web.office import units, units_branches

urlpatterns = [
    path("units/", units.unit_list, name="unit-list"),
    path("units/new/", units.unit_new, name="unit-new"),
    path("units/<unit:pk>/", units.unit, name="unit"),
    path("units/<unit:pk>/change/", units.unit_change, name="unit-change"),
    path("units/<unit:pk>/members/new/", units.unit_member_new, name="unit-member-new"),
    path("branches/", units_branches.branch_list, name="branch-list"),
    path("branches/new/", units_branches.branch_new, name="branch-new"),
    path("branches/<branch:pk>/", units_branches.branch, name="branch"),
    path("branches/<branch:pk>/change/", units_branches.branch_change, name="branch-change"),
    path("branches/<branch:pk>/members/new/", units_branches.branch_member_new, name="branch-member-new"),
]
