"""What may be attached, told by what is in it."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from tests.workstreams.discussion import samples
from workstreams.discussion.files import UNSATISFIABLE, Refused, inspect, pictures, span
from workstreams.discussion.files.kinds import PDF, PNG, TEXT
from workstreams.discussion.files.names import tidy_name

MOST = 10 * 1024 * 1024


def looked_at(content, name="file.bin", most=MOST):
    return inspect(name, io.BytesIO(content), most=most)


class TestAFileComesIn:
    @pytest.mark.parametrize(
        ("kind", "content_type"),
        [
            ("PNG", "image/png"),
            ("JPEG", "image/jpeg"),
            ("WEBP", "image/webp"),
            ("GIF", "image/png"),
            ("AVIF", "image/webp"),
        ],
    )
    def test_as_a_picture(self, kind, content_type):
        fit = looked_at(samples.picture(kind))
        assert (fit.content_type, fit.width, fit.height) == (content_type, 40, 20)
        assert Image.open(fit.file).size == (40, 20)

    @pytest.mark.parametrize(
        ("main", "ending"), [(samples.WORD, "document"), (samples.SHEET, "sheet"), (samples.SLIDES, "presentation")]
    )
    def test_as_a_document_of_an_office_program(self, main, ending):
        assert looked_at(samples.office(main)).content_type.endswith(ending)

    @pytest.mark.parametrize("kind", ["text", "spreadsheet", "presentation"])
    def test_as_an_open_document(self, kind):
        mimetype = f"application/vnd.oasis.opendocument.{kind}"
        assert looked_at(samples.open_document(mimetype)).content_type == mimetype

    def test_as_a_pdf_byte_for_byte(self):
        fit = looked_at(samples.pdf(), "Draft.PDF")
        assert (fit.content_type, fit.name, fit.file.read()) == ("application/pdf", "Draft.PDF", samples.pdf())

    @pytest.mark.parametrize(
        ("name", "content_type"),
        [
            ("a.txt", "text/plain; charset=utf-8"),
            ("a.MD", "text/markdown; charset=utf-8"),
            ("a.csv", "text/csv; charset=utf-8"),
        ],
    )
    def test_as_a_text_of_the_kind_that_its_name_says(self, name, content_type):
        assert looked_at("Größe;5\r\n\tMZ BMW".encode(), name).content_type == content_type

    def test_as_a_table_in_the_letters_of_a_country(self):
        assert looked_at("Größe;5".encode("cp1252"), "a.csv").content_type == "text/csv"

    def test_as_a_text_that_begins_with_the_mark_of_something_else(self):
        assert looked_at(b"BMW and MZ are makers", "a.txt").content_type.startswith("text/plain")

    def test_as_what_it_is_though_its_name_says_otherwise(self):
        assert looked_at(samples.picture(), "setup.exe").name == "setup.exe.png"
        assert looked_at(samples.picture("GIF"), "cat.gif").name == "cat.png"
        assert looked_at(samples.office(), "list.xlsx").name == "list.xlsx.docx"


class TestAPictureIsDrawnAnew:
    def test_turned_as_it_was_held_and_without_telling_where(self):
        fit = looked_at(samples.photo(), "photo.jpg")
        drawn = Image.open(fit.file)
        assert (fit.width, fit.height) == drawn.size == (20, 40)
        # What was above on the left is above on the right once it stands upright.
        assert drawn.convert("L").getpixel((17, 3)) > 200 > drawn.convert("L").getpixel((3, 3))
        assert not drawn.getexif() and "comment" not in drawn.info
        fit.file.seek(0)
        content = fit.file.read()
        assert b"secret words" not in content and b"telephones" not in content and b"Exif" not in content

    def test_without_what_follows_it(self):
        fit = looked_at(samples.picture() + b"<script>alert(1)</script>PK\x03\x04")
        assert b"script" not in fit.file.read()

    @pytest.mark.parametrize("kind", ["PNG", "WEBP"])
    def test_without_texts_inside(self, kind):
        exif = Image.Exif()
        exif[0x010F] = "Maker of telephones"
        assert b"telephones" not in looked_at(samples.picture(kind, exif=exif)).file.read()

    def test_still_where_it_moved(self):
        drawn = Image.open(looked_at(samples.moving()).file)
        assert getattr(drawn, "n_frames", 1) == 1

    def test_with_what_one_sees_through(self):
        drawn = Image.open(looked_at(samples.picture(mode="RGBA", colour=(10, 20, 30, 0))).file)
        assert drawn.convert("RGBA").getpixel((0, 0))[3] == 0

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_whatever_its_colours_are_made_of(self, mode):
        picture = Image.new(mode, (4, 4))
        file = io.BytesIO()
        picture.save(file, "PNG")
        assert looked_at(file.getvalue()).width == 4

    def test_from_the_colours_of_a_printer(self):
        assert Image.open(looked_at(samples.picture("JPEG", mode="CMYK", colour=(0, 0, 0, 0))).file).mode == "RGB"


def bomb(width, height):
    """A PNG of a few bytes that would be drawn as width x height pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0" * 1000)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


class TestAFileIsRefused:
    @pytest.mark.parametrize(
        ("name", "content"),
        {
            "a drawing": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
            "a drawing called a text": ("a.txt", b"\n <SVG onload=alert(1)>"),
            "a page": ("a.html", b"<!doctype html><p>Hello"),
            "a page called a text": ("a.md", b"\xef\xbb\xbf<html><script>alert(1)</script>"),
            "a program": ("a.exe", b"MZ\x90\x00\x03" + b"\0" * 100),
            "a program called a text": ("a.txt", b"MZ\x90\x00\x03" + b"\0" * 100),
            "a program of another system": ("a", b"\x7fELF\x02\x01\x01" + b"\0" * 100),
            "a script": ("a.js", b"alert(1)"),
            "a text of no kind": ("Makefile", b"all: it"),
            "an archive": ("a.zip", samples.container({"a.txt": "x"})),
            "an archive called a document": ("a.docx", samples.container({"word/document.xml": "x"})),
            "a program for Java": ("a.docx", samples.container({"META-INF/MANIFEST.MF": "x", "A.class": "x"})),
            "a template": ("a.dotx", samples.office(samples.WORD.replace("document.main", "template.main"))),
            "a drawing of an office program": (
                "a.odg",
                samples.open_document("application/vnd.oasis.opendocument.graphics"),
            ),
            "a cut off document": ("a.docx", samples.office()[:-40]),
            "a document after something else": ("a.docx", b"<script>" + samples.office()),
            "an old document": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
            "a film": ("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
        }.values(),
    )
    def test_that_is_not_on_the_list(self, name, content):
        with pytest.raises(Refused, match="cannot be attached"):
            looked_at(content, name)

    @pytest.mark.parametrize(
        "content",
        [
            samples.office(samples.WITH_MACROS),
            samples.office(more={"word/vbaProject.bin": "x"}),
            samples.open_document(more={"Basic/Standard/Module1.xml": "x"}),
            samples.open_document(more={"Scripts/python/a.py": "x"}),
        ],
    )
    def test_with_macros_and_told_so(self, content):
        with pytest.raises(Refused, match="macros"):
            looked_at(content, "a.docx")

    @pytest.mark.parametrize("packed", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
    @pytest.mark.parametrize("is_damaged", [False, True])
    def test_that_is_packed_as_no_office_program_packs(self, packed, is_damaged):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", packed) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 20)
        content = bytearray(file.getvalue())
        if is_damaged:
            content[44:50] = b"\xff" * 6
        with pytest.raises(Refused):
            looked_at(bytes(content), "a.odt")

    def test_that_unpacks_to_too_much(self):
        with pytest.raises(Refused):
            looked_at(samples.office(more={f"media/{n}.bin": b"\0" * 64 * 1024 * 1024 for n in range(4)}), "a.docx")

    def test_with_more_pixels_than_a_server_should_draw(self):
        assert 7000 * 6000 > pictures.PIXELS
        for size in [(7000, 6000), (60_000, 60_000)]:
            with pytest.raises(Refused, match="million pixels"):
                looked_at(bomb(*size))

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
    def test_that_is_a_damaged_picture(self, kind, chance):
        whole = bytearray(samples.picture(kind, size=(64, 64)))
        with pytest.raises(Refused, match="cannot be read"):
            looked_at(bytes(whole[: len(whole) // 2]))
        for _round in range(40):
            broken = bytearray(whole)
            for _byte in range(8):
                broken[chance.randrange(16, len(broken))] = chance.randrange(256)
            try:
                looked_at(bytes(broken))
            except Refused:
                pass  # and nothing else is raised

    def test_that_is_empty_or_too_large(self):
        with pytest.raises(Refused, match="empty"):
            looked_at(b"", "a.txt")
        with pytest.raises(Refused, match="more than 10 MB"):
            looked_at(b"a" * (MOST + 1), "a.txt")
        assert looked_at(b"a" * MOST, "a.txt").size == MOST


class TestItsName:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("C:\\Users\\ana\\Draft 3.pdf", "Draft 3.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("a\r\nb\x00c\x1b.pdf", "a bc.pdf"),
            ("gpj.\u202efdp.pdf", "gpj.fdp.pdf"),
            ("", "file.pdf"),
            (".pdf", "pdf.pdf"),
            ("報告書.pdf", "報告書.pdf"),
        ],
    )
    def test_is_one_line_that_reads_as_it_is(self, given, kept):
        assert tidy_name(given, PDF) == kept

    def test_is_not_too_long_and_keeps_its_ending(self):
        assert len(tidy_name("a" * 5000 + ".pdf", PDF)) == 200 and tidy_name("a" * 5000, PNG).endswith("a.png")

    def test_ends_as_its_kind_does(self):
        assert tidy_name("a.jpeg", PNG) == "a.png"
        assert tidy_name("notes.2026", TEXT) == "notes.2026.txt"


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, None),
        ("", None),
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 10)),
        ("bytes=90-500", (90, 10)),
        ("bytes=-10", (90, 10)),
        ("bytes=-500", (0, 100)),
        ("bytes=99-99", (99, 1)),
        ("bytes=5-4", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("lines=1-2", None),
        ("bytes=100-", UNSATISFIABLE),
        ("bytes=-0", UNSATISFIABLE),
    ],
)
def test_a_range_is_a_first_byte_and_how_many(header, part):
    assert span(header, 100) == part
