from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.groups import members
from hieuhoc.web.office.people import citizens, deeds, elsewhere, facts, new, record

carry_ids("citizen", "consent", "departure", "join", "look", "membership", "number", "residence", "skill")

urlpatterns = [
    path("citizens/", citizens.citizen_list, name="citizen-list"),
    path("citizens/export/", citizens.citizen_export, name="citizen-export"),
    path("citizens/new/", new.citizen_new, name="citizen-new"),
    path("citizens/arrivals/new/", new.citizen_arrive, name="citizen-arrive"),
    path("elsewhere/", elsewhere.look_list, name="look-list"),
    path("elsewhere/<look:pk>/question/", elsewhere.look_ask, name="look-ask"),
    path("elsewhere/<look:pk>/answer/", elsewhere.look_answer, name="look-answer"),
    path("departures/", elsewhere.departure_list, name="departure-list"),
    path("departures/<departure:pk>/contest/", elsewhere.departure_contest, name="departure-contest"),
    path("departures/<departure:pk>/settlement/", elsewhere.departure_settle, name="departure-settle"),
    path("citizens/<citizen:pk>/unlink/", facts.link_undo, name="link-undo"),
    path("citizens/<citizen:pk>/", record.citizen, name="citizen"),
    path("citizens/<citizen:pk>/numbers/", record.numbers, name="citizen-numbers"),
    path("citizens/<citizen:pk>/numbers/new/", deeds.number_new, name="number-new"),
    path("numbers/<number:pk>/withdrawal/", deeds.number_withdraw, name="number-withdraw"),
    path("citizens/<citizen:pk>/facts/", deeds.correct, name="citizen-correct"),
    path("citizens/<citizen:pk>/move/", deeds.move, name="citizen-move"),
    path("residences/<residence:pk>/correction/", deeds.residence_correct, name="residence-correct"),
    path("citizens/<citizen:pk>/departure/", deeds.depart, name="citizen-depart"),
    path("citizens/<citizen:pk>/return/", deeds.come_back, name="citizen-return"),
    path("citizens/<citizen:pk>/death/", deeds.death, name="citizen-death"),
    path("citizens/<citizen:pk>/death/withdrawal/", deeds.death_withdraw, name="citizen-death-withdraw"),
    path("citizens/<citizen:pk>/join/", deeds.join, name="citizen-join"),
    path("joins/<join:pk>/undo/", deeds.join_undo, name="join-undo"),
    path("citizens/<citizen:pk>/link-code/", facts.link_code, name="link-code"),
    path("citizens/<citizen:pk>/skills/new/", facts.skill_new, name="skill-new"),
    path("skills/<skill:pk>/withdrawal/", facts.skill_withdraw, name="skill-withdraw"),
    path("citizens/<citizen:pk>/consents/<slug:code>/", facts.consent_new, name="consent-new"),
    path("consents/<consent:pk>/withdrawal/", facts.consent_withdraw, name="consent-withdraw"),
    path("memberships/<membership:pk>/end/", members.membership_end, name="membership-end"),
    path("memberships/<membership:pk>/main/", members.membership_main, name="membership-main"),
]
