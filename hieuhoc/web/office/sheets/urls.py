from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.sheets import answers, batches, choices, exported, pages, written

carry_ids("batch", "export", "problem")

urlpatterns = [
    path("sheets/", pages.sheet_list, name="sheet-list"),
    path("sheets/batches/", batches.batch_list, name="batch-list"),
    path("sheets/batches/<batch:pk>/", batches.batch, name="batch"),
    path("sheets/batches/<batch:pk>/progress/", batches.batch_progress, name="batch-progress"),
    path("sheets/batches/<batch:pk>/problems.xlsx", batches.batch_annotated, name="batch-annotated"),
    path("sheets/batches/<batch:pk>/answers/", answers.batch_answers, name="batch-answers"),
    path("sheets/batches/<batch:pk>/people/", written.batch_people, name="batch-people"),
    path("sheets/batches/<batch:pk>/confirm/", batches.batch_confirm, name="batch-confirm"),
    path("sheets/batches/<batch:pk>/check/", batches.batch_check, name="batch-check"),
    path("sheets/batches/<batch:pk>/resume/", batches.batch_resume, name="batch-resume"),
    path("sheets/batches/<batch:pk>/cancel/", batches.batch_cancel, name="batch-cancel"),
    path("sheets/batches/<batch:pk>/undo/", batches.batch_undo, name="batch-undo"),
    path("sheets/batches/<batch:pk>/choices/", choices.choice_list, name="choice-list"),
    path("sheets/problems/<problem:pk>/choice/", choices.choice, name="choice"),
    path("sheets/exports/", exported.export_list, name="export-list"),
    path("sheets/exports/progress/", exported.export_progress, name="export-progress"),
    path("sheets/exports/<export:pk>/file.xlsx", exported.export_file, name="export-file"),
    # A sheet is never called batches or exports.
    path("sheets/<slug:code>/", pages.sheet, name="sheet"),
    path("sheets/<slug:code>/template.xlsx", pages.sheet_template, name="sheet-template"),
    path("sheets/<slug:code>/export.xlsx", pages.sheet_export, name="sheet-export"),
]
