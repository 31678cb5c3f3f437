from django.urls import path

from hieuhoc.web.office.programme import reviews

REVIEW = "yearly-review/"

urlpatterns = [
    path(REVIEW, reviews.yearly_review, name="yearly-review"),
    path(REVIEW + "report.pdf", reviews.yearly_report, {"form": "pdf"}, name="yearly-report"),
    path(REVIEW + "report.docx", reviews.yearly_report, {"form": "docx"}, name="yearly-report-docx"),
]
