"""The lines of the table of comments, for a spreadsheet."""

from workstreams.recommendations.models import ClauseText


def lines_of(comments, user):
    """A line for each of these comments, in the columns of sheet.HEAD, for whoever answers them. Two queries."""
    found = list(comments.words_for(user, reads_hidden=True).with_people().in_order())
    texts = ClauseText.objects.filter(revision__in={one.revision_id for one in found}).order_by()
    numbers = {
        (revision, clause): number for revision, clause, number in texts.values_list("revision", "clause", "number")
    }
    for one in found:
        kept = getattr(one, "disposition", None)
        yield [
            one.pk,
            f"r{one.revision.number}",
            numbers.get((one.revision_id, one.clause_id), ""),
            one.writer,
            one.sector.name if one.sector else "",
            one.organisation.name if one.organisation else "",
            one.created_at.isoformat(timespec="minutes"),
            one.source,
            one.change,
            kept.outcome if kept else "",
            kept.reason if kept else "",
            kept.duplicate_of_id if kept else "",
        ]
