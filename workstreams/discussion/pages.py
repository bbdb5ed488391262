"""Pages of threads as everybody reads them who may read the thread, kept for as long as nothing in them changes.

A thread's version rises in the transaction of whatever changes a post there, and the version of the register in that of
whatever changes a name (see members.models.register). Both are read with the thread itself, by `visible_to` and
for each request; the posts are read after them, so what is kept is never older than its number says.

Words that not everybody reads are never kept: those of hidden and withdrawn posts are not in the question. For the few
who read them the page is asked for anew, by the rule for them.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.module_loading import import_string

from members.permissions import is_secretariat
from portal.stencils import Shelf
from workstreams.discussion import questions, tree
from workstreams.discussion.models import Attachment
from workstreams.discussion.querysets import ADDRESS
from workstreams.groups.models import Participation

# A page weighs about 40 kB.
_pages = Shelf(150)


@dataclass(frozen=True)
class Shown:
    """A page of posts as one reader reads it. `key` tells it from every other, and is None for what nobody else reads.
    `files`: of each post, by its number; `signs`: of each member by their number as text, {id of a post: kinds};
    `became`: what was published from posts, by their number (see settings.BECAME_OF_POSTS)."""

    page: tree.Page
    files: dict
    signs: dict
    became: dict
    key: tuple | None

    @property
    def posts(self):
        return self.page.posts


def page_for(user, thread, *, start=None, order=tree.BY_PLACE, within=None):
    """The page that begins with the post `start`, as this reader may read it; `thread` was found by
    `questions.thread_for` for them. Three queries, or none for what is kept. Raises LookupError as `tree.page`."""
    asked = {"start": start, "order": order, "within": within}
    key = (thread.pk, thread.version, thread.register_version, start, order, within and within.pk)
    kept = _pages.get(key, lambda: _read(questions.page_of_all(thread, **asked), user, key))
    if _reads_more(user, thread, kept):
        return _read(questions.page_of(thread, user, **asked), user, None)
    return kept


def _read(page, user, key):
    signs = defaultdict(dict)
    for post in page.posts:
        for kind, member in (said.split() for said in post.given or ()):
            signs[member].setdefault(post.pk, []).append(kind)
    # What is kept is for all: of a hidden file it has the marker alone, whoever asked first.
    reader = AnonymousUser() if key else user
    names_files = any(ADDRESS in post.shown_html for post in page.posts)
    files = Attachment.objects.visible_to(user).for_posts(page.posts, reader) if names_files else {}
    became = import_string(settings.BECAME_OF_POSTS)([post.pk for post in page.posts])
    return Shown(page, files, dict(signs), became, key)


def _reads_more(user, thread, kept):
    """Whether this may be one of the few for whom a post that is gone still has words, or a hidden file opens. That it
    is so is for the question to say: here it is enough to leave nobody out."""
    whose = {post.author_id for post in kept.posts if post.hidden_at or post.withdrawn_at}
    whose |= {file.owner_id for files in kept.files.values() for file in files if file.hidden_at}
    if not whose or not user.is_authenticated:
        return False
    return thread.own_role == Participation.Role.LEAD or is_secretariat(user) or user.pk in whose
