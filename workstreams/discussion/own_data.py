"""What discussions keep about one member, for their download (see members.own_data)."""

from django.utils.translation import gettext as _

from members.own_data import of_queryset
from workstreams.discussion.models import Draft, Revision
from workstreams.groups.models import Participation, WorkingGroup


def sections(member):
    """Threads opened and every post with its earlier versions, hidden ones too, in the member's own words alone; what
    waited for a lead; and the signs that they gave. A group to which a thread was moved since is named where they
    see it, or sat in it."""
    name = _names_for(member)
    yield of_queryset(
        "threads",
        _("Threads that you opened"),
        {"number": _("Number"), "group": _("Working group"), "title": _("Title"), "opened_at": _("Opened")},
        member.threads.select_related("group").order_by("pk"),
        lambda one: {"number": one.pk, "group": name(one.group), "title": one.title, "opened_at": one.created_at},
    )
    yield of_queryset(
        "posts",
        _("Your posts"),
        {
            "number": _("Number"),
            "thread": _("Thread"),
            "group": _("Working group"),
            "in_reply_to": _("In reply to post"),
            "said_at": _("Said"),
            "sector": _("Sector of that day"),
            "organisation": _("Organisation of that day"),
            "hidden_at": _("Hidden"),
            "hidden_reason": _("Reason of the hiding"),
            "text": _("Text"),
            "former_titles": _("Began, until they were merged, the threads"),
        },
        member.posts.select_related("thread__group", "sector", "organisation").defer("body_html").order_by("pk"),
        lambda one: _post(one, name),
    )
    yield of_queryset(
        "revisions",
        _("Earlier versions of your posts"),
        {
            "post": _("Post"),
            "version": _("Version"),
            "written_at": _("Written"),
            "replaced_at": _("Replaced"),
            "title": _("Title"),
            "text": _("Text"),
        },
        Revision.objects.filter(post__author=member).order_by("post", "number"),
        lambda one: {
            "post": one.post_id,
            "version": one.number,
            "written_at": one.written_at,
            "replaced_at": one.replaced_at,
            "title": one.title,
            "text": one.body,
        },
    )
    yield of_queryset(
        "reactions",
        _("Signs that you gave to posts"),
        {"post": _("Post"), "sign": _("Sign"), "given_at": _("Given"), "sector": _("Sector of that day")},
        member.reactions.select_related("sector").order_by("pk"),
        lambda one: {
            "post": one.post_id,
            "sign": one.kind,
            "given_at": one.created_at,
            "sector": one.sector and one.sector.name,
        },
    )
    yield of_queryset(
        "files",
        _("Files that you attached"),
        {
            "name": _("Name"),
            "file": _("Here"),
            "post": _("Post"),
            "kind": _("Kind"),
            "bytes": _("Bytes"),
            "brought_at": _("Brought"),
        },
        member.attachments.order_by("pk"),
        lambda one: {
            "name": one.name,
            "file": _place(one),
            "post": one.post_id,
            "kind": one.content_type,
            "bytes": one.size,
            "brought_at": one.created_at,
        },
        file=lambda one: (_place(one), lambda: one.file.open("rb")),
    )
    yield of_queryset(
        "drafts",
        _("Drafts that you have not posted"),
        {
            "group": _("Working group"),
            "thread": _("Thread"),
            "in_reply_to": _("In reply to post"),
            "change_of": _("Change of post"),
            "saved_at": _("Saved"),
            "title": _("Title"),
            "text": _("Text"),
        },
        Draft.objects.visible_to(member).unposted().select_related("group", "thread__group").order_by("pk"),
        lambda one: _draft(one, name),
    )
    yield of_queryset(
        "held_posts",
        _("Texts of yours that waited for a lead"),
        {
            "group": _("Working group"),
            "thread": _("Thread"),
            "in_reply_to": _("In reply to post"),
            "waited_since": _("Waited since"),
            "outcome": _("Outcome"),
            "became": _("Became post"),
            "title": _("Title"),
            "text": _("Text"),
        },
        member.held_posts.select_related("group").order_by("pk"),
        lambda one: {
            "group": name(one.group),
            "thread": one.thread_id,
            "in_reply_to": one.parent_id,
            "waited_since": one.held_at,
            "outcome": one.outcome,
            "became": one.post_id,
            "title": one.title,
            "text": one.body,
        },
    )
    yield of_queryset(
        "silences",
        _("Times in which you could not speak in a group"),
        {
            "group": _("Working group"),
            "since": _("From"),
            "until": _("To"),
            "lifted_at": _("Lifted"),
            "reason": _("Reason"),
        },
        member.silences.select_related("group").order_by("pk"),
        lambda one: {
            "group": one.group.name,
            "since": one.since,
            "until": one.until,
            "lifted_at": one.lifted_at,
            "reason": one.reason,
        },
    )
    yield of_queryset(
        "mentions",
        _("Posts that call you"),
        {"post": _("Post")},
        member.mentions.order_by("pk"),
        lambda one: {"post": one.post_id},
    )


def _names_for(member):
    """What a group is called in the data of this member, None where it does not exist for them. Two queries."""
    known = set(WorkingGroup.objects.visible_to(member).values_list("pk", flat=True))
    known |= set(Participation.objects.filter(member=member).values_list("group", flat=True))
    return lambda group: group.name if group.pk in known else None


def _place(attachment):
    """Under the number of its post, and with its own, for two files of a post may have one name."""
    name = attachment.name.replace("/", "-").replace("\\", "-")
    return f"files/{attachment.post_id or 'unused'}/{attachment.pk}-{name}"


def _draft(draft, name):
    group = draft.group or (draft.thread and draft.thread.group)
    return {
        "group": group and name(group),
        "thread": draft.thread_id,
        "in_reply_to": draft.parent_id,
        "change_of": draft.post_id,
        "saved_at": draft.saved_at,
        "title": draft.title,
        "text": draft.body,
    }


def _post(post, name):
    return {
        "number": post.pk,
        "thread": post.thread_id,
        "group": name(post.thread.group),
        "in_reply_to": post.parent_id,
        "said_at": post.created_at,
        "sector": post.sector and post.sector.name,
        "organisation": post.organisation and post.organisation.name,
        "hidden_at": post.hidden_at,
        "hidden_reason": post.hidden_reason,
        "format": post.format,
        "text": post.body,
        "former_titles": ", ".join(post.former_titles),
    }
