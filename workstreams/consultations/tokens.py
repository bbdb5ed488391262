"""The signed word in the link that a guest is sent: it names one comment, and shows that the address is theirs."""

import datetime

from django.core import signing

SALT = "workstreams.consultations.guest"
#: How long a comment waits to be confirmed. After that it is taken away.
WAITS = datetime.timedelta(days=7)


def token_of(comment):
    return signing.TimestampSigner(salt=SALT).sign(comment.pk)


def comment_id_of(token):
    """The id that a token names. Raises LookupError for one that we did not sign, and for one that is too old."""
    try:
        return int(signing.TimestampSigner(salt=SALT).unsign(token, max_age=WAITS))
    except (signing.BadSignature, ValueError) as problem:
        raise LookupError(token) from problem
