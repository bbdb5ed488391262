"""What a page shows of a plain mail."""

import re

import pytest

from workstreams.markup.mail import plain_mail, render_mail

HARD = "<br>\n"


def test_short_lines_stay_as_they_were_written():
    assert render_mail("Kind regards,\nAnna\n\nNext") == f"<p>Kind regards,{HARD}Anna</p>\n<p>Next</p>\n"


def test_a_line_that_a_program_broke_may_flow_on_a_narrow_screen():
    text = "This line has been broken by a program because the window was narrow and\nends here.\nYes."
    assert render_mail(text) == (
        '<p>This line has been broken by a program because the window was narrow and<br class="soft">\n'
        f"ends here.{HARD}Yes.</p>\n"
    )


def test_the_lines_of_a_list_never_flow_together():
    line = "* an item that is nearly as long as the margin of the mail allows it"
    assert "soft" not in render_mail(f"{line}\n{line}")


def test_leading_spaces_stay():
    assert render_mail("a:\n  b") == f"<p>a:{HARD}&nbsp;&nbsp;b</p>\n"


@pytest.mark.parametrize("mark", ["> > ", ">> ", ">>", "> >"])
def test_quotes_nest_however_they_are_marked(mark):
    shown = render_mail(f"> one\n{mark}two\nmine")
    assert shown.replace("\n", "") == (
        "<blockquote><p>one</p><blockquote><p>two</p></blockquote></blockquote><p>mine</p>"
    )


def test_an_empty_line_between_two_quotes_is_part_of_the_quote():
    assert render_mail("> a\n\n> b\n\nmine").count("<blockquote>") == 1
    assert render_mail("> > a\n>\n> > b\n\nmine").count("<blockquote>") == 2


def test_quotes_deeper_than_a_phone_can_show_stay_at_that_level():
    shown = render_mail(">" * 40 + " deep\nmine")
    assert shown.count("<blockquote>") == 6
    assert "deep" in shown


def test_a_long_quote_is_folded_under_its_first_words_and_not_under_who_wrote_them():
    quote = "> On 5 Aug 2025, Ben wrote:\n" + "".join(f"> > line {number}\n" for number in range(7))
    shown = render_mail(quote + "\nNo.")
    assert '<details class="quote"><summary>line 0 line 1' in shown
    outlook = "> -----Original Message-----\n> From: Ben\n> Subject: x\n" + quote
    assert "<summary>line 0 line 1" in render_mail(outlook + "\nNo.")
    assert shown.count("<details") == 1


def test_a_mail_that_only_passes_on_is_not_folded():
    assert "<details" not in render_mail("> a\n" * 20 + "\n-- \nAnna")


def test_what_stands_under_original_message_is_a_quote():
    for divider in ("-----Original Message-----", "_" * 32, "-----Ursprüngliche Nachricht-----"):
        shown = render_mail(f"I agree.\n\n{divider}\nFrom: Ben\nSent: Monday\n\n" + "said\n" * 9)
        assert shown.startswith("<p>I agree.</p>\n<details"), divider
    assert "<blockquote" not in render_mail("a\n\n---------- Agenda ----------\nFirst, the minutes\nThen the rest")


def test_who_is_quoted_is_set_apart():
    assert '<p class="attribution">On 5 Aug 2025, Ben wrote:</p>' in render_mail("On 5 Aug 2025, Ben wrote:\n> a\nb")
    assert "attribution" not in render_mail("On 5 Aug 2025, Ben wrote:\n\nb")


def test_the_signature_is_set_apart():
    assert render_mail("Yes.\n-- \nAnna\nBerlin").endswith(f'<div class="sent-by"><p>Anna{HARD}Berlin</p>\n</div>\n')
    assert "sent-by" not in render_mail("Yes.\n--\nAnna")
    assert "sent-by" not in render_mail("Yes.\n-- \n" + "a\n\n" * 20)


def test_a_signature_above_the_quote_ends_before_who_is_quoted():
    shown = render_mail("Yes.\n-- \nAnna\n\nOn 5 Aug 2025, Ben wrote:\n> a\n")
    assert '<div class="sent-by"><p>Anna</p>\n</div>\n<p class="attribution">On 5 Aug' in shown


def test_code_and_columns_keep_their_spaces_less_those_that_all_lines_have():
    assert '<pre tabindex="0">if x:\n\n    y</pre>' in render_mail("See\n\n    if x:\n\n        y\n\nEnd")
    assert '<pre tabindex="0">a\n\tb</pre>' in render_mail("\ta\n\t\tb")
    assert "<pre" in render_mail("name     seats\nA            3\nB           12")


def test_a_patch_keeps_its_spaces_and_lines():
    patch = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n\n three"
    shown = render_mail(f"Try this:\n\n{patch}\n\nThanks")
    assert f'<pre tabindex="0">{patch}</pre>' in shown
    assert shown.endswith("<p>Thanks</p>\n")
    assert "<blockquote><pre" in render_mail("> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n> -a\n> +b\nNo")


def test_the_name_at_the_end_is_no_code_however_far_it_is_indented():
    assert render_mail("Yes.\n\n\t\t\tThanks, Paul\n") == "<p>Yes.</p>\n<p>Thanks, Paul</p>\n"
    assert "<pre" in render_mail("Try\n\n    make install\n\nand tell.")


def test_a_list_with_dashes_is_no_patch():
    assert "<pre" not in render_mail("- one\n- two\n- three")


def test_web_addresses_become_links_and_mail_addresses_do_not():
    shown = render_mail("See <https://x.example/a?b=1&c=2>, (www.example.org). Write to anna@example.org, README.md")
    assert '<a href="https://x.example/a?b=1&amp;c=2" ' in shown
    assert '<a href="https://www.example.org" ' in shown
    assert shown.count("<a ") == 2


def test_marks_of_markdown_mean_nothing_in_a_mail():
    assert render_mail("*a* _b_ # c [d](e) <b>") == "<p>*a* _b_ # c [d](e) &lt;b&gt;</p>\n"


def test_the_armour_of_openpgp_is_left_out():
    signed = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHello\n- - item\n- -----\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQ==\n=AAAA\n-----END PGP SIGNATURE-----\nfooter"
    )
    assert render_mail(signed) == f"<p>Hello{HARD}- item{HARD}-----{HARD}footer</p>\n"


def test_armour_that_never_ends_takes_nothing_with_it():
    assert "after" in render_mail("-----BEGIN PGP SIGNATURE-----\n" + "x\n" * 500 + "after")


def test_plain_mail_is_what_its_writer_said():
    text = "Hello\n\nOn 5 Aug 2025, Ben wrote:\n> quoted\n\nI do not agree,\nfor a reason.\n\n-- \nAnna, Berlin"
    assert plain_mail(text) == "Hello I do not agree, for a reason."


@pytest.mark.parametrize(
    "attempt",
    [
        "<script>alert(1)</script>",
        "> <svg onload=alert(1)>\n\nx",
        "javascript:alert(1)",
        '    <img src=x onerror="a">',
        'https://x.example/"onmouseover="alert(1)',
        "-- \n<style>*{}</style>",
        "> <script>\n" * 9 + "\nx",
    ],
)
def test_no_script_and_no_style_gets_through(attempt):
    shown = render_mail(attempt)
    assert "<script" not in shown and "<svg" not in shown and "<img" not in shown and "<style" not in shown
    assert 'href="javascript' not in shown
    assert not any(" on" in tag.split('"')[::2] for tag in re.findall(r"<[a-z][^>]*>", shown))


@pytest.mark.parametrize(
    "bomb",
    [
        ">",
        "> ",
        "> a\n>> b\n",
        "> a\n\n",
        "\n",
        " \n",
        "a\n",
        "a\n\n",
        "\ta\n\n",
        "-- \n",
        "-----Original Message-----\n",
        "-----BEGIN PGP SIGNATURE-----\n",
        "-----BEGIN PGP SIGNED MESSAGE-----\n",
        "_" * 32 + "\nFrom: a\n",
        "diff --git \n",
        "--- a\n+++ b\n",
        "@@ -1\nx\n",
        "+a\n",
        "Index: \n\n",
        "http://",
        "http://a.b/ ",
        "http://a.",
        "www.",
        "www.a.b ",
        "a b   c\n",
        "a ",
        "1",
        "- a\n",
        ":",
        "1:\n> a\n",
        "\ud800",
        "\x00\n",
        " ",
        "-",
        "a-----",
    ],
)
def test_no_mail_is_slow(bomb, seconds):
    assert seconds(render_mail, (bomb * 200_000)[:200_000]) < 3


def test_no_mail_whatever_makes_it_raise(chance):
    pieces = [
        "> ",
        ">",
        "\n",
        "\n\n",
        "-- \n",
        "-----BEGIN PGP SIGNATURE-----\n",
        "-----END PGP SIGNATURE-----\n",
        " ",
        "\t",
        "a",
    ]
    pieces += [
        "-----BEGIN PGP SIGNED MESSAGE-----\n",
        "Hash: x\n",
        "diff --git a b\n",
        "@@ -1 +1 @@\n",
        "+",
        "-",
        "https://x.example",
    ]
    pieces += [
        "\ud800",
        "\x00",
        "\r",
        "\u2028",
        "<b>",
        "&",
        "From: a\n",
        "_" * 32,
        "wrote:\n",
        "www.",
        "http://[",
        "é",
        "\x0c",
    ]
    for _ in range(2000):
        text = "".join(chance.choices(pieces, k=chance.randrange(1, 60)))
        assert isinstance(plain_mail(text), str), text
