from django.urls import path

from hieuhoc.web.office import targets

urlpatterns = [
    path("targets/", targets.target_list, name="target-list"),
    path("targets/new/", targets.target_new, name="target-new"),
]
