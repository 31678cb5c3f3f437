"""Criteria of learning models: what they may say, how they are judged and explained. Pure."""

from hieuhoc.collectives.rules.language import POPULATIONS_OF as POPULATIONS_OF
from hieuhoc.collectives.rules.language import AllRule as AllRule
from hieuhoc.collectives.rules.language import AnyRule as AnyRule
from hieuhoc.collectives.rules.language import CriteriaTable as CriteriaTable
from hieuhoc.collectives.rules.language import DeclaredRule as DeclaredRule
from hieuhoc.collectives.rules.language import Holding as Holding
from hieuhoc.collectives.rules.language import ModelQuestion as ModelQuestion
from hieuhoc.collectives.rules.language import ModelRule as ModelRule
from hieuhoc.collectives.rules.language import NumberRule as NumberRule
from hieuhoc.collectives.rules.language import PointItem as PointItem
from hieuhoc.collectives.rules.language import PointsRule as PointsRule
from hieuhoc.collectives.rules.language import Population as Population
from hieuhoc.collectives.rules.language import Requirement as Requirement
from hieuhoc.collectives.rules.language import ShareRule as ShareRule
from hieuhoc.collectives.rules.language import TableCriterion as TableCriterion
from hieuhoc.collectives.rules.language import YesRule as YesRule
from hieuhoc.collectives.rules.language import questions_in as questions_in
from hieuhoc.collectives.rules.tables import alternative as alternative
from hieuhoc.collectives.rules.tables import gaps as gaps
from hieuhoc.collectives.rules.tables import new_code as new_code
from hieuhoc.collectives.rules.tables import tidy as tidy
from hieuhoc.collectives.rules.tables import with_criterion as with_criterion
from hieuhoc.collectives.rules.tables import with_item as with_item
from hieuhoc.collectives.rules.tables import with_question as with_question
from hieuhoc.collectives.rules.tables import with_requirement as with_requirement
from hieuhoc.collectives.rules.tables import without as without
