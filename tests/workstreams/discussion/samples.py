"""Files for tests, made on the spot: small, whole, and what somebody might try instead."""

import io
import zipfile

from PIL import Image

_TYPES = '<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="{}"/></Types>'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def named(content, name="file"):
    """Bytes as a file that a form may carry."""
    file = io.BytesIO(content)
    file.name = name
    return file


def picture(kind="PNG", size=(40, 20), mode="RGB", colour="teal", **how):
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **how)
    return file.getvalue()


def photo(*, turned=6, place=True):
    """A picture of a telephone: held sideways, and telling where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Maker of telephones"
    if place:
        exif.get_ifd(0x8825)[2] = (46.0, 12.0, 0.0)
    picture = Image.new("RGB", (40, 20), "teal")
    picture.paste("white", (0, 0, 10, 10))
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=b"secret words", quality=95)
    return file.getvalue()


def moving(frames=3):
    file = io.BytesIO()
    pictures = [Image.new("P", (10, 10), number) for number in range(frames)]
    pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:], duration=100)
    return file.getvalue()


def pdf():
    return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"


def container(parts, **how):
    """A zip of {name: content}."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(main=WORD, more=None):
    return container({"[Content_Types].xml": _TYPES.format(main), "main.xml": "<x/>", **(more or {})})


def open_document(mimetype="application/vnd.oasis.opendocument.text", more=None):
    return container({"mimetype": mimetype, "content.xml": "<x/>", **(more or {})})
