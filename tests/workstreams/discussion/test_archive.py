"""Reading an archive of issues, and what its texts point at. Values in, values out."""

import pytest

from tests.workstreams.discussion.issues import NAME, comment, topic
from workstreams.discussion.archive import Unreadable, name_of, read, resolve


def resolved(text, known=range(1, 51)):
    return resolve(text, name=NAME, address_of=lambda number: f"/t/{number}/" if number in known else None)


class TestReferences:
    @pytest.mark.parametrize(
        ("text", "made"),
        [
            ("Closes #1.", "Closes [#1](/t/1/)."),
            ("(#1) #2, #3", "([#1](/t/1/)) [#2](/t/2/), [#3](/t/3/)"),
            ("alliance/drafts#4", "[alliance/drafts#4](/t/4/)"),
            ("https://forge.example/alliance/drafts/issues/5#comment-1.", "[#5](/t/5/)."),
            ("<https://forge.example/alliance/drafts/pull/6>", "[#6](/t/6/)"),
            ("[this](https://forge.example/alliance/drafts/pull/7/files)", "[this](/t/7/)"),
            ("[1]: https://forge.example/alliance/drafts/issues/8\n", "[1]: /t/8/\n"),
            ("> #9\n- #10\n", "> [#9](/t/9/)\n- [#10](/t/10/)\n"),
            ("# 3 about #11", "# 3 about [#11](/t/11/)"),
        ],
    )
    def test_lead_to_what_was_made_of_them(self, text, made):
        found = resolved(text)
        assert found.text == made and found.resolved == made.count("/t/") and found.unresolved == []

    @pytest.mark.parametrize(
        "text",
        [
            "`#1` and ``a ` #2``",
            "```\n#1\n```\n",
            "~~~\n#1",
            "    #1\n",
            "- a\n\n  ```\n  #1\n  ```\n",
            "[see #1](https://x.example/)",
            "https://x.example/#1 and https://x.example/a#2",
            "https://forge.example/other/drafts/issues/5",
            "other/drafts#1 a#2 &#39; \\#3 #4a #0 ##5",
            '<a href="#1">',
        ],
    )
    def test_are_nothing_in_code_in_links_and_elsewhere(self, text):
        found = resolved(text)
        assert (found.text, found.resolved, found.unresolved) == (text, 0, [])

    def test_that_lead_nowhere_are_told_and_never_taken_for_one_of_our_threads(self):
        found = resolved("See #51 and https://forge.example/alliance/drafts/pull/52")
        assert found.text == "See \\#51 and https://forge.example/alliance/drafts/pull/52"
        assert found.unresolved == ["#51", "https://forge.example/alliance/drafts/pull/52"]

    @pytest.mark.parametrize("text", ["`" * 30_000, "` " * 15_000, "[" * 30_000 + "#1", "a/" * 15_000, "#" * 30_000])
    def test_take_no_longer_than_the_text_is_long(self, text, seconds):
        assert seconds(resolved, text) < 3


def topics(path):
    return list(read(path, name_of(path)))


class TestReading:
    def test_gives_issues_and_proposals_with_their_comments(self, file):
        [issue, proposal] = topics(file([topic(comments=[comment()], labels=["open", {"name": "use"}])], [topic(2)]))
        assert (issue.number, issue.labels, issue.opening.key) == (1, ["open", "use"], "alliance/drafts#1")
        assert [said.body for said in issue.comments] == ["Because."] and proposal.number == 2

    def test_tells_texts_of_the_same_second_apart(self, file):
        [one] = topics(file([topic(comments=[comment(body="a"), comment(body="b"), comment(body="c")])]))
        assert len({said.key for said in one.comments}) == 3

    def test_puts_comments_in_the_order_of_their_time(self, file):
        early = comment(body="first", createdAt="2025-04-11T10:00:00Z")
        [one] = topics(file([topic(comments=[comment(), early])]))
        assert [said.body for said in one.comments] == ["first", "Because."]

    def test_knows_nobody_where_the_author_is_gone(self, file):
        assert topics(file([topic(author=None)]))[0].opening.author == "ghost"

    def test_says_nothing_in_the_future(self, file):
        [one] = topics(file([topic(createdAt="2925-04-11T10:00:00Z")]))
        assert one.opening.at.year < 2900

    @pytest.mark.parametrize(
        ("issues", "said"),
        [
            (["x"], r"issues\[0\]: an object"),
            ([topic(), topic("x")], r"issues\[1\]\.number: a number"),
            ([topic(True)], r"issues\[0\]\.number: a number"),
            ([topic(title=None)], r"issues\[0\]\.title: a text"),
            ([topic(createdAt="yesterday")], r"issues\[0\]\.createdAt: “yesterday” is no date"),
            ([topic(createdAt="2025-99-99T00:00:00Z")], r"issues\[0\]\.createdAt"),
            ([topic(labels=[5])], r"issues\[0\]\.labels\[0\]: a text"),
            ([topic(comments=[comment(), comment(body=5)])], r"issues\[0\]\.comments\[1\]\.body: a text"),
            ([topic(), topic()], r"issues\[1\]: the number 1 is that of issues\[0\]"),
        ],
    )
    def test_names_the_place_of_what_is_wrong(self, file, issues, said):
        with pytest.raises(Unreadable, match=said):
            topics(file(issues))

    @pytest.mark.parametrize("content", ["", "{", "[]", '{"repo": 5}', '{"repo": "a/b", "issues": [{', "\udcff", "no"])
    def test_says_so_where_it_is_no_archive(self, tmp_path, content):
        path = tmp_path / "archive.json"
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
        with pytest.raises(Unreadable):
            topics(path)

    def test_says_so_where_there_is_no_file(self, tmp_path):
        with pytest.raises(Unreadable, match="No such file"):
            topics(tmp_path / "none.json")
