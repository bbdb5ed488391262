"""Taking passages of a post into a text: each becomes a clause that says where it came from. One transaction each; the
actor is `by`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from workstreams.discussion.models import Post
from workstreams.discussion.naming import rendered
from workstreams.markup.blocks import blocks_of
from workstreams.markup.sanitising import words
from workstreams.recommendations.actions.quoting import WORDS_LENGTH, quote_post
from workstreams.recommendations.actions.writing import begin, put_together, revise
from workstreams.recommendations.models import Revision


@transaction.atomic
def begin_with(post, *, by, title, passages):
    """Begin a document in the group of a post with these passages of it: numbers of its blocks. Returns it.

    Raises as `begin`, and ValidationError for a passage that does not stand in the post.
    """
    post, sources, links = _said(post, by, passages)
    document = begin(post.thread.group, by=by, title=title, body="\n\n".join([*sources, *links]))
    _quote(document.revisions.get(), post, sources, links, by=by, known=set())
    return document


@transaction.atomic
def take_up(recommendation, post, *, by, passages, base):
    """Put these passages of a post at the end of a document, as a new revision upon `base`. Returns the revision.

    Raises as `revise`, and ValidationError for a passage that does not stand in the post.
    """
    post, sources, links = _said(post, by, passages)
    newest = recommendation.revisions.newest_first().first()
    known = set(newest.texts.values_list("clause", flat=True))
    standing = newest.texts.in_order().values_list("source", flat=True)
    body = "\n\n".join([put_together(newest, [*standing, *sources]), *links])
    note = _("Took up what %(name)s said.") % {"name": post.author.name}
    most = Revision._meta.get_field("note").max_length
    revision = revise(recommendation, by=by, body=body, note=note[:most], base=base)
    _quote(revision, post, sources, links, by=by, known=known)
    return revision


@transaction.atomic
def note_sources(clause, post, *, by, passages):
    """Note that a clause of the newest revision came from these passages of a post. Returns the quotes.

    Raises as `quote_post`, and ValidationError for a passage that does not stand in the post.
    """
    post, sources, links = _said(post, by, passages)
    return [_quote_passage(clause, post, source, links, by=by) for source in sources]


def _said(post, by, passages):
    """The post as `by` may read it, the Markdown of these of its blocks, and where its links lead."""
    posts = Post.objects.visible_to(by).words_for(by).select_related("thread__group", "author")
    post = posts.filter(pk=post.pk).first()
    said = blocks_of(post.body) if post else None
    if not post or any(not 0 <= passage < len(said.blocks) for passage in passages):
        raise ValidationError({"passages": _("These words are not in that post any more, or it is not open to you.")})
    if not passages:
        raise ValidationError({"passages": _("Choose at least one passage.")})
    sources = [said.blocks[passage].source for passage in sorted(set(passages))]
    return post, sources, [said.definitions] if said.definitions else []


def _quote(revision, post, sources, links, *, by, known):
    """Note of each clause that came with the passages that it is quoted from the post."""
    new = revision.texts.exclude(clause__in=known).select_related("clause__recommendation")
    for text in new.filter(source__in=sources).in_order():
        _quote_passage(text.clause, post, text.source, links, by=by)


def _quote_passage(clause, post, source, links, *, by):
    """From these words, or, where they read otherwise by themselves, from all of the post."""
    said = words(rendered("\n\n".join([source, *links]), post.thread.group).html)[:WORDS_LENGTH]
    return quote_post(clause, post, by=by, said=said if said in words(post.body_html) else "")
