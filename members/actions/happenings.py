"""Saying on this floor that something happened to members, so that what stands above can tell them."""

from django.conf import settings
from django.utils.module_loading import import_string


def happened(event, *, to, by=None, group=None, post=None, about=None):
    """Something happened to a member, or with `to` None to all who sit in the group, or whom a text concerns. `about`:
    a row of an upper floor, a text or an objection, that those who tell of it know. In the transaction of whoever did
    it; `by` is that person, None where nobody decided. What tells of it is named by settings.ON_HAPPENED."""
    for name in settings.ON_HAPPENED:
        import_string(name)(event, to=to, by=by, group=group, post=post, about=about)
