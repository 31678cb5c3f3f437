from django.urls import path

from hieuhoc.web.ids import carry_ids
from hieuhoc.web.office.chains import chains, composing

carry_ids("chain")

RECORD = "chains/<chain:pk>/"

urlpatterns = [
    path("chains/", chains.chain_list, name="chain-list"),
    path("chains/new/", chains.chain_new, name="chain-new"),
    path(RECORD, chains.chain, name="chain"),
    path(f"{RECORD}draft/", chains.chain_draft, name="chain-draft"),
    path(f"{RECORD}promulgate/", chains.chain_promulgate, name="chain-promulgate"),
    path(f"{RECORD}retire/", chains.chain_retire, name="chain-retire"),
    path(f"{RECORD}rule/", composing.chain_rule, name="chain-rule"),
    path(f"{RECORD}steps/new/", composing.chain_step_new, name="chain-step-new"),
    path(f"{RECORD}steps/<int:position>/", composing.chain_step, name="chain-step"),
    path(f"{RECORD}steps/<int:position>/drop/", composing.chain_step_drop, name="chain-step-drop"),
]
