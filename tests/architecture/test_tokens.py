"""The look by numbers: contrasts of the tokens, logical properties only, and no sheet that grows unseen."""

import gzip
import re
from pathlib import Path

import pytest

from portal.bundles import BUNDLES

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
PAIRS = dict(
    (name, (light, dark))
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\);", TOKENS)
)
#: What a page loads besides the tokens. The kit and the admin have sheets of their own.
SHEETS = [sheet for sheet in sorted(CSS.glob("*.css")) if sheet.stem not in {"tokens", "kit", "admin"}]


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The ratio of WCAG 2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


SECTORS = ("private", "public", "civil", "academia", "international", "bar")
GROUNDS = ("paper", "surface", "sunken")
#: (what, on what, least ratio in light, least ratio in dark), as measured; a change may only raise them.
HELD = [
    ("ink", "paper", 15.4, 15.2),
    ("ink-2", "paper", 8.2, 10.1),
    ("ink-3", "paper", 5.5, 6.7),
    ("ink-3", "surface", 5.8, 6.0),
    ("line-control", "paper", 3.6, 4.5),
    ("accent", "paper", 9.2, 10.5),
    ("on-accent", "accent", 9.7, 9.6),
    ("link", "paper", 7.5, 10.5),
    ("focus-ink", "focus-glow", 9.5, 5.3),
    *((state, f"{state}-tint", 6.3, 8.2) for state in ("success", "warning", "danger", "info")),
    *((f"{sector}-ink", f"{sector}-tint", 6.5, 8.0) for sector in SECTORS),
    # Text has 4.5 everywhere; what only draws a shape has 3.
    *((text, ground, 4.5, 4.5) for text in ("ink", "ink-2", "ink-3", "link", "accent") for ground in GROUNDS),
    *((f"{sector}-ink", ground, 4.5, 4.5) for sector in SECTORS for ground in GROUNDS),
    *((sector, ground, 3, 3) for sector in SECTORS for ground in GROUNDS),
    *(("line-control", ground, 3, 3) for ground in GROUNDS),
    *((f"stance-{stance}", "surface", 3, 3) for stance in ("support", "reserve", "aside", "object")),
    ("on-danger", "danger-solid", 4.5, 4.5),
    ("ink", "highlight", 4.5, 4.5),
]


@pytest.mark.parametrize(("what", "ground", "light", "dark"), HELD)
def test_contrast_is_held_in_both_themes(what, ground, light, dark):
    assert contrast(PAIRS[what][0], PAIRS[ground][0]) >= light, "light"
    assert contrast(PAIRS[what][1], PAIRS[ground][1]) >= dark, "dark"


def test_browsers_without_light_dark_get_the_light_values():
    fallback = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", TOKENS.split("@supports not", 1)[1]))
    assert fallback == {name: light for name, (light, dark) in PAIRS.items() if name in fallback}
    assert set(PAIRS) == set(fallback), "every colour has a fallback"


@pytest.mark.parametrize("sheet", [*SHEETS, CSS / "admin.css", CSS / "kit.css"], ids=lambda sheet: sheet.name)
def test_only_logical_properties(sheet):
    """The page is mirrored for Arabic by the browser alone, so nothing says left or right."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    # A gradient has no logical direction; its element is mirrored as a whole.
    text = text.replace("linear-gradient(to right,", "linear-gradient(")
    assert re.findall(r"[^\n]*\b(?:left|right)\b[^\n]*", text) == []
    assert re.findall(r"\n\s*(?:margin|padding|border)-(?:top|bottom)[^\n]*|\n\s*(?:width|height):[^\n]*", text) == []


@pytest.mark.parametrize("sheet", [*SHEETS, CSS / "admin.css", CSS / "kit.css"], ids=lambda sheet: sheet.name)
def test_one_declaration_a_line_and_no_shouting(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    assert re.findall(r"[^\n]*;[^\n]*;[^\n]*", text) == []
    assert "!important" not in text
    loaded = re.findall(r"url\(([^)]*)\)", text)
    assert [one for one in loaded if not one.startswith('"../signs/')] == [], "only sheets, the sprite and the signs"


def test_every_variable_is_known():
    known = set(re.findall(r"(--[\w-]+):", "".join(sheet.read_text() for sheet in CSS.glob("*.css"))))
    for sheet in SHEETS:
        used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text()))
        assert used - known == set(), sheet.name


def bundled(*names):
    return {sheet.removeprefix("css/") for name in names for sheet in BUNDLES[name] if sheet.startswith("css/")}


def weight(sheets):
    """As it travels, compressed sheet by sheet: comments and long names cost a reader nothing."""
    return sum(len(gzip.compress((CSS / sheet).read_bytes())) for sheet in sheets)


def test_what_a_page_loads_stays_small():
    """What every page links, and what a page of posts does, which is read more than any other. With htmx and
    Bootstrap's sheet, a member's first page stays within 60 kB."""
    assert bundled("page") and weight(bundled("page", "end")) < 22_600
    assert weight(bundled("posts")) < 19_500


def test_every_sheet_is_linked_somewhere():
    templates = "".join(page.read_text() for page in (CSS.parents[1] / "templates").rglob("*.html"))
    alone = [sheet.name for sheet in CSS.glob("*.css") if f"css/{sheet.name}'" not in templates]
    # What a PDF is drawn with is no page's: workstreams.publications.printing reads it.
    assert set(alone) - bundled(*BUNDLES) == {"paper.css"}
