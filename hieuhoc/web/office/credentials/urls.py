from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.credentials import keys, model_papers, suspending

carry_ids("key", "title", "registration", "decision")

urlpatterns = [
    path("keys/", keys.key_list, name="key-list"),
    path("keys/new/", keys.key_new, name="key-new"),
    path("keys/<key:pk>/end/", keys.key_end, name="key-end"),
    path("keys/<key:pk>/report/", keys.key_report, name="key-report"),
    path("models/<registration:pk>/certificate/", model_papers.model_certificate, name="model-certificate"),
    path("decisions/<decision:pk>/model-certificates/", model_papers.model_certificates, name="model-certificates"),
    path("decisions/titles/<title:pk>/suspend/", suspending.title_suspend, name="title-suspend"),
    path("decisions/titles/<title:pk>/resume/", suspending.title_resume, name="title-resume"),
]
