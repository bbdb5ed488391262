"""A mailing list's archive becomes threads of a group."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from members.models import Member
from tests import factories
from tests.workstreams.discussion.letters import archive, letter
from workstreams.discussion import mbox
from workstreams.discussion.actions import import_messages, post_reply
from workstreams.discussion.models import ImportedMessage, Post, Thread, Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return factories.group()


@pytest.fixture
def bring_in(group, tmp_path):
    """Import these letters into the group, as the command line does."""
    return lambda *letters, by=None: import_messages(group, mbox.read(archive(tmp_path / "list", *letters)), by=by)


def post(message_id):
    return ImportedMessage.objects.get(message_id=message_id).post


def answered():
    """{message: the message that it answers} of all that was imported."""
    names = dict(ImportedMessage.objects.values_list("post_id", "message_id"))
    return {names[pk]: names.get(parent) for pk, parent in Post.objects.values_list("pk", "parent_id") if pk in names}


def in_reading_order(thread):
    return list(thread.posts.in_tree_order().values_list("imported_message__message_id", flat=True))


def test_messages_become_threads_with_their_replies(bring_in, group):
    report = bring_in(letter("a@x"), letter("b@x", answers="a@x"), letter("c@x", answers="b@x"), letter("d@x"))
    assert (report.messages, report.threads, report.replies, report.duplicates) == (4, 2, 2, 0)
    assert (report.skipped, report.max_depth) == ([], 2)
    assert answered() == {"a@x": None, "b@x": "a@x", "c@x": "b@x", "d@x": None}
    assert group.threads.count() == 2


def test_a_thread_knows_its_title_author_times_and_replies(bring_in):
    bring_in(
        letter("a@x", Subject="[talk] Who decides?", Date="Tue, 5 Aug 2025 10:00:00 +0000"),
        letter("b@x", answers="a@x", Date="Wed, 6 Aug 2025 10:00:00 +0000", From="ben@example.invalid"),
    )
    thread = Thread.objects.get()
    assert (thread.title, thread.author.name, thread.reply_count) == ("Who decides?", "Anna Bell", 1)
    assert thread.created_at == datetime(2025, 8, 5, 10, tzinfo=UTC)
    assert thread.last_post_at == datetime(2025, 8, 6, 10, tzinfo=UTC)


def test_a_post_keeps_the_text_as_it_was_sent_and_shows_it_safely(bring_in):
    bring_in(letter("a@x", body="> quoted\n\n*Yes* <script>\n"))
    assert post("a@x").body == "> quoted\n\n*Yes* <script>"
    assert post("a@x").body_html == "<blockquote><p>quoted</p>\n</blockquote>\n<p>*Yes* &lt;script&gt;</p>\n"
    assert post("a@x").format == Post.Format.MAIL


def test_replies_read_by_date_below_what_they_answer(bring_in):
    hour = "Tue, 5 Aug 2025 {}:00:00 +0000".format
    bring_in(
        letter("late@x", answers="root@x", Date=hour(12)),
        letter("below@x", answers="late@x", Date=hour(10)),
        letter("early@x", answers="root@x", Date=hour(11)),
        letter("root@x", Date=hour(13)),
    )
    assert in_reading_order(Thread.objects.get()) == ["root@x", "early@x", "late@x", "below@x"]


def test_the_last_reference_that_is_here_counts_where_the_answered_message_is_not(bring_in):
    bring_in(
        letter("a@x"), letter("b@x", answers="a@x"), letter("c@x", answers="lost@x", references="a@x b@x gone@x"),
        letter("d@x", answers="lost@x", references="lost@x gone@x"),
    )  # fmt: skip
    assert answered() == {"a@x": None, "b@x": "a@x", "c@x": "b@x", "d@x": None}


def test_the_same_archive_twice_adds_nothing(bring_in):
    letters = letter("a@x"), letter("b@x", answers="a@x"), letter(body="No id.")
    bring_in(*letters)
    before = list(Post.objects.order_by("pk").values_list()), list(Thread.objects.order_by("pk").values_list())
    report = bring_in(*letters)
    assert (report.messages, report.threads, report.replies, report.duplicates) == (3, 0, 0, 3)
    assert report.max_depth == 1
    assert (
        list(Post.objects.order_by("pk").values_list()),
        list(Thread.objects.order_by("pk").values_list()),
    ) == before


def test_a_later_export_adds_what_is_new_below_what_was_there(bring_in):
    date = "Sat, 9 Aug 2025 10:00:00 +0000"
    first = [letter("a@x"), letter("b@x", answers="a@x")]
    bring_in(*first)
    old = post("b@x")
    report = bring_in(
        letter("d@x", answers="c@x", Date=date), *first, letter("c@x", answers="b@x", Date=date), letter("e@x")
    )
    assert (report.threads, report.replies, report.duplicates, report.max_depth) == (1, 2, 2, 3)
    assert answered() == {"a@x": None, "b@x": "a@x", "c@x": "b@x", "d@x": "c@x", "e@x": None}
    assert in_reading_order(old.thread) == ["a@x", "b@x", "c@x", "d@x"]
    old.thread.refresh_from_db()
    assert old.thread.reply_count == 3
    assert old.thread.last_post_at == datetime(2025, 8, 9, 10, tzinfo=UTC)


def test_members_answer_imported_posts_and_the_archive_goes_on_beside_them(bring_in, group):
    bring_in(letter("a@x"))
    thread = Thread.objects.get()
    own = post_reply(thread, by=factories.participant(group), parent=post("a@x"), body="Here we go on.")
    bring_in(letter("a@x"), letter("b@x", answers="a@x"))
    thread.refresh_from_db()
    assert thread.reply_count == 2
    assert thread.last_post_at == own.created_at
    assert Post.objects.get(pk=own.pk).parent == post("a@x")


def test_the_same_archive_in_another_group_is_another_thread(bring_in, tmp_path):
    bring_in(letter("a@x"))
    other = factories.group()
    import_messages(other, mbox.read(archive(tmp_path / "again", letter("a@x"))), by=None)
    assert other.threads.count() == 1 and Thread.objects.count() == 2


def test_a_message_twice_in_a_file_is_one_post(bring_in):
    report = bring_in(letter("a@x"), letter("a@x", body="Sent again."))
    assert (report.messages, report.threads, report.duplicates) == (2, 1, 1)
    assert post("a@x").body == "Words."


def test_a_message_without_text_is_left_out_and_its_replies_go_to_what_it_answered(bring_in):
    report = bring_in(letter("a@x"), letter("b@x", answers="a@x", body=" \n"), letter("c@x", answers="b@x"))
    assert report.skipped == [{"message_id": "b@x", "why": "it is empty"}]
    assert answered() == {"a@x": None, "c@x": "a@x"}


def test_every_message_is_counted_once(bring_in):
    report = bring_in(letter("a@x"), letter("a@x"), letter("b@x", answers="a@x"), letter("c@x", body=" "))
    assert report.messages == report.threads + report.replies + report.duplicates + len(report.skipped)


def test_messages_that_answer_each_other_in_a_circle_are_one_thread(bring_in):
    report = bring_in(letter("a@x", answers="b@x"), letter("b@x", answers="a@x"))
    assert (report.threads, report.replies) == (1, 1)


def test_a_thread_deeper_than_the_index_can_hold_goes_on_at_its_deepest_level(bring_in):
    report = bring_in(letter("0@x"), *(letter(f"{n}@x", answers=f"{n - 1}@x") for n in range(1, 450)))
    assert (report.replies, report.max_depth) == (449, 400)
    assert in_reading_order(Thread.objects.get())[-1] == "449@x"


def test_senders_become_people_who_cannot_be_written_to_and_cannot_sign_in(bring_in):
    bring_in(
        letter("a@x", From="Anna Bell <Anna@Example.invalid>"), letter("b@x", From="A. Bell <anna@example.invalid>")
    )
    anna = Member.objects.get()
    assert (anna.name, anna.email, anna.imported_address) == ("Anna Bell", None, "anna@example.invalid")
    assert not anna.is_active and not anna.has_usable_password() and anna.is_imported
    assert not anna.emailaddress_set.exists() and not hasattr(anna, "membership")


def test_a_member_with_the_same_address_is_not_taken_for_the_sender(bring_in):
    member = factories.member(email="anna@example.invalid")
    bring_in(letter("a@x", From="anna@example.invalid"))
    assert post("a@x").author != member
    assert post("a@x").author.is_imported


def test_people_of_an_earlier_archive_are_recognised(bring_in):
    bring_in(letter("a@x"))
    bring_in(letter("b@x", From="Somebody <ANNA@example.invalid>"), letter("c@x", From="ben@example.invalid"))
    assert post("b@x").author == post("a@x").author
    assert Member.objects.count() == 2


def test_people_without_a_sector_raise_no_voice(bring_in):
    bring_in(letter("a@x"))
    assert post("a@x").sector is None
    assert not Voice.objects.exists()


def test_nobody_gets_a_mail(bring_in, run_tasks):
    with run_tasks():
        bring_in(letter("a@x"), letter("b@x", answers="a@x"))
    assert mail.outbox == []


def test_an_archive_that_breaks_off_leaves_nothing(group):
    def breaking():
        yield from ()
        raise mbox.Unreadable("gone")

    with pytest.raises(mbox.Unreadable):
        import_messages(group, breaking(), by=None)
    assert not Post.objects.exists() and not Member.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [("stranger", False), ("participant", False), ("lead", True), ("lead of another group", False), ("staff", True)],
)
def test_leads_and_the_secretariat_bring_archives_in(bring_in, group, who, may):
    by = {
        "stranger": factories.member,
        "participant": lambda: factories.participant(group),
        "lead": lambda: factories.lead(group),
        "lead of another group": lambda: factories.lead(factories.group()),
        "staff": factories.staff,
    }[who]()
    if may:
        assert bring_in(letter("a@x"), by=by).threads == 1
    else:
        with pytest.raises(PermissionDenied):
            bring_in(letter("a@x"), by=by)


def test_progress_tells_how_many_posts_are_written(group, tmp_path):
    told = []
    messages = mbox.read(archive(tmp_path / "list", *(letter(f"{n}@x") for n in range(1100))))
    import_messages(group, messages, by=None, progress=lambda *numbers: told.append(numbers))
    assert told == [(500, 1100), (1000, 1100), (1100, 1100)]


def test_an_import_costs_the_same_questions_for_few_and_many_messages(bring_in, django_assert_max_num_queries):
    letters = [letter(f"{n}@x", answers=n and f"{n // 2}@x" or "") for n in range(400)]
    bring_in(*letters[:2])
    with django_assert_max_num_queries(25):
        bring_in(*letters)
