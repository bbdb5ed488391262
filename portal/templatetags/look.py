"""The look's small parts as template tags, built in everywhere: icon, mark, avatar, sector, signature, time.

Plain values in, safe HTML out, no query and no nested template: a page of fifty posts calls them several hundred times.
Every text that comes from people is escaped by `format_html`.
"""

import datetime
import functools
import unicodedata

from django import forms, template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from portal import bundles, mail

register = template.Library()

#: The outlines in the sprite, in the order in which they stand on every page. `bar` is the secretariat, or a later one.
MARKS = ("private", "public", "civil", "academia", "international", "bar")

#: Where the five marks sit round the logo's table.
SEATS = (
    ("private", 13.5, 0),
    ("public", 26.3, 9.3),
    ("civil", 21.4, 24.4),
    ("academia", 5.6, 24.4),
    ("international", 0.7, 9.3),
)

HOUR = 3600


@functools.cache
def sprite():
    """The sprite's address. Looked up once a process: the manifest cannot change while it runs."""
    return static("icons.svg")


@register.simple_tag
def sheets(name, bidi):
    """The links to a bundle of sheets (see portal.bundles): one in production."""
    found = bundles.addresses(name, right_to_left=bool(bidi))
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}">', ((address,) for address in found))


@register.simple_tag
def icon(name, css=""):
    """An icon of the sprite, decorative: the word stands beside it, or the control has an `aria-label`.

    `css`: more classes; `icon--turn` for arrows that turn round in right-to-left scripts.
    """
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {css}" if css else "",
        sprite(),
        name,
    )


@functools.cache
def _mark(outline, silent, within=False):
    """`within`: inside what says already that its parts are no content, as thirty times on a page of threads."""
    return format_html(
        '<svg class="smark{}"{}><use href="{}#s-{}"/></svg>',
        " smark--silent" if silent else f" {outline}",
        "" if within else mark_safe(' aria-hidden="true"'),
        sprite(),
        outline,
    )


@register.simple_tag
def mark(outline, silent=False):
    """A sector's mark, filled, or only its outline when it is silent. Decorative: a word or a label goes with it."""
    return _mark(outline if outline in MARKS else "bar", bool(silent))


@register.simple_tag
def logo():
    """The alliance's sign: the five marks round a table."""
    return _logo()


@functools.cache
def _logo():
    seats = mark_safe(  # noqa: S308  our own numbers and names
        "".join(
            f'<use class="{outline} seat" href="{sprite()}#s-{outline}" x="{x}" y="{y}" width="13" height="13"/>'
            for outline, x, y in SEATS
        )
    )
    return format_html('<svg viewBox="0 0 40 40" aria-hidden="true">{}</svg>', seats)


def _is_cjk(letter):
    return unicodedata.name(letter, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))


@register.filter
def initials(name):
    """The first letters of the first and the last word; one letter where a name is written without spaces between."""
    words = [word for word in (w.lstrip("\"'([{<-.,") for w in str(name or "").split()) if word]
    if not words:
        return "?"
    if _is_cjk(words[0][0]):
        return words[0][0]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


@register.simple_tag
def avatar(name, outline="bar", size=""):
    """A round with initials on the sector's tint and its mark. Hidden from screen readers: the name stands beside it.

    `size`: "" (36 px), "s" (26) or "l" (48).
    """
    if outline not in MARKS:
        outline = "bar"
    return format_html(
        '<span class="avatar{} {}" aria-hidden="true">{}{}</span>',
        f" avatar--{size}" if size else "",
        outline,
        initials(name),
        _mark(outline, False, within=True),
    )


@register.simple_tag
def sector_name(sector, plain=False, code=False, short=False):
    """A sector's name in its ink, after its mark. Nothing for None.

    `plain`: without the mark (in a post's head the mark sits on the avatar).
    `short`: the short name, in narrow places. `code`: the two-letter code in `<abbr>`, where neither fits.
    """
    if not sector:
        return ""
    outline = sector.mark if sector.mark in MARKS else "bar"
    word = sector.short_name if short else sector.name
    if code:
        word = format_html('<abbr title="{}">{}</abbr>', sector.name, sector.code)
    return format_html('<span class="sector {}">{}{}</span>', outline, "" if plain else _mark(outline, False), word)


@register.simple_tag
def signature(sectors, spoken):
    """All sectors in their fixed order, those that spoke filled and the silent ones in outline, with one label.

    `sectors`: Sector objects in order. `spoken`: ids, marks or Sectors of those that spoke.
    """
    sectors = list(sectors or ())
    spoken = {getattr(one, "pk", one) for one in spoken or ()}
    present = [sector for sector in sectors if sector.pk in spoken or sector.mark in spoken]
    if present:
        label = ngettext(
            "%(count)s of %(all)s sectors spoke: %(names)s",
            "%(count)s of %(all)s sectors spoke: %(names)s",
            len(present),
        ) % {
            "count": len(present),
            "all": len(sectors),
            "names": ", ".join(str(sector.name) for sector in present),
        }
    else:
        label = gettext("No sector spoke yet")
    outlines = [(sector.mark if sector.mark in MARKS else "bar", sector not in present) for sector in sectors]
    marks = mark_safe("".join(_mark(*one, within=True) for one in outlines))  # noqa: S308  see _mark
    return format_html('<span class="signature" role="img" aria-label="{}">{}</span>', label, marks)


@register.filter
def ago(moment, now=None):
    """A moment in few words, in the reader's time zone: "18 min ago", "2 h ago", "yesterday", "Mon 17 Nov"."""
    if not isinstance(moment, datetime.date):
        return ""
    if not isinstance(moment, datetime.datetime):
        return _day(moment, timezone.localdate(now))
    now = now or timezone.now()
    seconds = (now - moment).total_seconds()
    here, today = timezone.localtime(moment), timezone.localtime(now)
    if 0 <= seconds < 60:
        return gettext("just now")
    if 0 <= seconds < HOUR:
        return gettext("%(count)s min ago") % {"count": int(seconds // 60)}
    if 0 <= seconds < 12 * HOUR or (seconds >= 0 and here.date() == today.date()):
        return gettext("%(count)s h ago") % {"count": int(seconds // HOUR)}
    if here.date() == today.date() - datetime.timedelta(days=1):
        return gettext("yesterday")
    return _day(here.date(), today.date())


def _day(day, today):
    # Translators: a day in this year, as in "Mon 17 Nov"; then a day in another year, as in "17 Nov 2025"
    pattern = gettext("D j M") if day.year == today.year else gettext("j M Y")
    return formats.date_format(day, pattern)


@register.simple_tag
def when(moment, css=""):
    """A `<time>` in few words, with the machine's form, and the whole date, time and zone on hovering."""
    if not isinstance(moment, datetime.date):
        return ""
    if isinstance(moment, datetime.datetime):
        here = timezone.localtime(moment)
        # Translators: a whole date with time and zone, as in "Monday 17 November 2025, 14:02 CET"
        title = formats.date_format(here, gettext("l j F Y, H:i T"))
    else:
        here, title = moment, formats.date_format(moment, gettext("l j F Y"))
    return format_html(
        '<time{} datetime="{}" title="{}">{}</time>',
        format_html(' class="{}"', css) if css else "",
        here.isoformat(timespec="seconds") if isinstance(here, datetime.datetime) else here.isoformat(),
        title,
        ago(moment),
    )


@register.filter
def percent_of(part, whole):
    """A share as a whole number of percent, for the width of a bar; 0 of nothing is 0."""
    return round(100 * part / whole) if whole else 0


@register.filter
def times(count):
    """`range(count)`, to draw a mark per seat."""
    return range(int(count or 0))


@register.filter
def field_errors(field):
    """What is wrong with one field, in words. Django's bare "This field is required" gets the field's name."""
    bare = str(forms.Field.default_error_messages["required"])
    return [
        gettext("Fill in “%(label)s”") % {"label": field.label} if str(error) == bare else error
        for error in field.errors
    ]


@register.simple_tag
def errors_of(form):
    """What is wrong with a form, for its summary: pairs of (id of the box to go to, or "", message), in order."""
    found = [("", error) for error in form.non_field_errors()]
    for field in form:
        # A group of radios or boxes has no box of its own: go to the first.
        target = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
        found += [(target, error) for error in field_errors(field)]
    return found


@register.filter
def row_of(field, value):
    """How a row of `components/decision_choices.html` looks: icon, kind and small text, from `field.field.rows`."""
    sign, kind, text = getattr(field.field, "rows", {}).get(str(value), ("", "aside", ""))
    return {"icon": sign, "kind": kind, "text": text}


@register.filter(name="absolute")
def absolute_address(path):
    """An address for a mail: the path at SITE_URL."""
    return mail.absolute(path)


#: The marks as characters, for mails: no picture is ever loaded. Filled = spoke, outlined = silent.
SIGNS = {
    "private": "■□",
    "public": "▲△",
    "civil": "●○",
    "academia": "◆◇",
    "international": "✚✛",
    "bar": "▬▭",
}


@register.simple_tag
def signs(sectors, spoken=None, plain=False):
    """The signature for a mail, in characters. `spoken`: as for `signature`; None: all. `plain`: for the text part."""
    sectors = list(sectors or ())
    spoken = None if spoken is None else {getattr(one, "pk", one) for one in spoken}
    drawn = []
    for sector in sectors:
        filled = spoken is None or sector.pk in spoken or sector.mark in spoken
        outline = sector.mark if sector.mark in MARKS else "bar"
        sign = SIGNS[outline][0 if filled else 1]
        drawn.append(sign if plain else format_html('<span class="{}">{}</span>', outline if filled else "off", sign))
    return " ".join(drawn) if plain else mark_safe(" ".join(drawn))  # noqa: S308  see SIGNS
