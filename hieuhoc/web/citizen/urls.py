"""The citizen face: what belongs to the person behind the sign-in, and nothing else."""

from django.urls import path

from hieuhoc.web.citizen import (
    assessing,
    checkins,
    course_parts,
    courses,
    evidence,
    learning,
    objections,
    own_data,
    own_learning,
    pages,
    record_links,
)
from hieuhoc.web.ids import carry_ids

carry_ids("activity", "dossier", "evidence", "lesson", "material", "ownlearning", "recordlink", "title", "training")

app_name = "citizen"
urlpatterns = [
    path("", pages.home, name="home"),
    path("link/", pages.link, name="link"),
    path("link/undo/", pages.unlink, name="unlink"),
    path("dossiers/<dossier:pk>/", pages.dossier, name="dossier"),
    path("assessment/", assessing.start, name="assess-start"),
    path("dossiers/<dossier:pk>/assess/", assessing.assess, name="assess"),
    path("dossiers/<dossier:pk>/assess/<int:position>/", assessing.assess_question, name="assess-question"),
    path("dossiers/<dossier:pk>/send/", assessing.dossier_send, name="dossier-send"),
    path("dossiers/<dossier:pk>/withdraw/", assessing.dossier_withdraw, name="dossier-withdraw"),
    path("dossiers/<dossier:pk>/evidence/<int:position>/", evidence.evidence_new, name="evidence-new"),
    path("evidence/<evidence:pk>/", evidence.evidence_file, name="evidence"),
    path("evidence/<evidence:pk>/remove/", evidence.evidence_remove, name="evidence-remove"),
    path("dossiers/<dossier:pk>/objection/", objections.objection, name="objection"),
    path("certificates/<title:pk>.pdf", pages.certificate, name="certificate"),
    path("learning/", learning.learning, name="learning"),
    path("learning/record.pdf", learning.learning_paper, name="learning-paper"),
    path("learning/record.json", learning.learning_file, name="learning-file"),
    path("learning/wish/", learning.wish, name="wish"),
    path("learning/links/", record_links.link_list, name="record-link-list"),
    path("learning/links/new/", record_links.link_new, name="record-link-new"),
    path("learning/links/<recordlink:pk>/withdraw/", record_links.link_withdraw, name="record-link-withdraw"),
    path("learning/own/", own_learning.own_list, name="own-learning-list"),
    path("learning/own/new/", own_learning.own_new, name="own-learning-new"),
    path("learning/own/<ownlearning:pk>/", own_learning.own_change, name="own-learning-change"),
    path("learning/own/<ownlearning:pk>/file/", own_learning.own_file, name="own-learning-file"),
    path("learning/own/<ownlearning:pk>/remove/", own_learning.own_remove, name="own-learning-remove"),
    path("learning/<activity:pk>/", learning.activity, name="activity"),
    path("courses/", courses.courses, name="courses"),
    path("courses/<training:pk>/", courses.course, name="course"),
    path("courses/<training:pk>/quiz/", course_parts.course_quiz, name="course-quiz"),
    path("courses/<training:pk>/feedback/", course_parts.course_feedback, name="course-feedback"),
    path("courses/<training:pk>/certificate.pdf", course_parts.course_certificate, name="course-certificate"),
    path("courses/materials/<material:pk>/", course_parts.course_material, name="course-material"),
    path("checkins/", checkins.checkins, name="checkins"),
    path("checkins/<lesson:pk>/", checkins.checkin, name="checkin"),
    path("data/", own_data.own_data, name="own-data"),
    path("data/copy.json", own_data.own_copy, name="own-copy"),
    path("data/ask/", own_data.own_request, name="own-request"),
    path("readings/", pages.readings, name="readings"),
]
