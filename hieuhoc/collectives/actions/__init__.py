"""The deeds of learning models."""

from hieuhoc.collectives.actions.criteria import compose_model_criteria as compose_model_criteria
from hieuhoc.collectives.actions.criteria import describe_model_criteria as describe_model_criteria
from hieuhoc.collectives.actions.criteria import draft_model_criteria as draft_model_criteria
from hieuhoc.collectives.actions.deciding import decide_models as decide_models
from hieuhoc.collectives.actions.force import promulgate_model_criteria as promulgate_model_criteria
from hieuhoc.collectives.actions.force import retire_model_criteria as retire_model_criteria
from hieuhoc.collectives.actions.loading import load_model_criteria as load_model_criteria
from hieuhoc.collectives.actions.objections import answer_model_objection as answer_model_objection
from hieuhoc.collectives.actions.objections import raise_model_objection as raise_model_objection
from hieuhoc.collectives.actions.registering import answer_question as answer_question
from hieuhoc.collectives.actions.registering import register_models as register_models
from hieuhoc.collectives.actions.regrading import regrade_model as regrade_model
from hieuhoc.collectives.actions.reviewing import agree_models as agree_models
from hieuhoc.collectives.actions.reviewing import return_model as return_model
from hieuhoc.collectives.actions.settling import keep_model as keep_model
from hieuhoc.collectives.actions.settling import restore_model as restore_model
from hieuhoc.collectives.actions.settling import revoke_model as revoke_model
