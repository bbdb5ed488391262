"""Markdown that people type, and what a page shows of it."""

import re

import pytest

from workstreams.markup.rendering import is_blank, plain, render, render_calling


def tags_of(markup):
    return set(re.findall(r"<([a-z0-9]+)", markup))


def test_tables_strikethrough_lists_and_emphasis_are_understood():
    shown = render("| a | n |\n|---|--:|\n| b | 1 |\n\n~~no~~ *yes* **sure**\n\n3. three\n4. four")
    assert '<td class="end">1</td>' in shown
    assert "<s>no</s> <em>yes</em> <strong>sure</strong>" in shown
    assert '<ol start="3">' in shown


def test_headings_begin_below_those_of_the_page():
    shown = render("# One\n\n## Two\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six\n\nUnderlined\n=====")
    assert not tags_of(shown) & {"h1", "h2"}
    assert "<h3>One</h3>" in shown and "<h4>Two</h4>" in shown and "<h6>Six</h6>" in shown
    assert "<h3>Underlined</h3>" in shown


def test_no_heading_is_a_level_too_deep_for_those_above_it():
    levels = re.findall(r"<h(\d)>", render("## a\n\n###### b\n\n###### c\n\n### d\n\n## e\n\n# f\n\n### g"))
    assert "".join(levels) == "3444334"
    assert render("###### alone") == "<h3>alone</h3>\n"


def test_raw_html_is_shown_as_it_was_typed():
    assert render("a <b>bold</b> claim") == "<p>a &lt;b&gt;bold&lt;/b&gt; claim</p>\n"


def test_code_keeps_its_spaces_and_can_be_reached_by_the_keyboard():
    shown = render("```python\ndef f():\n    return  1\n```\n\n        deep")
    assert "def f():\n    return  1\n" in shown
    assert "    deep" in shown
    assert shown.count('<pre tabindex="0">') == 2


def test_a_picture_becomes_a_link_to_it_named_by_its_description():
    assert ">a *table*</a>" not in render("![a *table*](https://x.example/t.png)")
    assert '<a href="https://x.example/t.png" ' in render("![a *table*](https://x.example/t.png)")
    assert ">a table</a>" in render("![a *table*](https://x.example/t.png)")
    assert ">https://x.example/t.png</a>" in render("![](https://x.example/t.png)")
    assert "<img" not in render("![x](y.png) ![z](https://x.example/z.png)")


def test_a_picture_inside_a_link_leaves_one_link():
    shown = render("[![seal](https://x.example/seal.png)](https://y.example/)")
    assert shown.count("<a ") == 1
    assert '<a href="https://y.example/"' in shown and ">seal</a>" in shown


def test_addresses_in_running_text_become_links():
    shown = render("See https://x.example/a_b_c/__init__.py, www.example.org and (https://x.example/A_(b)).")
    assert '"https://x.example/a_b_c/__init__.py"' in shown
    assert '"https://www.example.org"' in shown
    assert '"https://x.example/A_(b)"' in shown
    assert "<strong>" not in shown


def test_what_only_looks_like_an_address_stays_text():
    assert "<a" not in render("README.md, node.js, portal.py, anna@example.org, ftp://x.example, //x.example, 1.2.3.4")
    assert "<a" not in render("`https://x.example`\n\n    https://x.example")


def test_links_pass_nothing_on():
    assert 'rel="nofollow ugc noopener noreferrer"' in render("[a](https://x.example)")


def test_a_link_to_nowhere_known_is_shown_as_it_was_typed():
    assert render("[a](example.org/x)") == "<p>[a](example.org/x)</p>\n"
    assert '<a href="/workstreams/"' in render("[groups](/workstreams/)")


@pytest.mark.parametrize(
    "attempt",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java\nscript:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](&#106;avascript:alert(1))",
        "[a](&#x6A;&#x61;vascript&colon;alert(1))",
        "[a](javascript&Tab;:alert(1))",
        "[a](%6Aavascript:alert(1))",
        "[a](\x01javascript:alert(1))",
        "[a](vbscript:msgbox(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "![a](data:image/svg+xml;base64,PHN2Zz4=)",
        "![a](data:image/png;base64,AAAA)",
        "[a](file:///etc/passwd)",
        "[a](blob:https://x)",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "[a]\n\n[a]: javascript:alert(1)",
        "[a]\n\n[a]: <JAVASCRIPT:alert(1)>",
        "<script>alert(1)</script>",
        "<svg onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
        "<style>*{display:none}</style>",
        "<p style='position:fixed'>x</p>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<math><mtext></p><style><a title='</style><img src onerror=alert(1)>'>",
        "<details open ontoggle=alert(1)>",
        '[a](https://x.example "\' onmouseover=alert(1) x=")',
        "[a](https://x.example/'onmouseover=alert(1))",
        'https://x.example/"onmouseover="alert(1)',
        "[<img src=x onerror=alert(1)>](https://x.example)",
        "`<script>alert(1)</script>`",
        "```<script>\n<script>alert(1)</script>\n```",
        "> <script>" + "x\n> " * 20 + "</script>",
        "| <script> |\n|---|\n| <svg/onload=alert(1)> |",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
    ],
)
def test_no_script_and_no_style_gets_through(attempt):
    shown = render(attempt)
    assert not tags_of(shown) & {"script", "style", "svg", "img", "iframe", "math", "object"}
    for tag in re.findall(r"<[a-z][^>]*>", shown):
        assert not re.search(r'\s(?:on\w+|style|srcdoc|open)\s*=(?=(?:[^"]*"[^"]*")*[^"]*$)', tag), tag
        address = re.search(r'href="([^"]*)"', tag)
        assert not address or re.match(r"https?://|mailto:|/|#", address[1]), tag


def test_a_long_quote_is_folded_under_its_first_words():
    shown = render("\n".join(f"> Line {number} of what was said" for number in range(7)) + "\n\nNo.")
    assert shown.startswith(
        '<details class="quote"><summary>Line 0 of what was said Line 1 of what was said Line 2 of …'
    )
    assert "<blockquote>" in shown and shown.endswith("</details>\n<p>No.</p>\n")


def test_a_quote_of_one_long_paragraph_is_folded_too():
    assert "<details" in render("> " + "word " * 101 + "\n\nNo.")
    assert "<details" not in render("> " + "word " * 99 + "\n\nNo.")


def test_a_short_quote_stays_open():
    assert "<details" not in render("> a\n" * 6 + "\nNo.")


def test_a_quote_inside_a_quote_is_folded_with_it_once():
    assert render("> a\n" * 5 + "> > b\n" * 5 + "\nNo.").count("<details") == 1


def test_a_post_that_is_nothing_but_a_quote_stays_open():
    assert "<details" not in render("> a\n" * 20)


def test_the_first_words_of_a_quote_are_never_markup():
    shown = render("> <script>*a* `b`\n" * 8 + "\nNo.")
    assert "<summary>&lt;script&gt;a b " in shown


def test_deep_nesting_stays_at_a_level_that_a_phone_can_show():
    assert render("> " * 20 + "still here").count("<blockquote>") == 6
    assert "still here" in render("> " * 20 + "still here")
    lists = render("".join("  " * level + f"- item {level}\n" for level in range(10)))
    assert lists.count("<ul>") == 6
    assert all(f"item {level}" in lists for level in range(10))


def test_nesting_deeper_than_the_parser_reads_loses_no_word():
    assert "the end" in render("> " * 500 + "the end")
    assert "the end" in render("- " * 500 + "the end")


@pytest.mark.parametrize(
    "bomb",
    [
        ">",
        "> ",
        "> - ",
        "- ",
        "1. ",
        "[",
        "![",
        "[]",
        "[a](",
        "[a](<b",
        "[[](",
        '[a](b "',
        "*",
        "*a ",
        "**a *b ",
        "_a ",
        "a_",
        "a**b c* ",
        "~~a ",
        "`",
        "``a`",
        "<",
        "<a:",
        "<a@",
        "</",
        "<!--",
        "<?",
        "<![CDATA[",
        "&",
        "&a",
        "\\",
        "http://",
        "http://a.",
        "http://a.b/(",
        "https://a.b ",
        "www.",
        "www.a.b ",
        "a.b.",
        "a@",
        "mailto:",
        "\t",
        " ",
        "\n",
        "a\n",
        "> a\n",
        "> ```\n",
        "```\n",
        "- - -\n",
        "- a\n\n",
        "|",
        "a|b\n-|-\n",
        "\u200b",
        "\ud800",
        "\x00",
        "​\u202e",
        "<x ",
    ],
)
def test_no_text_is_slow(bomb, seconds):
    text = (bomb * 32_000)[:32_000]
    assert seconds(render, text) < 1
    assert len(render(text)) < 32_000 * 25


def test_no_known_bomb_is_slow(seconds):
    bombs = [
        "a|" * 500 + "\n" + "-|" * 500 + "\n" + "x\n" * 15_000,
        "[a]: http://x.example/" + "z" * 1900 + "\n\n" + "[a] " * 7000,
        "".join(f"[{number}]: x\n" for number in range(3000)),
        "**" * 8000 + "a" + "**" * 8000,
        "[" * 5000 + "a" + "](b)" * 5000,
        "![" * 5000 + "a" + "](b)" * 4000,
        "".join("`" * length + " " for length in range(1, 250)),
        "".join("  " * level + "- a\n" for level in range(170)),
        "> a\n" + "b\n" * 15_000,
        "http://" + "a-" * 15_000 + ".com",
        "http://a.b/" + "!" * 31_000,
    ]
    for bomb in bombs:
        assert seconds(render, bomb) < 1, bomb[:40]
        assert len(render(bomb)) < 32_000 * 25, bomb[:40]


def test_no_text_whatever_makes_it_raise(chance):
    pieces = list("\\`*_{}[]()#+-.!|<>&;:/@'\"~=^$%? \t\n\r\x00\x0b\x1f\u00a0\u200b\u202e\u3164\ud800\udfff\ufffe𝒳é漢")
    pieces += [
        "http://",
        "www.",
        "&#",
        "&#x",
        "xn--",
        "%ED%A0%80",
        "```",
        "~~~",
        "[a]: ",
        "<a@b.cd>",
        "|-|",
        "\n> ",
        "\n- ",
    ]
    pieces += [
        "[::1]",
        "99999999999. ",
        "&nbsp;",
        "\u2028",
        "http://[",
        "https://x.example:99999999/",
        "![",
        "](",
        "\n\n",
    ]
    for _ in range(2000):
        text = "".join(chance.choices(pieces, k=chance.randrange(1, 60)))
        assert isinstance(plain(text), str), text
        assert "\ud800" not in render(text)


def test_plain_gives_the_words_and_keeps_those_of_neighbours_apart():
    text = "# Title\n\nfirst\n\nsecond **bold** &amp; [link](https://x.example)\n- one\n- two\n\n"
    text += "|a|b|\n|-|-|\n|c|d|\n\nx\\\ny"
    assert plain(text) == "Title first second bold & link one two a b c d x y"


def test_plain_says_the_first_words_of_a_folded_quote_once():
    assert plain("> said\n" * 7 + "\nNo.") == "said said said said said said said No."


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        "  \n\t",
        "\u200b\u200d\ufeff",
        "\u200e\u200f\u202e\u2066\u2069",
        "\u3164",
        "\uffa0\u115f\u1160",
        "\u2800",
        "\u0301\u0308",
        "\u00a0\u2003\u3000",
        "\u2028\u2029",
        "\x00\x1b",
        "\ufe0f",
        "\u180e\u2060",
        "\ud800",
        "\U000e0020",
    ],
)
def test_text_without_anything_to_see_is_blank(nothing):
    assert is_blank(nothing)


def test_markdown_that_shows_no_word_is_plainly_blank():
    for typed in ("[a]: https://x.example", "---", "&nbsp;&#8203;", "| |\n|-|", "> \n> "):
        assert is_blank(plain(typed)), typed


@pytest.mark.parametrize("something", [".", "0", "é", "e\u0301", "\u200fא", "漢", "👍", "한", "क्", "\u200b.", "_"])
def test_text_with_something_to_see_is_not_blank(something):
    assert not is_blank(something)


def test_what_is_called_by_its_number_and_what_is_referred_to_by_markdown_stay_apart():
    assert render("a [b] c") == "<p>a [b] c</p>\n"
    shown = render_calling("[b] and #7\n\n[b]: https://x.example/", references={7: "/workstreams/threads/7/"}).html
    assert '<a href="https://x.example/"' in shown and '<a href="/workstreams/threads/7/"' in shown


def test_definitions_that_stand_elsewhere_are_used_and_not_shown():
    lines = "[b]: https://x.example/ 'So'\n[c]: javascript:alert(1)"
    assert '<a href="https://x.example/"' in render("a [b]", definitions=lines)
    assert render("a [c] d", definitions=lines) == "<p>a [c] d</p>\n"
    assert "x.example" not in render("```\ncode", definitions=lines), "what is not closed does not take them in"
    assert render("[b]") == "<p>[b]</p>\n", "and no other text has them"
