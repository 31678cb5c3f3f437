from django.urls import path

from hieuhoc.web.office import groups

urlpatterns = [
    path("groups/", groups.group_list, name="group-list"),
    path("groups/new/", groups.group_new, name="group-new"),
    path("groups/<group:pk>/", groups.group, name="group"),
    path("groups/<group:pk>/change/", groups.group_change, name="group-change"),
    path("groups/<group:pk>/place/", groups.group_place, name="group-place"),
    path("groups/<group:pk>/members/new/", groups.group_member_new, name="group-member-new"),
]
