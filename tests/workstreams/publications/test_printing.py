"""Printing beside the rest of the portal."""

from PIL import ImageFile

from workstreams.publications import printing


def test_printing_does_not_have_damaged_pictures_read():
    printing.printer()
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
