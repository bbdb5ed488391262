"""The words of a mail that was sent as HTML only, as its writer's program would have sent them in plain text."""

import re
from html.parser import HTMLParser

BLOCKS = {
    "address",
    "article",
    "blockquote",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "header",
    "hr",
    "section",
}
BLOCKS |= {"table", "tbody", "thead", "tr"}
SPACED = {"h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "ul"}
UNREAD = {"head", "script", "style", "template", "title", "noscript", "object", "svg"}


def page_to_text(page):
    """Paragraphs and lists as lines, quotes with `>`, and after a link's words its address. Never raises."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.depth, self.unread, self.pre = [[0, ""]], 0, 0, 0
        self.address, self.said = "", ""

    def handle_starttag(self, tag, attrs):
        if tag in UNREAD:
            self.unread += 1
        elif tag == "br":
            self.lines.append([self.depth, ""])
        elif tag == "li":
            self.begin_line()
            self.lines[-1][1] += "* "
        elif tag in ("td", "th"):
            self.lines[-1][1] += " " if self.lines[-1][1] else ""
        elif tag == "a":
            self.address, self.said = dict(attrs).get("href") or "", ""
        if tag == "blockquote":
            self.depth += 1
        if tag == "pre":
            self.pre += 1
        self.edge(tag)

    def handle_endtag(self, tag):
        if tag in UNREAD:
            self.unread = max(0, self.unread - 1)
        elif tag == "a" and self.address.startswith(("http://", "https://")):
            if self.address.rstrip("/") not in self.said:
                self.lines[-1][1] += f" <{self.address}>"
            self.address = ""
        if tag == "blockquote":
            self.depth = max(0, self.depth - 1)
        if tag == "pre":
            self.pre = max(0, self.pre - 1)
        self.edge(tag)

    def handle_data(self, data):
        if self.unread:
            return
        self.said += data
        if self.pre:
            first, *others = data.split("\n")
            self.lines[-1][1] += first
            self.lines += [[self.depth, line] for line in others]
        else:
            words = re.sub(r"\s+", " ", data)
            self.lines[-1][1] += words.lstrip() if self.lines[-1][1][-1:] in ("", " ") else words

    def edge(self, tag):
        if tag in SPACED:
            self.begin_line()
            if len(self.lines) > 1 and self.lines[-2][1].strip():
                self.lines.append([self.depth, ""])
        elif tag in BLOCKS:
            self.begin_line()

    def begin_line(self):
        if self.lines[-1][1].strip() or self.lines[-1][1]:
            self.lines.append([self.depth, ""])
        self.lines[-1][0] = self.depth

    def text(self):
        made, above, gap = [], 0, False
        for depth, line in self.lines:
            if not line.strip():
                gap = True
                continue
            if made and (gap or depth != above):
                made.append(">" * min(above, depth))
            made.append((">" * depth + " " + line if depth else line).rstrip())
            above, gap = depth, False
        return "\n".join(made)
