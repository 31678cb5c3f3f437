from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.credentials import keys, suspending

carry_ids("key", "title")

urlpatterns = [
    path("keys/", keys.key_list, name="key-list"),
    path("keys/new/", keys.key_new, name="key-new"),
    path("keys/<key:pk>/end/", keys.key_end, name="key-end"),
    path("keys/<key:pk>/report/", keys.key_report, name="key-report"),
    path("decisions/titles/<title:pk>/suspend/", suspending.title_suspend, name="title-suspend"),
    path("decisions/titles/<title:pk>/resume/", suspending.title_resume, name="title-resume"),
]
