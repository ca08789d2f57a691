"""Whatever Markdown says, the HTML of it holds no script, no foreign request, no other address."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.exercises.markdown import first_sentence, to_html

HARMLESS = {
    *("p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "br", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
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
    ],
)
def test_markdown_becomes_html_and_html_stays_text(source, html):
    assert to_html(source) == html


@pytest.mark.parametrize(
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
        ("![](https://a.b)\n\nText.", "!"),
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


@pytest.mark.parametrize("address", ["https://example.org/a?b=1#c", "http://x.org", "HTTP://x.org"])
@pytest.mark.parametrize("form", ["[a]({})", "<{}>", "[a][1]\n\n[1]: {}"])
def test_links_to_the_web_open_a_new_page(address, form):
    ((_, _), (tag, attributes)) = elements(form.format(address))
    assert tag == "a"
    assert attributes["href"].lower() == address.lower()
    assert attributes["target"] == "_blank"
    assert attributes["rel"] == "noopener noreferrer"


@pytest.mark.parametrize(
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
@pytest.mark.parametrize("form", ["[a]({})", "<{}>", "[a][1]\n\n[1]: {}"])
def test_links_elsewhere_stay_text(address, form):
    assert "a" not in {tag for tag, _ in elements(form.format(address))}


def test_images_are_not_asked_for():
    assert {tag for tag, _ in elements("![x](https://example.org/x.png)")} == {"p", "a"}


MARKDOWN_PIECES = st.sampled_from(
    [*"<>[]()!\"'`*_#&;: \n|-", "script", "javascript:", "https://a.b", "onload=", "x", "&#106;"]
)


@given(st.lists(MARKDOWN_PIECES, max_size=30).map("".join) | st.text())
def test_no_source_makes_anything_but_harmless_elements(source):
    for tag, attributes in elements(source):
        assert tag in HARMLESS
        assert set(attributes) <= {"href", "title", "target", "rel", "start", "style", "class"}
        assert attributes.get("href", "http://").lower().startswith(("http://", "https://"))
        assert attributes.get("style", "text-align:").startswith("text-align:")


@given(st.lists(MARKDOWN_PIECES, max_size=30).map("".join) | st.text(st.characters()))
def test_no_source_has_a_first_sentence_of_several_lines(source):
    assert first_sentence(source) == " ".join(first_sentence(source).split())
