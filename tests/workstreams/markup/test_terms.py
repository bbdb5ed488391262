import pytest

from workstreams.markup.asking import read
from workstreams.markup.marking import AROUND, excerpt, marked, places
from workstreams.markup.terms import phrase, terms


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("L'accès à l’Énergie", "l acces a l energie"),
        ("co-operation v3.5 foo_bar", "co operation v3 5 foo bar"),
        ("Łódź, Straße, Ærø", "lodz strasse aero"),
        ("новый подъём", "новый подъем"),
        ("人工智能", "人工 工智 智能 能"),
        ("GPT模型", "gpt 模型 型"),
        ("かな・カナ", "かな な カナ ナ"),
        ("ｶﾞｲﾄﾞ", "ガイ イド ド"),
        ("हिन्दी", "हिन्दी"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zero width"),
        ("a\x00b", "a b"),
        ("!?… “”", ""),
    ],
)
def test_a_text_is_indexed_by_its_words(text, indexed):
    assert terms(text) == indexed


@pytest.mark.parametrize("part", ["人工智能", "工智", "能", "智能"])
def test_any_part_of_a_run_of_signs_is_asked_for_by_pairs_that_it_has(part):
    indexed = f" {terms('人工智能')} "
    *whole, last = phrase(part)
    assert f" {' '.join([*whole, last.removesuffix('*')])}" in indexed


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("climate risk", "(climate) & (risk)"),
        ('"state of the art"', "(state <-> of <-> the <-> art)"),
        ("“state of” 「the art」", "(state <-> of) & (the <-> art)"),
        ("water -fire", "(water) & !(fire)"),
        ('water -"open fire', "(water) & !(open <-> fire)"),
        ("peace OR war novel", "(peace | war) & (novel)"),
        ("a OR b OR c", "(a | b | c)"),
        ("OR a OR", "(a)"),
        ("a-b", "(a <-> b)"),
        ("l'accès", "(l <-> acces)"),
        ("人", "(人:*)"),
        ("模型GPT", "(模型 <-> 型 <-> gpt)"),
        ("a & b | !c:* <-> (d)", "(a) & (b | c) & (d)"),
    ],
)
def test_a_search_is_read_as_on_the_web(typed, query):
    assert read(typed).as_query()[0] == query


@pytest.mark.parametrize("typed", ["", "-", "--", '"', '""', "OR", "|", "-fire", "\x00", "!?", '-"', "' \\"])
def test_what_asks_for_nothing_is_empty(typed):
    assert read(typed).as_query() == ("", "")


def test_marks_stand_on_the_words_as_they_were_typed():
    text = "Le modèle, <b>les MODÈLES</b> et 人工智能。"
    found = places(text, {"modele", "modeles"}, {"智能"})
    assert marked(text, found) == (
        "Le <mark>modèle</mark>, &lt;b&gt;les <mark>MODÈLES</mark>&lt;/b&gt; et 人工<mark>智能</mark>。"
    )


def test_an_excerpt_shows_where_most_was_found_and_says_what_it_leaves_out():
    text = "alone " * 100 + "risk " + "word " * 100 + "risk and risk again " + "end " * 100
    shown = excerpt(text, places(text, {"risk"}, set()))
    assert shown.startswith("… ") and shown.endswith(" …")
    assert shown.count("<mark>risk</mark>") == 2
    assert len(shown) < AROUND + 60


def test_an_excerpt_of_a_text_without_spaces_is_cut_anywhere():
    text = "字" * 3000 + "智能" + "字" * 3000
    assert "<mark>智能</mark>" in excerpt(text, places(text, set(), {"智能"}))


def test_a_very_long_text_is_marked_in_time(seconds):
    def work(text):
        return excerpt(text, places(text, set(), {"一"}))

    assert seconds(work, "一" * 32_000) < 1
    assert seconds(terms, "é" * 100_000) < 1
    assert seconds(terms, "é " * 50_000) < 1
