"""What discussions keep of somebody who is erased. In the transaction of whoever erases."""

from django.db import connection
from django.db.models import Count, F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.erasing import organisation_is_shared
from workstreams.discussion.actions.attaching import remove
from workstreams.discussion.models import (
    BODY_LENGTH,
    Attachment,
    Draft,
    HeldPost,
    Mention,
    Post,
    Reaction,
    Thread,
    Voice,
)
from workstreams.discussion.naming import rendered
from workstreams.discussion.searching import found_by
from workstreams.groups.actions.erasing import sector_is_shared
from workstreams.groups.models import WorkingGroup
from workstreams.markup import pictures
from workstreams.markup.mail import render_mail
from workstreams.markup.rendering import RENDERER_VERSION


def erase_member(member, efface):
    """Take the name out of every post, whoever wrote it, and render those anew. The member's own words stay.

    Drafts and calls go, and so do the files that the member brought, for nobody can search in them for a name; what
    they are called in texts stays. Sector and organisation stay beside posts only where enough others share that cell.
    Nobody writes meanwhile: what is being said in this moment is seen, or is said afterwards by somebody without a
    seat. Reading goes on.
    """
    with connection.cursor() as cursor:
        # In the order in which a reply takes them, so that neither waits for the other.
        for model in (Thread, Post):
            cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN EXCLUSIVE MODE')
    _remove_files(member)
    _rewrite_posts(efface)
    _open_cells(member)
    Reaction.objects.filter(member=member).update(sector=None)
    Mention.objects.filter(member=member).delete()
    Draft.objects.filter(member=member).delete()
    _forget_held(member)


def _forget_held(member):
    """What waited for a lead is taken back, and what waited once is a post, or was never read."""
    held = HeldPost.objects.filter(author=member)
    held.waiting().update(settled_at=timezone.now(), settled_by=member, outcome=HeldPost.Outcome.TAKEN_BACK)
    held.update(title="", body="")


def _remove_files(member):
    brought = list(Attachment.objects.select_for_update().filter(owner=member).order_by("pk"))
    keys = [str(one.key) for one in brought]
    naming = Q(pk__in=[])
    for key in keys:
        naming |= Q(body__contains=key)
    posts = Post.objects.filter(naming) if keys else Post.objects.none()
    for post in posts.select_related("thread__group").order_by("pk").iterator(chunk_size=200):
        body = pictures.without(post.body, keys).strip()
        if len(body) < BODY_LENGTH[0]:
            body = _("(A file was here.)")
        html = rendered(body, post.thread.group).html
        title = "" if post.parent_id else post.thread.title
        Post.objects.filter(pk=post.pk).update(
            body=body, body_html=html, renderer=RENDERER_VERSION, **found_by(html, title=title)
        )
    for one in brought:
        remove(one)


def _rewrite_posts(efface):
    hinted = Q(pk__in=[])
    for hint in efface.hints:
        # The first post is found by its thread's title too.
        hinted |= Q(body__icontains=hint) | Q(parent=None, thread__title__icontains=hint)
    posts = (
        Post.objects.filter(hinted)
        .order_by("pk")
        .values_list("pk", "body", "format", "parent", "thread__title", "thread__group")
    )
    groups = WorkingGroup.objects.in_bulk()
    for pk, body, written_as, parent, title, group in posts.iterator(chunk_size=200):
        without, title = efface(body), "" if parent else title
        if without != body or efface(title) != title:
            is_mail = written_as == Post.Format.MAIL
            if not is_mail:
                # A text at its longest has no room for a longer word.
                without = without[: BODY_LENGTH[1]]
            html = render_mail(without) if is_mail else rendered(without, groups[group]).html
            Post.objects.filter(pk=pk).update(
                body=without,
                body_html=html,
                renderer=RENDERER_VERSION,
                **found_by(html, title=efface(title)),
            )


def _open_cells(member):
    own = Post.objects.filter(author=member)
    for organisation in own.exclude(organisation=None).order_by().values_list("organisation", flat=True).distinct():
        if not organisation_is_shared(organisation, member):
            own.filter(organisation=organisation).update(organisation=None)
    cells = own.exclude(sector=None).order_by().values_list("thread__group", "sector").distinct()
    for group, sector in list(cells):
        if not sector_is_shared(group, sector, member):
            _clear_sector(own.filter(thread__group=group, sector=sector), sector)


def _clear_sector(posts, sector):
    heard = posts.not_hidden().order_by().values("thread").annotate(n=Count("pk"))
    for thread, count in list(heard.values_list("thread", "n")):
        Voice.objects.filter(thread=thread, sector=sector).update(posts=Greatest(F("posts") - count, 0))
    posts.update(sector=None)
