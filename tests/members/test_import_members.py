"""`manage.py import_members`: organisations and people by sector, all of a file or nothing."""

import io
import json
import os
import pathlib

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from members import actions
from members.models import Affiliation, Member, Membership, Organisation
from tests import factories

pytestmark = pytest.mark.django_db

HEAD = "organisation,user_type,country\n"
PEOPLE = "organisation,sector,country,name,email,time_zone\n"


@pytest.fixture
def sample():
    folder = os.environ.get("PORTAL_SAMPLE_DATA") or settings.BASE_DIR.parent / "shared" / "data"
    path = pathlib.Path(folder, "positions-by-sector", "organisations.csv")
    if not path.is_file():
        pytest.skip(f"no sample data at {path}")
    return path


@pytest.fixture
def bring(tmp_path):
    """Run the command on this text. Returns (report, what is wrong with it or "")."""

    def run(text, *arguments, encoding="utf-8"):
        path = tmp_path / "list.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        out, problem = io.StringIO(), ""
        try:
            call_command("import_members", path, "--json", *arguments, stdout=out)
        except CommandError as error:
            problem = str(error)
        return (json.loads(out.getvalue()) if out.getvalue() else None), problem

    return run


def wrong(report):
    return [(error["line"], error["message"]) for error in report["errors"]]


@pytest.mark.sample_data
class TestTheConsultation:
    def test_its_256_organisations_come_in_once(self, sample):
        out = io.StringIO()
        call_command("import_members", sample, "--json", stdout=out)
        report = json.loads(out.getvalue())
        assert report["rows"] == report["organisations_added"] == 256
        assert report["errors"] == report["duplicates"] == []
        assert report["by_sector"] == {
            "private-sector": 113,
            "public-sector": 11,
            "civil-society": 66,
            "academia-and-technical-community": 66,
        }
        assert len(report["other"]) == 22
        assert Organisation.objects.approved().count() == 256
        assert not Organisation.objects.filter(country="").exists()
        again = io.StringIO()
        call_command("import_members", sample, "--json", stdout=again)
        report = json.loads(again.getvalue())
        assert (report["organisations_added"], report["organisations_known"]) == (0, 256)
        assert Organisation.objects.count() == 256

    def test_a_dry_run_stores_nothing(self, sample):
        out = io.StringIO()
        call_command("import_members", sample, "--dry-run", stdout=out)
        assert "256 rows read." in out.getvalue()
        assert "Organisations: 256 new" in out.getvalue()
        assert "dry run" in out.getvalue()
        assert not Organisation.objects.exists()

    def test_without_a_sector_for_other_its_lines_are_named(self, sample):
        out = io.StringIO()
        with pytest.raises(CommandError, match="22 lines are to be put right"):
            call_command("import_members", sample, "--other", "none", stdout=out)
        assert "line 22: “Other” belongs to no sector." in out.getvalue()
        assert not Organisation.objects.exists()


class TestTypes:
    @pytest.mark.parametrize(
        ("type_", "mark"),
        [
            ("Company/Business organisation", "private"),
            ("Business Association", "private"),
            ("Public authority", "public"),
            ("NGO (Non-governmental organisation)", "civil"),
            ("Trade Union", "civil"),
            ("Consumer Organisation", "civil"),
            ("Academic/Research Institution", "academia"),
            ("International organisation", "international"),
            ("trade  UNION", "civil"),
            ("Civil society", "civil"),
            ("public-sector", "public"),
            ("Other", "academia"),
        ],
    )
    def test_belong_to_sectors(self, bring, type_, mark):
        bring(f'{HEAD}Foo,"{type_}",Belgium\n')
        assert Organisation.objects.get().sector == factories.sector(mark)

    def test_other_goes_where_the_caller_says_and_is_reported(self, bring):
        report, _problem = bring(f"{HEAD}Foo,Other,Belgium\n", "--other", "civil-society")
        assert report["other"] == [2]
        assert Organisation.objects.get().sector == factories.sector("civil")

    def test_a_sector_of_the_alliance_goes_before_a_type(self, bring):
        report, _problem = bring("organisation,user_type,sector\nFoo,Other,Public sector\nBar,Other,\n")
        assert Organisation.objects.get(name="Foo").sector == factories.sector("public")
        assert report["other"] == [3]

    def test_an_unknown_sector_for_other_names_those_that_are(self, bring):
        _report, problem = bring(f"{HEAD}Foo,Other,Belgium\n", "--other", "x")
        assert "civil-society" in problem


class TestCountries:
    @pytest.mark.parametrize(
        ("name", "code"),
        [("Czech Republic", "CZ"), ("united states", "US"), ("South Korea", "KR"), ("Germany", "DE"), ("fr", "FR")]
        + [("GBR", "GB"), ("", ""), ("United Kingdom", "GB"), ("Slovakia", "SK"), ("Türkiye", "TR"), ("China", "CN")],
    )
    def test_are_known_by_name_and_code(self, bring, name, code):
        bring(f"{HEAD}Foo,Trade Union,{name}\n")
        assert Organisation.objects.get().country.code == code


def test_a_dry_run_reports_and_stores_nothing(bring):
    report, problem = bring(f"{HEAD}Foo,Trade Union,Belgium\n", "--dry-run")
    assert not problem
    assert (report["organisations_added"], report["dry_run"]) == (1, True)
    assert not Organisation.objects.exists()


class TestBadLines:
    def test_are_named_and_nothing_is_stored(self, bring):
        report, problem = bring(
            f"{HEAD}Good,Trade Union,Belgium\n"
            '"Two\nlines",Trade Union,Atlantis\n'
            "Foo,Guild,Belgium\n"
            ",Trade Union,Belgium\n"
            f"{'x' * 301},Trade Union,Belgium\n"
            "Bar,,Belgium\n"
        )
        assert problem == "Nothing was stored: 5 lines are to be put right."
        assert [line for line, _message in wrong(report)] == [3, 5, 6, 7, 8]
        assert "Atlantis" in wrong(report)[0][1]
        assert "“Guild” belongs to no sector." in wrong(report)[1][1]
        assert not Organisation.objects.exists()

    def test_one_name_under_two_sectors(self, bring):
        report, _problem = bring(f"{HEAD}Foo,Trade Union,Belgium\nfoo,Public authority,Belgium\n")
        assert wrong(report)[0][0] == 3

    def test_a_name_that_is_nearly_anothers_is_pointed_out_and_taken(self, bring):
        factories.organisation("Andes Digital Rights", "civil")
        names = ["Andes Digitl Rights", "Baltic Energy", "Baltic Energi"]
        report, _problem = bring(HEAD + "".join(f"{name},Trade Union,Belgium\n" for name in names))
        assert [(one["line"], "nearly" in one["message"]) for one in report["alike"]] == [(2, True), (4, True)]
        assert report["organisations_added"] == 3

    def test_names_are_held_against_one_another_while_that_takes_no_hours(self, bring, monkeypatch):
        monkeypatch.setattr("members.intake.MOST_COMPARISONS", 3)
        names = ["Baltic Energy", "Baltic Energi", "Andes Rights", "Andes Right", "Andes Righs"]
        report, _problem = bring(HEAD + "".join(f"{name},Trade Union,Belgium\n" for name in names))
        assert [one["line"] for one in report["alike"]] == [3, 5]
        assert "Split the file" in report["alike"][1]["message"]
        assert report["organisations_added"] == 5

    def test_a_name_that_stands_twice_is_reported_and_taken_once(self, bring):
        report, problem = bring(f"{HEAD}Foo,Trade Union,Belgium\n FOO ,Trade Union,Belgium\n")
        assert not problem
        assert report["organisations_added"] == 1
        assert report["duplicates"] == [{"line": 3, "message": "“FOO” stands in line 2 already."}]

    def test_an_organisation_that_is_here_under_another_sector_stays_there(self, bring):
        factories.organisation("Foo", "private")
        report, problem = bring(f"{HEAD}Foo,Trade Union,Belgium\n")
        assert not problem
        assert report["duplicates"][0]["line"] == 2
        assert Organisation.objects.get().sector == factories.sector("private")

    def test_one_that_bore_the_name_once_is_not_entered_again(self, bring):
        staff = factories.staff(email="desk@example.org")
        foo, twin = factories.organisation("Foo", "private"), factories.organisation("Foo Ltd", "private")
        actions.merge_organisations(twin, foo, by=staff)
        text = f"{PEOPLE}FOO LTD,Private sector,BE,Ana,ana@foo.example,\n"
        report, problem = bring(text, "--by", "desk@example.org")
        assert not problem
        assert (report["organisations_added"], report["organisations_known"]) == (0, 1)
        assert Organisation.objects.get() == Member.objects.get(email="ana@foo.example").affiliation.organisation == foo

    def test_a_name_is_whose_it_is_now_before_whose_it_was(self, bring):
        factories.staff(email="desk@example.org")
        factories.organisation("Old", "private").former_names.create(name="Foo")
        now = factories.organisation("Foo", "private")
        bring(f"{PEOPLE}Foo,Private sector,BE,Ana,ana@foo.example,\n", "--by", "desk@example.org")
        assert Member.objects.get(email="ana@foo.example").affiliation.organisation == now

    def test_one_that_somebody_entered_is_approved_with_this(self, bring):
        waiting = factories.organisation("Foo", "private", approved_at=None)
        other = factories.organisation("Bar", "private", approved_at=None)
        report, problem = bring(f"{HEAD}Foo,Company/Business,Belgium\nBar,Trade Union,Belgium\n")
        assert not problem
        assert [report[f"organisations_{what}"] for what in ("added", "known", "approved")] == [0, 2, 1]
        waiting.refresh_from_db()
        other.refresh_from_db()
        assert waiting.approved_at
        assert other.approved_at is None, "its sector is not the file's: somebody is to look"


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "The file is empty."),
            (b"\xef\xbb\xbf \n\n", "The file is empty."),
            (b"organisation,user_type\n", "no rows"),
            (b"organisation,user_type\n\n,\n", "no rows"),
            (b"foo,bar\n1,2\n", "names no column: organisation, sector"),
            (b"organisation,country\n1,2\n", "names no column: sector"),
            (b"email,sector\na@example.org,x\n", "names no column: member"),
            (b"organisation,organization,type\n1,2,3\n", "Two columns"),
            (b"organisation,type\nFoo\x00,Other\n", "NUL"),
            ("organisation,type\nÉcole,Other\n".encode("latin-1"), "UTF-8"),
            ("organisation,type\nFoo,Other\n".encode("utf-16"), "UTF-8"),
            (b"organisation,type\nFoo,Other,1,2\n", "Line 2 has more cells"),
            (b'organisation,type\n"' + b"x" * 200_000 + b'",Other\n', "Line"),
            (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        ],
    )
    def test_that_are_not_right_get_one_clear_sentence(self, bring, content, words):
        report, problem = bring(content)
        assert report is None
        assert words in problem
        assert "\n" not in problem

    def test_that_are_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="There is no file"):
            call_command("import_members", tmp_path / "none.csv")
        with pytest.raises(CommandError, match="is a folder"):
            call_command("import_members", tmp_path)

    def test_of_spreadsheets_are_read(self, bring):
        report, _problem = bring(
            "Organisation;User type;Country\r\nÉcole, Paris;Trade Union;France\r\n", encoding="utf-8-sig"
        )
        assert report["organisations_added"] == 1
        assert Organisation.objects.get().name == "École, Paris"

    @pytest.mark.parametrize(
        "text",
        [
            "organisation,type\r\nFoo,Other\r\n",
            'organisation;type\r\n"Foo";"Other"\r\n',
            "organisation\ttype\nFoo\tOther",
            "\ufefforganisation;type\n Foo ; other \n\n\n;\n",
            '"organisation","type"\n"Foo","Other"\n',
            "organisation,type\rFoo,Other\r",
        ],
    )
    def test_of_every_habit_say_the_same(self, bring, text):
        report, problem = bring(text.encode())
        assert not problem
        assert [one.name for one in Organisation.objects.all()] == ["Foo"]
        assert report["rows"] == 1

    def test_keep_quotes_and_line_ends_inside_a_cell_where_they_belong(self, bring):
        report, problem = bring('organisation,type\n"Foo ""and"" Bar, Ltd",Other\n"Two\nlines",Guild\n')
        assert wrong(report) == [(3, wrong(report)[0][1])] and "Guild" in wrong(report)[0][1]
        assert "1 line is to be put right" in problem
        bring('organisation,type\n"Foo ""and"" Bar, Ltd",Other\n')
        assert Organisation.objects.get().name == 'Foo "and" Bar, Ltd'

    def test_with_a_quote_that_never_ends_name_a_line_and_store_nothing(self, bring):
        report, problem = bring('organisation,type\nFoo,Other\n"Bar,Other\nBaz,Other\n')
        assert problem
        assert "ine 3" in problem or [line for line, _message in wrong(report)] == [3]
        assert not Organisation.objects.exists()


class TestPeople:
    @pytest.fixture(autouse=True)
    def staff(self):
        return factories.staff(email="desk@example.org")

    def test_come_in_with_their_organisations(self, bring, staff, mailoutbox):
        report, problem = bring(
            f"{PEOPLE}Foo,Civil society,Belgium,Ana Quispe,Ana@foo.example,Europe/Brussels\n"
            "Foo,Civil society,Belgium,Bo Lind,bo@foo.example,\n"
            ",Public sector,Sweden,Cy Alone,cy@example.org,\n"
            "Bar,Public sector,Sweden,,,\n",
            "--by",
            "desk@example.org",
        )
        assert not problem
        assert (report["organisations_added"], report["members_added"]) == (2, 3)
        ana = Member.objects.get(email="ana@foo.example")
        assert ana.time_zone == "Europe/Brussels"
        assert ana.affiliation.organisation.name == "Foo"
        assert ana.membership.state == Membership.State.ACTIVE
        assert ana.membership.decided_by == staff
        alone = Member.objects.get(email="cy@example.org").affiliation
        assert (alone.sector, alone.capacity) == (factories.sector("public"), Affiliation.Capacity.INDIVIDUAL)
        assert not mailoutbox

    def test_come_in_once(self, bring):
        text = f"{PEOPLE}Foo,Civil society,BE,Ana,ana@foo.example,\nFoo,Civil society,BE,Ana,ANA@foo.example,\n"
        report, _problem = bring(text, "--by", "desk@example.org")
        assert report["members_added"] == 1
        assert report["duplicates"][0]["line"] == 3
        report, _problem = bring(text, "--by", "desk@example.org")
        assert (report["members_added"], report["members_known"]) == (0, 1)

    def test_are_known_by_every_address_that_they_have_confirmed(self, bring):
        ana = factories.member(email="ana@foo.example")
        ana.emailaddress_set.create(email="Ana.Quispe@bar.example", verified=True)
        ana.emailaddress_set.create(email="never@confirmed.example", verified=False)
        text = (
            f"{PEOPLE}Bar,Civil society,BE,Ana,ana.quispe@bar.example,\n"
            "Bar,Civil society,BE,Bo,never@confirmed.example,\n"
        )
        report, problem = bring(text, "--by", "desk@example.org")
        assert not problem
        assert (report["members_added"], report["members_known"]) == (1, 1)
        assert Member.objects.get(email="never@confirmed.example").name == "Bo"

    def test_need_somebody_who_brings_them_in(self, bring):
        factories.member(email="member@example.org")
        text = f"{PEOPLE}Foo,Civil society,BE,Ana,ana@foo.example,\n"
        assert "--by EMAIL" in bring(text)[1]
        assert "Nobody in the secretariat" in bring(text, "--by", "member@example.org")[1]
        assert not Organisation.objects.exists()

    def test_bad_lines_are_named(self, bring):
        factories.organisation("Here", "private")
        report, _problem = bring(
            f"{PEOPLE}Foo,Civil society,BE,,ana@foo.example,\n"
            "Foo,Civil society,BE,Ana,no address,\n"
            "Foo,Civil society,BE,Ana,ana@foo.example,Mars/Base\n"
            "Here,Civil society,BE,Ana,ana@foo.example,\n",
            "--by",
            "desk@example.org",
        )
        assert [line for line, _message in wrong(report)] == [2, 3, 4, 5]
        assert Member.objects.count() == 1
