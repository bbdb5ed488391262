"""The list of what may be attached. What is not here is refused, whatever its name says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`suffixes`: how names of such files end, the usual one first."""

    content_type: str
    suffixes: tuple


PNG = Kind("image/png", (".png",))
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
WEBP = Kind("image/webp", (".webp",))
PDF = Kind("application/pdf", (".pdf",))
TEXT = Kind("text/plain", (".txt", ".text"))
MARKDOWN = Kind("text/markdown", (".md", ".markdown"))
CSV = Kind("text/csv", (".csv",))

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
DOCX = Kind(f"{_OOXML}.wordprocessingml.document", (".docx",))
XLSX = Kind(f"{_OOXML}.spreadsheetml.sheet", (".xlsx",))
PPTX = Kind(f"{_OOXML}.presentationml.presentation", (".pptx",))
ODT = Kind(f"{_ODF}.text", (".odt",))
ODS = Kind(f"{_ODF}.spreadsheet", (".ods",))
ODP = Kind(f"{_ODF}.presentation", (".odp",))

TEXTS = (TEXT, MARKDOWN, CSV)
#: As the part of a container that says what the whole is. A document with macros says another word, so it is not here.
MAIN_PARTS = {
    f"{_OOXML}.wordprocessingml.document.main+xml": DOCX,
    f"{_OOXML}.spreadsheetml.sheet.main+xml": XLSX,
    f"{_OOXML}.presentationml.presentation.main+xml": PPTX,
}
MIMETYPES = {kind.content_type: kind for kind in (ODT, ODS, ODP)}
#: What a picture comes as, by Pillow's word, and what it is kept as.
PICTURES = {"PNG": PNG, "GIF": PNG, "JPEG": JPEG, "MPO": JPEG, "WEBP": WEBP, "AVIF": WEBP}

#: Written with an input of a page, so that a browser offers fitting files first. What comes is looked at all the same.
ACCEPT = ",".join(
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".txt", ".md", ".csv"]
    + [kind.suffixes[0] for kind in (*MAIN_PARTS.values(), *MIMETYPES.values())]
)
