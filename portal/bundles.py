"""Sheets of style that a page loads together: one file each in production, sheet by sheet where somebody works on them.

A browser on a slow line fetches six files at once, and shows nothing before it has the last sheet: each half dozen more
is one more time there and back. `collectstatic` joins them, in this order.
"""

import functools

from django.conf import settings
from django.core.files.base import ContentFile
from django.templatetags.static import static
from whitenoise.storage import CompressedManifestStaticFilesStorage

_FIRST = ("css/tokens.css", "css/base.css", "css/page.css", "css/sector.css", "css/controls.css", "css/lists.css")
_LAST = ("css/files.css", "css/composer.css", "css/last.css")
# `{}` stands for what tells the sheet of scripts that run from right to left. A page's own sheets, if it has any, stand
# between "page" and "end".
BUNDLES = {
    "page": (
        "bootstrap/css/bootstrap{}.min.css",
        *_FIRST,
        "css/thread.css",
        *("css/landing.css", "css/signup.css", "css/desk.css", "css/groups.css", "css/notices.css"),
    ),
    "end": _LAST,
    # A page of posts, read more than any other, has no use for most of Bootstrap, nor for what other pages need.
    "posts": (
        *("bootstrap/css/bootstrap-reboot{}.min.css", "css/plain.css", *_FIRST),
        *("css/thread.css", "css/notices.css", "css/signs.css", *_LAST),
    ),
}
_DIRECTIONS = ("", ".rtl")
_CHARSET, _MAP = '@charset "UTF-8";', "/*# sourceMappingURL="


@functools.cache
def addresses(name, *, right_to_left=False):
    """Where the sheets of a bundle are fetched, in their order. Looked up once a process, as the manifest is."""
    direction = _DIRECTIONS[right_to_left]
    if settings.STATIC_MANIFEST:
        return [static(_path(name, direction))]
    return [static(sheet.format(direction)) for sheet in BUNDLES[name]]


class BundledStorage(CompressedManifestStaticFilesStorage):
    """Static files with hashed names, compressed; the bundles among them."""

    def post_process(self, paths, dry_run=False, **options):
        paths = dict(paths)
        for name, sheets in {} if dry_run else BUNDLES.items():
            for direction in _DIRECTIONS:
                path = _path(name, direction)
                self.delete(path)
                self.save(path, ContentFile(self._joined(sheet.format(direction) for sheet in sheets).encode()))
                paths[path] = (self, path)
        yield from super().post_process(paths, dry_run, **options)

    def _joined(self, sheets):
        return "\n".join(_bare(self.open(sheet).read().decode()) for sheet in sheets)


def _path(name, direction):
    # As deep as the sheets that name a picture beside their folder, which so find it from here too.
    return f"bundles/{name}{direction}.css"


def _bare(sheet):
    """A sheet without what only holds at the beginning or end of a file of its own."""
    return sheet.removeprefix(_CHARSET).partition(_MAP)[0].rstrip()
