"""A publication as data, for other programs: the same for everybody, whoever asks."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from workstreams.consultations.models import Comment
from workstreams.discussion.models import Post
from workstreams.publications.layout import cited
from workstreams.recommendations.models import ClauseText

FORMAT = "alliance-portal/publication/1"


def exported(publication):
    """Plain values. Posts and comments are named by their addresses, those alone that everybody may read."""
    reader, record = AnonymousUser(), publication.record
    texts = ClauseText.objects.visible_to(reader).filter(revision=publication.revision_id).in_order()
    traces = {one["clause"]: one for one in record["clauses"]}
    posts, comments = _open_to(reader, record["clauses"])
    after = publication.superseded_by
    return {
        "format": FORMAT,
        "number": publication.number,
        "version": publication.version,
        "title": publication.title,
        "alliance": settings.ALLIANCE_NAME,
        "published": publication.published_at.isoformat(),
        "address": _whole(publication.get_absolute_url()),
        "licence": {"name": publication.licence, "address": publication.licence_url},
        "citation": cited(publication),
        "superseded": publication.superseded_at and publication.superseded_at.isoformat(),
        "superseded_by": after and {"number": after.number, "version": after.version},
        "withdrawn": publication.withdrawn_at and publication.withdrawn_at.isoformat(),
        "withdrawn_because": publication.withdrawn_reason,
        "changes": publication.changes,
        "clauses": [_clause(text, traces.get(text.clause_id, {}), posts, comments) for text in texts],
        "question": record["call"]["question"],
        "outcome": {**record["outcome"], "stated_by": record["outcome"]["stated_by"]["name"]},
        "figures": record["figures"],
        "positions": [{**one, "by": one["by"]["name"]} for one in record["positions"]],
        "dissent": [_dissent(one) for one in record["dissent"]],
    }


def _open_to(reader, clauses):
    """The numbers of the posts and of the comments in a record that this reader may read."""
    posts = {number for one in clauses for number in one.get("posts", [])}
    comments = {number for one in clauses for number in one.get("comments", [])}
    readable = Post.objects.visible_to(reader).words_for(reader).filter(pk__in=posts)
    taken = Comment.objects.visible_to(reader).not_hidden().filter(pk__in=comments)
    return set(readable.values_list("pk", flat=True)), set(taken.values_list("pk", flat=True))


def _clause(text, trace, posts, comments):
    return {
        "number": text.number,
        "heading": text.level > 0,
        "text": text.source,
        "sha256": text.words_hash,
        "quoted_passages": len(trace.get("quotes", [])),
        "posts": [_whole(f"/workstreams/posts/{pk}/") for pk in trace.get("posts", []) if pk in posts],
        "comments_taken_up": len(trace.get("comments", [])),
        "comments": [_whole(f"/comments/{pk}/") for pk in trace.get("comments", []) if pk in comments],
    }


def _dissent(one):
    answers = [{**answer, "by": answer["by"]["name"]} for answer in one["answers"]]
    overruled_by = one["overruled_by"] and one["overruled_by"]["name"]
    kept = {name: value for name, value in one.items() if name != "number"}
    return {**kept, "by": one["by"]["name"], "answers": answers, "overruled_by": overruled_by}


def _whole(path):
    return f"{settings.SITE_URL}{path}"
