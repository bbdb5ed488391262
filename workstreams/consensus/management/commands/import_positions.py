"""What organisations answered to questions elsewhere, as calls that one can look at."""

import csv
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Member, Sector
from workstreams.consensus import actions
from workstreams.consensus.actions.importing import Answer
from workstreams.consensus.models import Position
from workstreams.groups.models import WorkingGroup

#: Of a scale from 1 to 5; whatever else was answered is neither.
FOR, AGAINST = ("4", "5"), ("1", "2")
#: In which sector a kind of respondent speaks, by the mark of the sector. Others are told, and left out.
SECTORS = {
    "Academic/Research Institution": "academia",
    "Business Association": "private",
    "Company/Business organisation": "private",
    "Consumer Organisation": "civil",
    "Environmental Organisation": "civil",
    "NGO (Non-governmental organisation)": "civil",
    "Public authority": "public",
    "Trade Union": "civil",
}
FILES = ("questions.csv", "respondents.csv", "positions.csv")


class Command(BaseCommand):
    help = (
        "Make a text and a call of each question of a consultation that was held elsewhere, with the answers of its "
        "organisations as positions. The folder holds questions.csv (code, kind, text), respondents.csv (response_id, "
        "user_type, organisation) and positions.csv (response_id, code, answer). Answers that begin with 4 or 5 are "
        "for, with 1 or 2 against, others neither. Questions of the kind likert are taken."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder")
        parser.add_argument("--group", required=True, help="the working group that gets the texts, by its address")
        parser.add_argument("--by", required=True, help="the address of somebody of the secretariat")
        parser.add_argument("--question", action="append", default=[], help="only this code; may be given repeatedly")
        parser.add_argument("--source", default="", help="a sentence that says whence; it stands in each text")

    @transaction.atomic
    def handle(self, *args, **options):
        questions, respondents, positions = (_rows(Path(options["folder"]) / name) for name in FILES)
        group = WorkingGroup.objects.filter(slug=options["group"]).first()
        by = Member.objects.filter(email__iexact=options["by"], is_staff=True).first()
        if group is None or by is None:
            raise CommandError(_("There is no such group, or nobody of the secretariat with this address."))
        asked = {row["code"]: row["text"] for row in questions if row["kind"] == "likert"}
        if unknown := [code for code in options["question"] if code not in asked]:
            raise CommandError(_("These are no questions of a scale: %(codes)s.") % {"codes": ", ".join(unknown)})
        marks = set(Sector.objects.values_list("mark", flat=True))
        speaks = {row["response_id"]: row for row in respondents if SECTORS.get(row["user_type"]) in marks}
        self.stdout.write(
            _("%(n)d of %(m)d respondents are organisations of a sector.") % {"n": len(speaks), "m": len(respondents)}
        )
        for code in options["question"] or asked:
            text = " ".join(asked[code].split())
            answers = [_answer(row, speaks) for row in positions if row["code"] == code and _is_of(row, speaks)]
            source = options["source"] or _("From a consultation that was held elsewhere.")
            given = {"title": _title(code, text), "question": text[:500], "answers": answers, "source": source}
            try:
                call = actions.import_answers(group, by=by, **given)
            except (PermissionDenied, ValidationError) as problem:
                said = getattr(problem, "messages", [str(problem)])
                raise CommandError(f"{code}: {' '.join(said)}") from problem
            self.stdout.write(f"{code}: {call.positions.count()}  {call.get_absolute_url()}")


def _rows(path):
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": path, "why": problem}) from problem


def _is_of(row, speaks):
    return row["response_id"] in speaks and bool(speaks[row["response_id"]]["organisation"].strip())


def _answer(row, speaks):
    respondent = speaks[row["response_id"]]
    said = row["answer"].strip()[:1]
    stances = Position.Stance
    stance = stances.SUPPORT if said in FOR else stances.OBJECT if said in AGAINST else stances.ASIDE
    name = " ".join(respondent["organisation"].split())[:300]
    return Answer(name, SECTORS[respondent["user_type"]], stance, row["answer"].strip()[:4000])


def _title(code, text):
    """The end of the question is what tells it from the others."""
    said = text.rpartition(" : ")[2] or text
    return f"{code}: {said}"[:200]
