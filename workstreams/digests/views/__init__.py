"""A member's choice of digest, with and without signing in; the way out that every mail carries; and what the next
digest holds so far."""

from workstreams.digests.views.choosing import digest_choices, digest_settings
from workstreams.digests.views.preview import digest_preview, digest_preview_mail
from workstreams.digests.views.stopping import unsubscribe

__all__ = ["digest_choices", "digest_preview", "digest_preview_mail", "digest_settings", "unsubscribe"]
