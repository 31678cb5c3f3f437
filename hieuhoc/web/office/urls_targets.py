from django.urls import path

from hieuhoc.web.office import targets

urlpatterns = [
    path("figures/targets/", targets.target_list, name="target-list"),
    path("figures/targets/new/", targets.target_new, name="target-new"),
]
