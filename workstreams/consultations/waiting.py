"""A guest's comment that waits to be confirmed: for whoever has the link, and nobody else."""

from workstreams.consultations.models import Comment


def waiting_comment(pk):
    """The comment with its text. Raises LookupError where it was taken away."""
    comment = Comment.objects.select_related("revision__recommendation__group").filter(pk=pk, author=None).first()
    if comment is None:
        raise LookupError(pk)
    return comment
