"""Raising flags, and adding to them."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from members.models import Profile
from tests import factories
from workstreams.discussion import actions as discussion
from workstreams.discussion.models import Attachment
from workstreams.moderation import actions
from workstreams.moderation.models import Case, Flag, Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return factories.group("Graded model access")


@pytest.fixture
def lead(group):
    return factories.lead(group, "Tomasz Wieczorek")


@pytest.fixture
def post(group):
    return factories.reply(factories.thread(group), body="People who never shipped a model should be quiet.")


@pytest.fixture
def flag(post):
    return actions.flag_post(post, by=factories.participant(post.thread.group), reason="conduct", note="Rude.")


def file_in(post):
    words = io.BytesIO(b"Words.")
    found = discussion.attach(post.thread.group, by=post.author, name="names.txt", file=words)
    Attachment.objects.filter(pk=found.pk).update(post=post)
    found.post = post
    return found


def describes(member, **fields):
    return Profile.objects.create(member=member, about="I sell things.", **fields)


# A post


def test_a_flag_keeps_the_sector_and_organisation_of_its_day(post):
    organisation = factories.organisation("Tohoku", "academia")
    member = factories.participant(post.thread.group, mark="academia", organisation=organisation)
    flag = actions.flag_post(post, by=member, reason="spam")
    assert (flag.sector, flag.organisation) == (factories.sector("academia"), organisation)
    assert (flag.reason, flag.note, flag.case.closed_at) == ("spam", "", None)


def test_the_first_flag_opens_a_case_and_the_next_one_joins_it(flag):
    second = actions.flag_post(flag.case.post, by=factories.member(), reason="off_topic")
    case = Case.objects.get()
    assert second.case == flag.case == case
    assert (case.flag_count, case.group, case.author) == (2, flag.case.post.thread.group, flag.case.post.author)


def test_the_leads_are_written_to_once_for_a_case(post, lead):
    actions.flag_post(post, by=factories.member(), reason="conduct")
    actions.flag_post(post, by=factories.member(), reason="conduct")
    assert [letter.recipient for letter in Letter.objects.all()] == [lead]


def test_a_flagged_post_stays_readable(flag):
    flag.case.post.refresh_from_db()
    assert flag.case.post.hidden_at is None


def test_a_member_of_the_alliance_without_a_seat_can_flag_what_they_can_read(post):
    assert actions.flag_post(post, by=factories.member(), reason="spam").pk


def test_nobody_flags_their_own_post(post):
    with pytest.raises(PermissionDenied):
        actions.flag_post(post, by=post.author, reason="conduct")


def test_a_second_flag_on_the_same_post_waits_for_the_first(flag):
    with pytest.raises(ValidationError, match="flagged this already"):
        actions.flag_post(flag.case.post, by=flag.raised_by, reason="spam")
    assert Flag.objects.count() == 1


def test_the_database_keeps_one_flag_a_member_and_case_and_one_open_case_a_post(flag):
    with pytest.raises(IntegrityError, match="flag_one_per_member_and_case"), transaction.atomic():
        Flag.objects.create(case=flag.case, raised_by=flag.raised_by, reason="spam")
    with pytest.raises(IntegrityError, match="case_one_open_per_post"), transaction.atomic():
        Case.objects.create(about="post", group=flag.case.group, post=flag.case.post, author=flag.case.author)


def test_after_a_decision_the_same_member_can_flag_anew(flag, lead):
    actions.dismiss(flag.case, by=lead)
    again = actions.flag_post(flag.case.post, by=flag.raised_by, reason="spam")
    assert again.case != flag.case and again.case.closed_at is None


def test_a_hidden_post_is_not_flagged(post, lead):
    actions.hide(post, by=lead, reason="Spoke to the person.")
    with pytest.raises(ValidationError, match="hidden already"):
        actions.flag_post(post, by=factories.member(), reason="conduct")


@pytest.mark.parametrize("note", ["", "  ", "\u200b\u200b"])
def test_something_else_says_what(post, note):
    with pytest.raises(ValidationError) as error:
        actions.flag_post(post, by=factories.member(), reason="other", note=note)
    assert "note" in error.value.message_dict
    assert not Case.objects.exists()


def test_a_post_of_a_private_group_is_not_flagged_from_outside():
    post = factories.root(factories.thread(factories.group(visibility="private")))
    with pytest.raises(PermissionDenied):
        actions.flag_post(post, by=factories.member(), reason="conduct")


# A title, a file, a profile


def test_a_title_and_the_post_below_it_are_two_cases(post):
    thread, root, member = post.thread, factories.root(post.thread), factories.member()
    actions.flag_title(thread, by=member, reason="off_topic")
    actions.flag_post(root, by=member, reason="conduct")
    assert sorted(Case.objects.values_list("about", "post")) == [("post", root.pk), ("title", root.pk)]


def test_who_gave_the_title_does_not_flag_it(post):
    with pytest.raises(PermissionDenied):
        actions.flag_title(post.thread, by=factories.root(post.thread).author, reason="spam")


def test_a_file_is_flagged_apart_from_its_post(post):
    file = file_in(post)
    flag = actions.flag_file(file, by=factories.member(), reason="confidential")
    assert (flag.case.about, flag.case.attachment, flag.case.author) == ("file", file, post.author)
    with pytest.raises(PermissionDenied):
        actions.flag_file(file, by=post.author, reason="spam")


def test_a_hidden_file_and_one_in_no_post_are_not_flagged(post, lead):
    file = file_in(post)
    discussion.hide_file(file, by=lead, reason="Names.")
    with pytest.raises(ValidationError, match="hidden already"):
        actions.flag_file(file, by=factories.member(), reason="confidential")
    Attachment.objects.filter(pk=file.pk).update(post=None)
    file.refresh_from_db()
    with pytest.raises(ValidationError, match="in no post"):
        actions.flag_file(file, by=factories.member(), reason="confidential")


def test_a_profile_goes_to_the_secretariat():
    member = factories.member()
    describes(member)
    flag = actions.flag_profile(member, by=factories.member(), reason="spam")
    assert (flag.case.about, flag.case.group, flag.case.author) == ("profile", None, member)
    assert [letter.recipient for letter in Letter.objects.all()] == [None]


@pytest.mark.parametrize(("audience", "about"), [("nobody", "I sell things."), ("members", "")])
def test_what_one_cannot_read_of_a_profile_one_does_not_flag(audience, about):
    member = factories.member()
    Profile.objects.create(member=member, about=about, audience=audience)
    with pytest.raises(ValidationError, match="no text that you could read"):
        actions.flag_profile(member, by=factories.member(), reason="spam")


def test_nobody_flags_their_own_profile_nor_without_an_active_membership():
    member = factories.member()
    describes(member)
    for person in [member, factories.member(state="applied")]:
        with pytest.raises(PermissionDenied):
            actions.flag_profile(member, by=person, reason="spam")


# Adding


def test_who_raised_a_flag_adds_to_it_and_nobody_else(flag):
    actions.add_to_flag(flag, by=flag.raised_by, text=" It happened again. ")
    assert [one.text for one in flag.additions.all()] == ["It happened again."]
    with pytest.raises(PermissionDenied):
        actions.add_to_flag(flag, by=factories.member(), text="Me too.")


@pytest.mark.parametrize("text", ["", " ", "\u200b"])
def test_an_addition_says_something(flag, text):
    with pytest.raises(ValidationError) as error:
        actions.add_to_flag(flag, by=flag.raised_by, text=text)
    assert "text" in error.value.message_dict


def test_to_what_is_decided_nothing_is_added(flag, lead):
    actions.dismiss(flag.case, by=lead)
    with pytest.raises(ValidationError) as error:
        actions.add_to_flag(flag, by=flag.raised_by, text="But still.")
    assert error.value.code == "decided"


def test_ten_additions_are_enough(flag):
    for _ in range(10):
        actions.add_to_flag(flag, by=flag.raised_by, text="Again.")
    with pytest.raises(ValidationError, match="added 10 times"):
        actions.add_to_flag(flag, by=flag.raised_by, text="Again.")
