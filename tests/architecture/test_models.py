"""What always holds is held by the database, under a name; and the migrations say what the models say."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils.functional import Promise

OURS = [model for model in apps.get_models() if model.__module__.split(".")[0] in {"members", "workstreams"}]


def label(model):
    return model._meta.label


def words(model):
    """The class's name in snake case, and its last word: what a name may begin with."""
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
    return {snake, snake.rpartition("_")[2]}


def is_well_named(name, model):
    """About this model or a neighbour in its app ("thread_one_root" is a rule on posts), in words, without a hash."""
    beginnings = set().union(*(words(one) for one in OURS if one._meta.app_label == model._meta.app_label))
    return any(re.fullmatch(rf"{word}(_[a-z]+)+", name) for word in beginnings)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_constraint_and_index_is_named_for_what_it_says(model):
    named = [*model._meta.constraints, *model._meta.indexes]
    assert [one.name for one in named if not is_well_named(one.name, model)] == []


def test_the_pattern_knows_a_name_from_a_hash():
    post = apps.get_model("discussion", "Post")
    assert is_well_named("post_place_unique", post) and is_well_named("thread_one_root", post)
    for bad in ["discussion_post_thread_id_1a2b3c4d", "unique_place", "post", "post_Place", "flag_queue"]:
        assert not is_well_named(bad, post)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_rules_over_several_fields_are_constraints(model):
    assert not model._meta.unique_together


@pytest.mark.parametrize("model", OURS, ids=label)
def test_no_person_can_be_deleted_while_something_of_theirs_stands(model):
    """A person who leaves is anonymised by an action; what they said and decided keeps its author."""
    member = apps.get_model("members", "Member")
    keys = [
        field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey) and field.model is model
    ]
    assert [
        key.name for key in keys if key.related_model is member and key.remote_field.on_delete != models.PROTECT
    ] == []


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_model_and_field_has_a_name_that_can_be_translated(model):
    own = [field for field in model._meta.local_fields if not field.primary_key]
    assert isinstance(model._meta.verbose_name, Promise) and isinstance(model._meta.verbose_name_plural, Promise)
    assert [field.name for field in own if not isinstance(field.verbose_name, Promise)] == []


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
