"""The directory as a sheet. Rows in, text out."""

import csv
import io

from django.utils.translation import gettext as _

from workstreams.groups.sheet import inert


def as_csv(members):
    """These members, read `with_what_is_told`, as the text of a CSV file."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        [_("Name"), _("E-mail"), _("Sector"), _("Organisation"), _("Region"), _("Languages"), _("Expertise")]
    )
    for member in members:
        affiliation, told = member.affiliation, member.told
        cells = [
            member.name,
            member.email or "",
            affiliation.sector.name if affiliation else "",
            affiliation.organisation.name if affiliation and affiliation.organisation else "",
            told.get_region_display() if told else "",
            "; ".join(member.speaks),
            "; ".join(field.name for field in told.expertise.all()) if told else "",
        ]
        # People choose their own names.
        writer.writerow([inert(cell) for cell in cells])
    return file.getvalue()
