"""How names are compared: what is the same, what is nearly the same, and what only looks the same."""

import pytest

from members.domains import clean_domain, domain_of
from members.likeness import homograph_of, key, near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme & Co. Ltd.", "The ACME and Co"),
        ("Société Générale S.A.", "Generale, Societe"),
        ("L’Oréal", "LOreal"),
        ("Institute for Data (Kraków)", "krakow data institute for"),
        ("Øresund Ærlig GmbH", "Oresund Aerlig"),
        ("BASF SE", "Basf"),
        ("Marsh & Co.", "Marsh"),
    ],
)
def test_one_name_in_two_spellings_has_one_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mozilla", "Mozilla Foundation"),
        ("AS Roma", "Roma"),
        ("Ministry of Health", "Ministry of Wealth"),
        ("中", "文"),
    ],
)
def test_two_names_have_two_keys(one, other):
    assert key(one) != key(other)


def test_a_name_of_nothing_but_a_legal_form_keeps_it():
    assert key("The Co") == "co"
    assert key("The") == "the"


def test_a_key_fits_its_column():
    assert len(key("& " * 150)) <= 300


def test_the_likeliest_name_comes_first_and_unlike_ones_do_not_come():
    candidates = {1: key("Andes Digital Rights"), 2: key("Andes Digital Right"), 3: key("Baltic Energy Agency")}
    assert [candidate for candidate, _likeness in near("Andes Digitl Right", candidates)] == [2, 1]
    assert near("...", candidates) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Аndes Digital", "Andes Digital"),  # a Cyrillic A
        ("Andes Digitaӏ", "Andes Digital"),  # a Cyrillic palochka
        ("Οpen Αlliance", "Open Alliance"),  # Greek capitals
        ("ореn аllіаnсе", "Open Alliance"),  # small Cyrillic letters
        ("0pen Alliance", "Open Alliance"),
        ("Open Al", "Open AI"),
        ("Ope\u0301n Аlliance", "Open Alliance"),  # and an accent besides
        ("СЕРА", "CEPA"),  # a whole word of another script
    ],
)
def test_a_name_that_only_looks_like_another_is_found(one, other):
    assert homograph_of(one, ["Baltic Energy", other]) == other
    assert homograph_of(other, [one]) == one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jose Diaz", "José Díaz"),
        ("KARL HANSEN", "Karl Hansen"),
        ("Kari Hansen", "Karl Hansen"),
        ("Анна Смирнова", "Anna Smirnova"),
        ("Анна Смирнова", "анна  смирнова"),
    ],
)
def test_namesakes_and_other_names_are_no_homographs(one, other):
    assert homograph_of(one, [other]) is None


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("ana@Example.ORG", "example.org"),
        ("ana@example.org.", "example.org"),
        ('"a@b"@example.org', "example.org"),
        ("ana@example.org..", ""),
        ("ana@sub.example.org", "sub.example.org"),
        ("ana@straße.example", "xn--strae-oqa.example"),
        ("ana@exаmple.org", "xn--exmple-4nf.org"),
        ("ana@localhost", ""),
        ("ana@[127.0.0.1]", ""),
        ("ana", ""),
    ],
)
def test_a_domain_is_compared_as_the_mail_system_does(address, domain):
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    "text", ["gmail.com", "@OUTLOOK.com", "yahoo.co.uk.", "no domain", "example", "*.example.org", ""]
)
def test_what_proves_nothing_is_no_domain_to_approve(text):
    with pytest.raises(Exception, match="domain|Anybody"):
        clean_domain(text)


def test_a_domain_is_kept_as_it_is_compared():
    assert clean_domain(" @Münster.Example ") == "xn--mnster-3ya.example"
