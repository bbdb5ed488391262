"""Documents of office programs: containers that are looked into and never unpacked."""

import zipfile
import zlib

from workstreams.discussion.files.kinds import MAIN_PARTS, MIMETYPES

# Parts, bytes of all parts unpacked, and bytes of the part that says what the whole is.
PARTS = 10_000
UNPACKED = 250 * 1024 * 1024
SAYS = 1024 * 1024
# All that such documents are packed with. Another way may ask for gigabytes of memory to unpack one byte.
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Unfit(Exception):
    """It is no such document, or one that does not come in. `has_macros`: for that alone."""

    def __init__(self, *, has_macros=False):
        super().__init__()
        self.has_macros = has_macros


def kind_in(file):
    """Which kind of document a container is. Raises Unfit for any other, for one that was locked by a password, that
    would unpack to too much, or that holds programs."""
    try:
        with zipfile.ZipFile(file) as container:
            return _kind(container)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as problem:
        raise Unfit from problem


def _kind(container):
    if min((part.header_offset for part in container.infolist()), default=0):
        # Something stands before the first part, for which it would be taken elsewhere.
        raise Unfit
    parts = container.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > PARTS or len(set(names)) < len(names) or sum(part.file_size for part in parts) > UNPACKED:
        raise Unfit
    if any(part.flag_bits & 1 or part.compress_type not in PACKED for part in parts):
        raise Unfit
    if any(_holds_programs(name) for name in names):
        raise Unfit(has_macros=True)
    if "mimetype" in names:
        kind = MIMETYPES.get(_read(container, "mimetype").strip())
    else:
        said = _read(container, "[Content_Types].xml") if "[content_types].xml" in names else ""
        if "macroenabled" in said.lower():
            raise Unfit(has_macros=True)
        kind = next((kind for part, kind in MAIN_PARTS.items() if f'"{part}"' in said), None)
    if kind is None:
        raise Unfit
    return kind


def _holds_programs(name):
    return name.endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith(("basic/", "scripts/"))


def _read(container, name):
    try:
        with container.open(name) as part:
            return part.read(SAYS).decode("utf-8-sig")
    except (KeyError, UnicodeDecodeError) as problem:
        raise Unfit from problem
