"""The search for traces by itself: it sees a name that is left in any kind of column, or what it finds says nothing."""

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.postgres.fields import ArrayField
from django.db import models

from members.actions.erasing import APPS_NOT_SWEPT, NOT_SWEPT, _may_hold_text
from members.models import Member, Profile
from tests import factories
from tests.members.erasure.traces import ADDRESS, NAME, found_in_database
from workstreams.groups.models import WorkingGroup
from workstreams.replies.models import Received

pytestmark = pytest.mark.django_db

#: Columns that hold no words of anybody, or in which somebody else takes them out.
ANSWERED = {
    "usersessions.UserSession.ip": "a network, and the row goes with the session",
    "discussion.Attachment.file": "a number that we made",
    "discussion.Post.path": "numbers",
    "discussion.Post.search": "made anew with the post",
    "members.DataExport.file": "a number that we made, and the row goes",
    "replies.Received.raw": "a mail that a worker reads within minutes; theirs go",
}


class TestANameThatIsLeft:
    def test_in_a_line_is_found(self):
        factories.group(f"The group of {NAME}")
        assert {column for _table, column, _what in found_in_database()} == {"name"}

    def test_in_a_text_is_found_in_any_case(self):
        WorkingGroup.objects.filter(pk=factories.group().pk).update(charter=NAME.upper())
        assert {column for _table, column, _what in found_in_database()} == {"charter"}

    def test_in_a_list_is_found(self):
        Member.objects.filter(pk=factories.member().pk).update(former_names=["Somebody", NAME])
        Profile.objects.create(member=factories.member(), languages=[ADDRESS[:10]])
        assert {column for _table, column, _what in found_in_database()} >= {"former_names"}

    def test_in_json_is_found_however_it_is_escaped(self):
        member = factories.member()
        LogEntry.objects.create(
            user=member,
            action_flag=2,
            object_repr="",
            change_message='[{"changed": {"name": "Leilani Kahale-O\\u2019Brien"}}]',
        )
        assert {column for _table, column, _what in found_in_database()} == {"change_message"}

    def test_in_bytes_is_found(self):
        Received.objects.create(message_id="1", sender="", raw=f"From: {ADDRESS}".encode())
        assert {column for _table, column, _what in found_in_database()} == {"raw"}

    def test_in_a_session_is_found(self, client):
        client.force_login(factories.member())
        session = client.session
        session["told"] = {"to": [ADDRESS]}
        session.save()
        assert {table for table, _column, _what in found_in_database()} == {"session"}


def test_every_column_that_can_hold_words_is_swept_or_left_for_a_reason():
    """A kind of field that nobody thought of is no longer passed by in silence."""
    silent = (
        models.AutoField, models.BooleanField, models.DateField, models.DurationField, models.FloatField,
        models.DecimalField, models.IntegerField, models.ForeignKey, models.UUIDField,
    )  # fmt: skip
    passed = {
        str(field)
        for model in apps.get_models()
        if model not in NOT_SWEPT and model._meta.app_label not in APPS_NOT_SWEPT and not model._meta.proxy
        for field in model._meta.concrete_fields
        if not _may_hold_text(field) and not isinstance(field, silent) and not field.choices
        if not isinstance(field, ArrayField) or not isinstance(field.base_field, silent)
    }
    assert passed == set(ANSWERED)
