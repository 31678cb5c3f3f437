from django.urls import path

from hieuhoc.web.office import sheets, sheets_batches, sheets_choices

urlpatterns = [
    path("sheets/", sheets.sheet_list, name="sheet-list"),
    path("sheets/batches/", sheets_batches.batch_list, name="batch-list"),
    path("sheets/batches/<batch:pk>/", sheets_batches.batch, name="batch"),
    path("sheets/batches/<batch:pk>/progress/", sheets_batches.batch_progress, name="batch-progress"),
    path("sheets/batches/<batch:pk>/problems.xlsx", sheets_batches.batch_annotated, name="batch-annotated"),
    path("sheets/batches/<batch:pk>/confirm/", sheets_batches.batch_confirm, name="batch-confirm"),
    path("sheets/batches/<batch:pk>/check/", sheets_batches.batch_check, name="batch-check"),
    path("sheets/batches/<batch:pk>/resume/", sheets_batches.batch_resume, name="batch-resume"),
    path("sheets/batches/<batch:pk>/cancel/", sheets_batches.batch_cancel, name="batch-cancel"),
    path("sheets/batches/<batch:pk>/undo/", sheets_batches.batch_undo, name="batch-undo"),
    path("sheets/batches/<batch:pk>/choices/", sheets_choices.choice_list, name="choice-list"),
    path("sheets/problems/<problem:pk>/choice/", sheets_choices.choice, name="choice"),
    # A sheet is never called batches.
    path("sheets/<slug:code>/", sheets.sheet, name="sheet"),
    path("sheets/<slug:code>/template.xlsx", sheets.sheet_template, name="sheet-template"),
    path("sheets/<slug:code>/export.xlsx", sheets.sheet_export, name="sheet-export"),
]
