"""Whatever Markdown says, the HTML of it holds no script, no foreign request, no other address."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock

from playground.exercises.markdown import first_sentence, to_html
from tests.cases import every

HARMLESS = {
    *("p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "br", "a"),
    *("h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td"),
}

KNOWN_ATTRIBUTES = {
    *("href", "title", "target", "rel", "start", "style", "class", "tabindex", "translate"),
}


class Elements(HTMLParser):
    """Collects the elements of HTML with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(source):
    return Elements(to_html(source)).found


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("a & b", "<p>a &amp; b</p>\n"),
        ("`a<b`", '<p><code translate="no">a&lt;b</code></p>\n'),
        ("```py\na<b\n```", '<pre><code translate="no">a&lt;b\n</code></pre>\n'),
    ],
)
def test_markdown_becomes_html_and_html_stays_text(source, html):
    assert to_html(source) == html


@every(
    ("source", "sentence"),
    [
        ("Look. Then train.", "Look."),
        ("Does it *learn*? Train it.", "Does it learn?"),
        ("It takes 0.5 seconds! Not more.", "It takes 0.5 seconds!"),
        ("two\nlines  \nand *more\nlines*. End.", "two lines and more lines."),
        ("no full stop", "no full stop"),
        ("No full stop\n\nSecond paragraph.", "No full stop"),
        ("# The task\n\nTrain.", "The task"),
        ("- **One.** Two.\n- Three.", "One."),
        ("```\ncode.\n```\nText.", "Text."),
        ("![](https://a.b)\n\nText.", "Text."),
        ("![A cat.](https://a.b) sleeps.", "A cat."),
        ("<b>a</b> & `x < 1`. Two.", "<b>a</b> & x < 1."),
        ("&lt;b&gt; &amp;amp; \\*. Two.", "<b> &amp; *."),
        ("a [link. to](https://a.b) it. Two.", "a link."),
        ("<https://a.b/c.d> is it. Two.", "https://a.b/c.d is it."),
        ("| a. b |\n| --- |\n| c |", "a."),
        ("", ""),
        ("***", ""),
    ],
)
def test_the_first_sentence_is_plain_text(source, sentence):
    assert first_sentence(source) == sentence


@every("address", ["https://example.org/a?b=1#c", "http://x.org", "HTTP://x.org"])
@every("form", ["[a]({})", "<{}>", "[a][1]\n\n[1]: {}"])
def test_links_to_the_web_open_a_new_page(address, form):
    ((_, _), (tag, attributes)) = elements(form.format(address))
    assert tag == "a"
    assert attributes["href"].lower() == address.lower()
    assert attributes["target"] == "_blank"
    assert attributes["rel"] == "noopener noreferrer"


@every(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.c",
        "//example.org",
        "other.html",
        "#x",
        "\\x01javascript:alert(1)",
    ],
)
@every("form", ["[a]({})", "<{}>", "[a][1]\n\n[1]: {}"])
def test_links_elsewhere_stay_text(address, form):
    assert "a" not in {tag for tag, _ in elements(form.format(address))}


@pytest.mark.parametrize("source", ["[a]()", "[a](<>)", "[a][1]\n\n[1]: <>", "![a]()"])
def test_a_link_to_nowhere_is_text(source):
    assert {tag for tag, _ in elements(source)} == {"p"}


def test_an_image_is_not_asked_for_but_linked_to():
    (_, (tag, attributes)) = elements("![a cat](https://example.org/x.png)")
    assert (tag, attributes["href"]) == ("a", "https://example.org/x.png")
    assert "a cat</a>" in to_html("![a cat](https://example.org/x.png)")
    nested = to_html("[![b](https://b.c)](https://a.b)")
    assert nested.count("<a") == nested.count(">b</a>") == 1


def test_headings_stand_below_those_of_the_page():
    found = elements("# a\n\n## b\n\n###### c\n\nd\n=")
    assert [tag for tag, _ in found] == ["h3", "h4", "h6", "h3"]


def rows(columns, count):
    return "\n".join(["|a" * columns, "|-" * columns, *["|b"] * count])


def test_a_table_can_be_moved_where_it_is_wide_and_has_an_end():
    assert [tag for tag, _ in elements(rows(3, 2))][:2] == ["div", "table"]
    for refused in (rows(50, 3000), rows(2, 3000)):
        assert {tag for tag, _ in elements(refused)} == {"p"}


def test_refusing_tables_takes_no_longer_the_more_there_are(monkeypatch):
    """Each line might be the head of a table: the lines below are counted only once."""
    counted = []
    is_empty = StateBlock.isEmpty
    monkeypatch.setattr(StateBlock, "isEmpty", lambda *a: counted.append(1) or is_empty(*a))
    to_html("|-\n" * 3000)
    assert len(counted) < 20 * 3000


MARKDOWN_PIECES = st.sampled_from(
    [*"<>[]()!\"'`*_#&;: \n|-", "script", "javascript:", "https://a.b", "onload=", "x", "&#106;"]
)


@given(st.lists(MARKDOWN_PIECES, max_size=30).map("".join) | st.text())
def test_no_source_makes_anything_but_harmless_elements(source):
    for tag, attributes in elements(source):
        assert tag in HARMLESS
        assert set(attributes) <= KNOWN_ATTRIBUTES
        assert attributes.get("href", "http://").lower().startswith(("http://", "https://"))
        assert attributes.get("style", "text-align:").startswith("text-align:")


@given(st.lists(MARKDOWN_PIECES, max_size=30).map("".join) | st.text(st.characters()))
def test_no_source_has_a_first_sentence_of_several_lines(source):
    assert first_sentence(source) == " ".join(first_sentence(source).split())
