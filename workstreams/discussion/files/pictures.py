"""Pictures, drawn anew: what comes out holds pixels and nothing else of what came in."""

import io

from PIL import Image, ImageCms, ImageOps

from workstreams.discussion.files.kinds import JPEG, PICTURES, PNG

# A picture of a telephone has 12 to 24 million pixels. Beyond, a small file may fill the memory of the server.
PIXELS = 40_000_000
# Pillow's own guard, for whatever opens a picture: it warns here, and refuses at twice as much.
Image.MAX_IMAGE_PIXELS = PIXELS

# Nothing else is tried. Two pictures in one (MPO, of some telephones) come as JPEG.
_READ = tuple(word for word in PICTURES if word != "MPO")
_PLAIN_MODES = {PNG: {"1", "L", "LA", "P", "RGB", "RGBA"}, JPEG: {"L", "RGB"}}
_HOW = {"PNG": {"compress_level": 6}, "JPEG": {"quality": 88, "optimize": False}, "WEBP": {"quality": 88, "method": 2}}


class Unfit(Exception):
    """No picture that could be read."""


class TooManyPixels(Unfit):
    """Larger than PIXELS."""


def redraw(source, target):
    """Write the picture in `source` anew into `target`. Returns (Kind, width, height).

    It is turned as its camera was held; place, device, preview and comments are left out; colours are those of the
    web. Of a picture that moves the first frame stays: readers could not stop it. Raises Unfit for what cannot be read.
    """
    try:
        _check(source)
        source.seek(0)
        with Image.open(source, formats=_READ) as picture:
            kind = PICTURES[picture.format]
            picture.load()
            drawn = _plain(picture, kind)
        word = kind.content_type.rpartition("/")[2].upper()
        drawn.save(target, word, **_HOW[word])
    except Image.DecompressionBombError as problem:
        raise TooManyPixels from problem
    except Unfit:
        raise
    except Exception as problem:  # a damaged file raises whatever its decoder stumbled on
        raise Unfit from problem
    return kind, drawn.width, drawn.height


def _check(source):
    # The head alone is read so far. `verify` reads on to the end, draws nothing, and leaves nothing to draw from.
    with Image.open(source, formats=_READ) as picture:
        if picture.width * picture.height > PIXELS:
            raise TooManyPixels
        if not min(picture.size):
            raise Unfit
        picture.verify()


def _plain(picture, kind):
    profile = picture.info.get("icc_profile")
    # In its place: a copy of a large picture is a hundred megabytes.
    ImageOps.exif_transpose(picture, in_place=True)
    drawn = picture
    drawn.info = {name: value for name, value in drawn.info.items() if name == "transparency"}
    modes = _PLAIN_MODES.get(kind, {"RGB", "RGBA"})
    if drawn.mode not in modes:
        drawn = drawn.convert("RGBA" if drawn.has_transparency_data and "RGBA" in modes else "RGB")
    if profile and drawn.mode in {"RGB", "RGBA"}:
        drawn = _in_colours_of_the_web(drawn, profile)
    drawn.info = {name: value for name, value in drawn.info.items() if name == "transparency"}
    return drawn


def _in_colours_of_the_web(drawn, profile):
    try:
        from_own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(drawn, from_own, ImageCms.createProfile("sRGB"), outputMode=drawn.mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A profile of another kind of colours, or a broken one: the colours stay as they were written.
        return drawn
