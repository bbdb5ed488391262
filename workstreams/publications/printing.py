"""PDF from HTML, by WeasyPrint where it and what it needs (Pango) are installed. Nothing is fetched for it."""

import functools
import hashlib
import importlib
import threading
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from PIL import ImageFile

SHEET = "css/paper.css"
A_WEEK = 7 * 24 * 60 * 60
_PRESS = threading.Lock()


class NoPrinter(Exception):
    """WeasyPrint, or a library that it needs, is not installed here."""


@functools.cache
def printer():
    """The module, or None where it cannot be loaded. Asked once a process."""
    strictly = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError):
        return None
    finally:
        # It has Pillow read damaged pictures as well, for all of the process: what members attach is still refused.
        ImageFile.LOAD_TRUNCATED_IMAGES = strictly


def pdf_of(html):
    """The bytes of a PDF of this page, a whole document. The same page is printed once a week. Raises NoPrinter.

    Twenty pages take a second, the names of two thousand positions five: so a process prints one at a time, and who
    asks for the same one meanwhile waits for it.
    """
    found = printer()
    if found is None:
        raise NoPrinter
    sheet = Path(finders.find(SHEET)).read_text()
    key = f"pdf:{hashlib.sha256(f'{found.__version__}{sheet}{html}'.encode()).hexdigest()}"
    if (kept := cache.get(key)) is not None:
        return kept
    with _PRESS:
        return cache.get_or_set(key, lambda: _printed(found, html, sheet), A_WEEK)


def _printed(weasyprint, html, sheet):
    sheets = [weasyprint.CSS(string=sheet, url_fetcher=_refuse)]
    document = weasyprint.HTML(string=html, base_url=settings.SITE_URL, url_fetcher=_refuse)
    return document.write_pdf(stylesheets=sheets, pdf_tags=True)


def _refuse(address, *args, **kwargs):
    # What people wrote names addresses; none of them is asked from our machine.
    raise ValueError(f"Nothing is fetched for a PDF: {address}")
