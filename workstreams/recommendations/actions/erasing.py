"""What documents keep of somebody who is erased. In the transaction of whoever erases."""

import hashlib

from django.db import connection
from django.db.models import Q

from workstreams.markup.blocks import blocks_of
from workstreams.markup.rendering import render
from workstreams.recommendations.models import ClauseText


def erase_member(member, efface):
    """What they wrote stays, in every revision. Their name is taken out of all of them, whoever wrote it: clauses are
    rendered anew, for a name may stand in the Markdown that does not stand together in what was made of it."""
    with connection.cursor() as cursor:
        # What happened to a document refuses every other change; see migration 0002.
        cursor.execute("SELECT set_config('portal.erasing', 'on', true)")
    hinted = Q(pk__in=[])
    for hint in efface.hints:
        hinted |= Q(source__icontains=hint) | Q(title__icontains=hint)
    texts = ClauseText.objects.filter(hinted).select_related("revision").order_by("pk")
    for one in texts.iterator(chunk_size=200):
        source, title = efface(one.source), efface(one.title)
        if (source, title) == (one.source, one.title):
            continue
        definitions = blocks_of(one.revision.body).definitions
        ClauseText.objects.filter(pk=one.pk).update(
            source=source,
            title=title[:500],
            html=render(source, definitions=efface(definitions)),
            words_hash=hashlib.sha256(source.encode()).hexdigest(),
        )
