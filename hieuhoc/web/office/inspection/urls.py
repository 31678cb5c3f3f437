from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.inspection import checking, findings, ordering, papers, phone, plans, samples, taking_up, visits

carry_ids("inspectionplan", "sample", "inspection", "checkedtitle", "finding", "visitphoto")

PLAN, VISIT = "inspection-plans/<inspectionplan:pk>/", "inspections/<inspection:pk>/"
PHONE = "inspections/phone/<inspection:pk>/"

urlpatterns = [
    path("inspection-plans/", plans.plan_list, name="inspection-plan-list"),
    path("inspection-plans/new/", plans.plan_new, name="inspection-plan-new"),
    path(PLAN, plans.plan, name="inspection-plan"),
    path(PLAN + "close/", plans.plan_close, name="inspection-plan-close"),
    path(PLAN + "report/", papers.inspection_report_page, name="inspection-report-page"),
    path(PLAN + "report.pdf", papers.inspection_report, {"form": "pdf"}, name="inspection-report"),
    path(PLAN + "report.docx", papers.inspection_report, {"form": "docx"}, name="inspection-report-docx"),
    path(PLAN + "draw/", samples.sample_draw, name="sample-draw"),
    path(PLAN + "order/", ordering.inspection_new, name="inspection-new"),
    path(PLAN + "alerts/", taking_up.alerts_take_up, name="inspection-of-alerts"),
    path("samples/<sample:pk>/", samples.sample, name="sample"),
    path("inspections/", visits.inspection_list, name="inspection-list"),
    path(VISIT, visits.inspection, name="inspection"),
    path(VISIT + "visit/", ordering.visit_plan, name="visit-plan"),
    path(VISIT + "call-off/", ordering.visit_call_off, name="visit-call-off"),
    path(VISIT + "repeat/", ordering.visit_repeat, name="visit-repeat"),
    path(VISIT + "conclude/", findings.visit_conclude, name="visit-conclude"),
    path(VISIT + "findings/new/", findings.finding_new, name="finding-new"),
    path("inspections/phone/worker.js", phone.phone_worker, name="phone-worker"),
    path(PHONE, phone.visit_phone, name="visit-phone"),
    path(PHONE + "standing/", phone.visit_standing, name="visit-standing"),
    path(PHONE + "entries/", phone.visit_entry, name="visit-entry"),
    path("inspections/photos/<visitphoto:pk>/", phone.visit_photo, name="visit-photo"),
    path("inspections/photos/<visitphoto:pk>/remove/", phone.visit_photo_remove, name="visit-photo-remove"),
    path("inspections/titles/<checkedtitle:pk>/", checking.title_check, name="title-check"),
    path("findings/", findings.finding_list, name="finding-list"),
    path("findings/<finding:pk>/settle/", findings.finding_settle, name="finding-settle"),
]
