from django.urls import path

from hieuhoc.web.office import groups_members, people, people_deeds, people_facts, people_new, people_record

urlpatterns = [
    path("citizens/", people.citizen_list, name="citizen-list"),
    path("citizens/export/", people.citizen_export, name="citizen-export"),
    path("citizens/new/", people_new.citizen_new, name="citizen-new"),
    path("citizens/arrivals/new/", people_new.citizen_arrive, name="citizen-arrive"),
    path("citizens/<citizen:pk>/", people_record.citizen, name="citizen"),
    path("citizens/<citizen:pk>/numbers/", people_record.numbers, name="citizen-numbers"),
    path("citizens/<citizen:pk>/numbers/new/", people_deeds.number_new, name="number-new"),
    path("numbers/<number:pk>/withdrawal/", people_deeds.number_withdraw, name="number-withdraw"),
    path("citizens/<citizen:pk>/facts/", people_deeds.correct, name="citizen-correct"),
    path("citizens/<citizen:pk>/move/", people_deeds.move, name="citizen-move"),
    path("citizens/<citizen:pk>/departure/", people_deeds.depart, name="citizen-depart"),
    path("citizens/<citizen:pk>/return/", people_deeds.come_back, name="citizen-return"),
    path("citizens/<citizen:pk>/death/", people_deeds.death, name="citizen-death"),
    path("citizens/<citizen:pk>/death/withdrawal/", people_deeds.death_withdraw, name="citizen-death-withdraw"),
    path("citizens/<citizen:pk>/join/", people_deeds.join, name="citizen-join"),
    path("joins/<join:pk>/undo/", people_deeds.join_undo, name="join-undo"),
    path("citizens/<citizen:pk>/link-code/", people_facts.link_code, name="link-code"),
    path("citizens/<citizen:pk>/skills/new/", people_facts.skill_new, name="skill-new"),
    path("skills/<skill:pk>/withdrawal/", people_facts.skill_withdraw, name="skill-withdraw"),
    path("citizens/<citizen:pk>/consents/<slug:code>/", people_facts.consent_new, name="consent-new"),
    path("consents/<consent:pk>/withdrawal/", people_facts.consent_withdraw, name="consent-withdraw"),
    path("memberships/<membership:pk>/end/", groups_members.membership_end, name="membership-end"),
    path("memberships/<membership:pk>/main/", groups_members.membership_main, name="membership-main"),
]
