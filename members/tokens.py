"""The signed word in a download's link: it names one download, and works for as long as the download is there.

It opens nothing by itself: whoever follows it is signed in, and is the member whose data it is.
"""

from django.core import signing

from members.models import DataExport

SALT = "members.own_data"


def token_of(export):
    return signing.TimestampSigner(salt=SALT).sign(export.pk)


def export_id_of(token):
    """The id that a token names. Raises LookupError for one that we did not sign, and for one that is too old."""
    try:
        return int(signing.TimestampSigner(salt=SALT).unsign(token, max_age=DataExport.KEPT))
    except (signing.BadSignature, ValueError) as problem:
        raise LookupError(token) from problem
