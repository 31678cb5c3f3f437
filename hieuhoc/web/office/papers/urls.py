from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.papers import paper_templates, register

carry_ids("papernumber", "papertemplate")

urlpatterns = [
    path("papers/", register.number_list, name="paper-number-list"),
    path("papers/numbers/<papernumber:pk>/spoil/", register.number_spoil, name="paper-number-spoil"),
    path("papers/templates/", paper_templates.template_list, name="template-list"),
    path("papers/templates/<slug:code>/", paper_templates.template_kind, name="template-kind"),
    path("papers/templates/<slug:code>/upload/", paper_templates.template_upload, name="template-upload"),
    path("papers/templates/<slug:code>/shipped.docx", paper_templates.template_shipped, name="template-shipped"),
    path("papers/templates/<slug:code>/preview.docx", paper_templates.template_preview, name="template-preview"),
    path("papers/versions/<papertemplate:pk>/file/", paper_templates.template_file, name="template-file"),
    path(
        "papers/versions/<papertemplate:pk>/preview.docx",
        paper_templates.template_version_preview,
        name="template-version-preview",
    ),
    path("papers/versions/<papertemplate:pk>/use/", paper_templates.template_use, name="template-use"),
    path("papers/versions/<papertemplate:pk>/end/", paper_templates.template_end, name="template-end"),
]
