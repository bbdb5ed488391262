"""Organisations: found while signing up, renamed, given domains, and merged without losing anything."""

import threading

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.urls import reverse

from members import actions
from members.duplicates import alike, moves, relations_of
from members.models import Affiliation, EmailDomain, Organisation
from tests import factories
from tests.members.signing_up import URL, errors, everything, sector, you
from workstreams.consensus import actions as consensus
from workstreams.consultations import actions as consultations
from workstreams.discussion.models import Post
from workstreams.moderation import actions as moderation
from workstreams.recommendations import actions as recommendations
from workstreams.recommendations.models import Recommendation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_left_over")]


def page_two(**fields):
    return {"step": "2", **you(), **sector(**fields)}


class TestSigningUp:
    def test_finds_an_organisation_by_its_former_name_and_says_so(self, client):
        here = factories.organisation("Andes Rights Now")
        here.former_names.create(name="Andes Digital Rights")
        page = client.get(reverse("organisation_suggestions"), {"q": "digital"}).content.decode()
        assert '<option value="Andes Rights Now">formerly Andes Digital Rights</option>' in page

    def test_does_not_suggest_what_nobody_approved_by_any_name(self, client):
        hidden = factories.organisation("Secret Works", approved_at=None)
        hidden.former_names.create(name="Andes Digital Rights")
        assert "Secret" not in client.get(reverse("organisation_suggestions"), {"q": "digital"}).content.decode()

    def test_suggests_nothing_for_a_while_to_whoever_asks_too_often(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"organisation_suggestions": "3/m/ip"}
        answers = [client.get(reverse("organisation_suggestions"), {"q": "a"}).status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]

    def test_points_out_a_near_duplicate_and_keeps_what_was_typed(self, client):
        here = factories.organisation("Andes Digital Rights", "civil")
        response = client.post(URL, page_two(organisation_name="Andes Digitl Rights Inc."))
        assert response.status_code == 422
        assert response.context["form"].meant == [here]
        page = response.content.decode()
        assert "Did you mean" in page and f'name="take" value="{here.pk}"' in page
        assert 'name="mine_is_another" value="Andes Digitl Rights Inc."' in page

    def test_never_points_out_one_that_nobody_approved(self, client):
        factories.organisation("Andes Digital Rights", "civil", approved_at=None)
        response = client.post(URL, page_two(organisation_name="Andes Digitl Rights"))
        assert response.status_code == 200

    def test_takes_the_one_that_is_pressed_and_its_sector(self, client):
        here = factories.organisation("Andes Digital Rights", "academia")
        response = client.post(URL, page_two(organisation_name="Andes Digitl Rights") | {"take": here.pk})
        assert response.status_code == 200
        carried = dict(response.context["carried"])
        assert (carried["organisation_name"], carried["sector"]) == (here.name, str(here.sector_id))

    def test_goes_on_with_another_and_does_not_ask_again(self, client):
        factories.organisation("Andes Digital Rights", "civil")
        another = {"organisation_name": "Andes Digitl Rights", "mine_is_another": "Andes Digitl Rights"}
        response = client.post(URL, page_two(**another))
        assert dict(response.context["carried"])["mine_is_another"] == "Andes Digitl Rights"
        client.post(URL, everything(**another))
        assert Organisation.objects.get(name="Andes Digitl Rights").approved_at is None

    def test_asks_again_when_another_name_is_typed_afterwards(self, client):
        factories.organisation("Andes Digital Rights", "civil")
        response = client.post(URL, page_two(organisation_name="Andes Digital Right", mine_is_another="Something else"))
        assert response.status_code == 422

    def test_takes_a_former_name_for_the_organisation_that_had_it(self, client):
        here = factories.organisation("Andes Rights Now", "civil")
        here.former_names.create(name="Andes Digital Rights")
        client.post(URL, everything(organisation_name="andes digital rights"))
        assert Affiliation.objects.get().organisation == here

    def test_refuses_a_name_that_only_looks_like_one_that_is_here(self, client):
        factories.organisation("Andes Digital Rights", "civil")
        response = client.post(URL, page_two(organisation_name="Аndes Digital Rights"))
        (text,) = errors(response)["organisation_name"]
        assert "spelt with other letters" in text
        assert "Аndes Digital Rights" in response.content.decode()

    def test_refuses_a_person_whose_name_only_looks_like_a_members(self, client):
        factories.member("Maria Costa")
        response = client.post(URL, {"step": "1", **you(name="Маria Costa")})
        assert "spelt with other letters" in errors(response)["name"][0]

    def test_takes_a_namesake(self, client):
        factories.member("María Costa")
        assert client.post(URL, {"step": "1", **you(name="Maria Costa")}).status_code == 200

    def test_says_at_once_whose_address_it_is(self, client):
        here = factories.organisation("Andes Digital Rights", "civil")
        EmailDomain.objects.create(organisation=here, domain="example.org")
        page = client.post(URL, {"step": "1", **you()}).content.decode()
        assert "Your address belongs to <bdi>Andes Digital Rights</bdi>" in page
        page = client.post(URL, page_two()).content.decode()
        assert "so you can take part at once" in page

    def test_says_nothing_of_the_domain_of_one_that_nobody_approved(self, client):
        here = factories.organisation("Andes Digital Rights", "civil", approved_at=None)
        EmailDomain.objects.create(organisation=here, domain="example.org")
        assert "Your address belongs" not in client.post(URL, {"step": "1", **you()}).content.decode()

    def test_costs_little_among_very_many(self, client, django_assert_max_num_queries):
        factories.organisation("Andes Digital Rights", "civil")
        with django_assert_max_num_queries(15):
            client.post(URL, page_two(organisation_name="Andes Digitl Rights"))


def test_the_key_follows_the_name_on_every_way_in():
    staff = factories.staff()
    one = actions.enter_organisation(by=staff, name="The Acme Ltd", sector=factories.sector())
    assert one.name_key == "acme"
    one = actions.change_organisation(one, by=staff, name="Apex & Co", sector=one.sector, country="", website="")
    assert Organisation.objects.get(pk=one.pk).name_key == "and apex" or one.name_key == "apex"
    (two,), _approved = actions.import_organisations([("Médecins du Sud", factories.sector(), "", "")], by=staff)
    assert Organisation.objects.get(pk=two.pk).name_key == "du medecins sud"


def test_a_renamed_organisation_is_found_by_the_name_it_had():
    one = factories.organisation("Old Name")
    staff = factories.staff()
    facts = {"sector": one.sector, "country": "", "website": ""}
    actions.change_organisation(one, by=staff, name="New Name", **facts)
    assert [former.name for former in one.former_names.all()] == ["Old Name"]
    assert Organisation.objects.known_as("old name") == one
    actions.change_organisation(one, by=staff, name="Old Name", **facts)
    assert [former.name for former in one.former_names.all()] == ["New Name"]


class TestDomains:
    def test_are_kept_as_they_are_compared(self):
        added = actions.add_domain(factories.organisation(), by=factories.staff(), domain="@Example.ORG.")
        assert added.domain == "example.org"

    def test_belong_to_one_organisation(self):
        staff = factories.staff()
        actions.add_domain(factories.organisation("First"), by=staff, domain="example.org")
        with pytest.raises(ValidationError, match="belongs to First"):
            actions.add_domain(factories.organisation(), by=staff, domain="EXAMPLE.org")

    @pytest.mark.parametrize("domain", ["gmail.com", "Outlook.COM", "yahoo.co.uk"])
    def test_of_mail_providers_are_refused(self, domain):
        with pytest.raises(ValidationError, match="Anybody can have"):
            actions.add_domain(factories.organisation(), by=factories.staff(), domain=domain)

    def test_are_the_secretariats_to_keep(self):
        one = factories.organisation()
        with pytest.raises(PermissionDenied):
            actions.add_domain(one, by=factories.member(organisation=one), domain="example.org")

    def test_are_added_and_removed_on_the_organisations_page(self, client):
        one = factories.organisation("Andes Digital Rights")
        old = EmailDomain.objects.create(organisation=one, domain="old.example")
        client.force_login(factories.staff())
        page = reverse("admin:members_organisation_change", args=[one.pk])
        data = {
            "name": one.name,
            "sector": one.sector_id,
            "country": "",
            "website": "",
            "email_domains-TOTAL_FORMS": 2,
            "email_domains-INITIAL_FORMS": 1,
            "email_domains-0-id": old.pk,
            "email_domains-0-organisation": one.pk,
            "email_domains-0-DELETE": "on",
            "email_domains-1-domain": "New.Example",
            "email_domains-1-organisation": one.pk,
            "former_names-TOTAL_FORMS": 0,
            "former_names-INITIAL_FORMS": 0,
        }
        assert client.post(page, data).status_code == 302
        assert [one.domain for one in EmailDomain.objects.all()] == ["new.example"]
        response = client.post(page, data | {"email_domains-1-domain": "gmail.com"})
        assert "Anybody can have an address at gmail.com" in response.content.decode()


class TestMerging:
    @pytest.fixture
    def two(self):
        group = factories.group()
        goes, stays = factories.organisation("Andes Digital Right"), factories.organisation("Andes Digital Rights")
        for organisation in (goes, goes, stays):
            speaker = factories.participant(group, organisation=organisation)
            factories.thread(group, by=speaker)
        moderation.flag_post(
            factories.reply(factories.thread(group)), by=goes.affiliations.first().member, reason="spam"
        )
        EmailDomain.objects.create(organisation=goes, domain="andes.example")
        goes.former_names.create(name="ADR")
        goes.former_names.create(name="Andes Rights")
        stays.former_names.create(name="adr")
        self.speaks_of_a_text(group, goes)
        return goes, stays

    @staticmethod
    def speaks_of_a_text(group, organisation):
        """Somebody of the organisation comments on a text of the group, and takes a position on it."""
        speaker, lead = organisation.affiliations.first().member, factories.lead(group)
        document = recommendations.begin(group, by=lead, title="Who decides on access", body="We say who decides.")
        recommendations.take_step(document, "adoption_call", by=lead)
        said = consultations.comment(document.revisions.get(), by=speaker, body="Say who.")
        consultations.dispose(said, by=lead, outcome="accepted")
        Recommendation.objects.filter(pk=document.pk).update(step="answering", step_ends_at=None)
        call = consensus.open_call(document, by=lead, question="Do you agree?", parties="group", results="open")
        consensus.take_position(call, by=speaker, stance="support")

    def test_moves_whatever_points_at_it_and_loses_nothing(self, two):
        (goes, stays), staff = two, factories.staff()
        # Whatever is to point at organisations from now on gets a row in the fixture above.
        for rows, field in relations_of(Organisation):
            assert rows.filter(**{field: goes}).exists(), rows.model._meta.label
        before = {rows.model._meta.label: rows.count() for rows, _field in relations_of(Organisation)}
        both = dict(moves(goes)), dict(moves(stays))
        assert Post.objects.filter(organisation=goes).exists()
        actions.merge_organisations(goes, stays, by=staff)
        after = {rows.model._meta.label: rows.count() for rows, _field in relations_of(Organisation)}
        # Each knew "ADR", which is one name now; and the duplicate's own name is a former one.
        assert after == before
        assert sum(dict(moves(stays)).values()) == sum(both[0].values()) + sum(both[1].values())
        assert not Organisation.objects.filter(pk=goes.pk).exists()
        assert {former.name for former in stays.former_names.all()} == {"adr", "Andes Rights", "Andes Digital Right"}

    def test_is_written_into_the_log(self, two):
        goes, stays = two
        staff = factories.staff()
        actions.merge_organisations(goes, stays, by=staff)
        entry = LogEntry.objects.get(object_id=str(stays.pk))
        assert entry.user == staff and "Andes Digital Right" in entry.change_message

    def test_keeps_different_sectors_apart_and_changes_nothing(self):
        goes, stays = factories.organisation("One", "civil"), factories.organisation("Two", "public")
        with pytest.raises(ValidationError, match="different sectors"):
            actions.merge_organisations(goes, stays, by=factories.staff())
        assert Organisation.objects.count() == 2

    def test_of_one_with_itself_is_refused(self):
        one = factories.organisation()
        with pytest.raises(ValidationError, match="two different"):
            actions.merge_organisations(one, one, by=factories.staff())

    def test_that_finds_something_an_organisation_has_once_changes_nothing_and_says_so(self, two):
        goes, stays = two
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("CREATE UNIQUE INDEX one_domain_each ON members_emaildomain (organisation_id)")
        EmailDomain.objects.create(organisation=stays, domain="rights.example")
        with pytest.raises(ValidationError, match="one_domain_each.*Nothing was merged"):
            actions.merge_organisations(goes, stays, by=factories.staff())
        assert Affiliation.objects.filter(organisation=goes).count() == 2

    def test_leaves_in_the_log_where_the_duplicate_went(self, two):
        goes, stays = two
        staff = factories.staff()
        actions.merge_organisations(goes, stays, by=staff)
        gone = LogEntry.objects.get(object_id=str(goes.pk), action_flag=DELETION)
        assert (gone.object_repr, gone.user) == ("Andes Digital Right", staff)
        assert f"#{stays.pk}" in gone.change_message

    def test_is_the_secretariats_alone(self, two):
        with pytest.raises(PermissionDenied):
            actions.merge_organisations(*two, by=factories.member())

    def test_page_shows_what_moves_and_merges(self, client, two):
        goes, stays = two
        client.force_login(factories.staff())
        page = reverse("admin:members_organisation_merge", args=[goes.pk])
        assert alike(goes.name, among=Organisation.objects.exclude(pk=goes.pk)) == [stays]
        assert f"?other={stays.pk}" in client.get(page).content.decode()
        shown = client.get(page, {"other": stays.pk}).content.decode()
        assert "cannot be undone" in shown and "affiliations: 2" in shown
        assert client.post(page, {"other": stays.pk}).status_code == 422
        response = client.post(page, {"other": stays.pk, "stays": stays.pk})
        assert response.url == reverse("admin:members_organisation_change", args=[stays.pk])
        assert Organisation.objects.known_as("Andes Digital Right") == stays


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(60)
class TestMergingInTheSameMoment:
    def together(self, *deeds):
        """Do all at once. Returns the problems that came of it."""
        problems, began = [], threading.Barrier(len(deeds))

        def do(deed):
            began.wait()
            try:
                deed()
            except Exception as problem:
                problems.append(problem)
            finally:
                connections.close_all()

        crew = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
        for one in crew:
            one.start()
        for one in crew:
            one.join()
        return problems

    def test_both_into_each_other_keeps_one_and_everything(self):
        staff = factories.staff()
        one, two = factories.organisation("Andes Digital Right"), factories.organisation("Andes Digital Rights")
        for organisation in (one, two):
            factories.member(organisation=organisation)
        problems = self.together(
            lambda: actions.merge_organisations(one, two, by=staff),
            lambda: actions.merge_organisations(two, one, by=staff),
        )
        assert [type(problem) for problem in problems] == [ValidationError]
        assert "not here any more" in problems[0].messages[0]
        stays = Organisation.objects.get()
        assert Affiliation.objects.filter(organisation=stays).count() == 2

    def test_whoever_applies_for_the_duplicate_meanwhile_speaks_for_the_one_that_stays(self):
        staff = factories.staff()
        into = factories.organisation("Andes Digital Rights", "civil")
        for number in range(5):
            duplicate = factories.organisation(f"Andes Rights {number}", "civil")
            applicants = [factories.member(state="", mark="civil") for _ in range(3)]
            problems = self.together(
                lambda duplicate=duplicate: actions.merge_organisations(duplicate, into, by=staff),
                *(
                    lambda one=one, name=duplicate.name: actions.apply_for_membership(
                        one, by=one, sector=factories.sector("civil"), organisation_name=name
                    )
                    for one in applicants
                ),
            )
            assert problems == []
            assert set(Affiliation.objects.values_list("organisation", flat=True)) <= {into.pk, None}
