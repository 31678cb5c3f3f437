"""What an empty database is migrated with draws less than Django does, and knows as much."""

from django.db import models
from django.db.migrations.state import ModelState

from hieuhoc.config.first_migration import FirstState


def two_models() -> FirstState:
    state = FirstState()
    state.add_model(ModelState("places", "Village", [("id", models.AutoField(primary_key=True))]))
    assert len(state.apps.get_models()) == 1  # drawn, from here on
    village = models.ForeignKey("places.Village", models.CASCADE, related_name="houses")
    options: dict[str, list[object]] = {"constraints": [], "indexes": []}
    fields = [("id", models.AutoField(primary_key=True)), ("village", village), ("number", models.IntegerField())]
    state.add_model(ModelState("places", "House", fields, options))
    return state


def test_a_model_knows_what_was_made_later_and_hangs_on_it() -> None:
    village = two_models().apps.get_model("places", "Village")
    assert [relation.name for relation in village._meta.related_objects] == ["houses"]


def test_a_constraint_and_an_index_stand_on_the_model_as_drawn() -> None:
    state = two_models()
    state.add_constraint("places", "house", models.CheckConstraint(condition=models.Q(number__gt=0), name="numbered"))
    state.add_index("places", "house", models.Index("number", name="by_number"))
    house = state.apps.get_model("places", "House")
    assert [constraint.name for constraint in house._meta.constraints] == ["numbered"]
    assert [index.name for index in house._meta.indexes] == ["by_number"]


def test_a_copy_is_of_the_same_kind_and_goes_its_own_way() -> None:
    state = two_models()
    copy = state.clone()
    copy.add_model(ModelState("places", "Street", [("id", models.AutoField(primary_key=True))]))
    assert ("places", "street") in copy.models
    assert ("places", "street") not in state.models
