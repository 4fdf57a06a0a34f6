"""The Markdown of notices: what writers get, and that nobody can write anything else into a page."""

from __future__ import annotations

import html
import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markupsafe import Markup

from attacks import ATTACKS
from privacy_notices.markdown.dialect import CLEANER, MAX_TEXT, UNWANTED
from privacy_notices.markdown.nodes import (
    Anchor,
    Break,
    Emphasis,
    ListItem,
    MarkdownList,
    MarkdownTable,
    Paragraph,
    PlainText,
    Strong,
    WrittenLink,
)
from privacy_notices.markdown.safe_html import blocks_html, to_html, to_inline_html
from privacy_notices.markdown.tree import links, plain_lines, to_plain, tree, without_markup
from privacy_notices.markdown.unknown import KINDS, unknown_markup

ATTRIBUTES = {"p": set(), "br": set(), "em": set(), "strong": set(), "ul": set(), "li": {"value"}} | {
    "ol": {"start"},
    "a": {"href"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope"},
    "td": set(),
}
HREF = re.compile(r"(?:https://[a-z0-9]|mailto:[^?]+@|tel:[+0-9(.-]|#[^\W_]|\.\./)[!-~]*")

PIECES = (
    *ATTACKS,
    *"*_[]()<>&`\\!#-+:;'\"=~|{}\n\t 0123456789.aäÖ😀\u00a0\u00ad\r\x00\x7f\u202e\ud800",
    *(
        "**",
        "](",
        "  \n",
        "\\\n",
        "\n\n",
        "\n- ",
        "\n  - ",
        "\n1. ",
        "\n25. ",
        "\n# ",
        "\n> ",
        "\n    ",
        "\n---\n",
        "\n| a | b |\n|---|:-:|\n| c | ",
        " | ",
    ),
    *(
        "https://a.example",
        "mailto:",
        "tel:",
        "notice:abc",
        "javascript:",
        "&amp;",
        "&nbsp;",
        "&#x202e;",
        "pass&ZeroWidthSpace;word &#8203; &lrm; &rlm; &#x2060; &shy;",
        "&NewLine;",
    ),
    *(
        "[a](https://a.example)",
        "[b](notice:abc)",
        "<https://a.example>",
        "<a@b.example>",
        "![",
        "<!--",
        "</p>",
    ),
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


def notice_href(notice_id: str) -> str | None:
    """Two notices exist."""
    return f'../{notice_id}/?a=1&b="' if notice_id in ("abc", "x") else None


class Reading(HTMLParser):
    """What a browser would make of a piece of HTML; end tags must be there and in order."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.numbers: list[int] = []
        self.feed(str(shown))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elements.append((tag, values))
        self.words += "" if tag in ("a", "em", "strong") else " "
        if tag in ("ol", "ul"):
            self.numbers.append(int(values.get("start") or 1) - 1 if tag == "ol" else -1)
        if tag == "li" and self.open[-1] == "ol":
            self.numbers[-1] = int(values.get("value") or self.numbers[-1] + 1)
            self.words += f"{self.numbers[-1]}. "
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.words += "" if tag in ("a", "em", "strong") else " "
        if tag in ("ol", "ul"):
            self.numbers.pop()

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def assert_harmless(shown: str) -> Reading:
    """Fails when there is anything in the HTML that the dialect does not have."""
    reading = Reading(shown)
    for tag, attributes in reading.elements:
        assert attributes.keys() <= ATTRIBUTES[tag]
        assert HREF.fullmatch(attributes.get("href") or "#a")
        assert (attributes.get("start") or "1").isdigit()
        assert (attributes.get("value") or "1").isdigit()
    return reading


def single_spaced(words: str) -> str:
    return re.sub("[ \t\n]+", " ", words).strip(" ")


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_shown_as_words(attack: str) -> None:
    assert_harmless(to_html(attack, notice_href))
    assert_harmless(to_inline_html(attack, notice_href))


def test_all_attacks_in_one_text_are_shown_as_words() -> None:
    for gap in ("\n\n", "\n", " ", ""):
        assert_harmless(to_html(gap.join(ATTACKS), notice_href))
        assert_harmless(to_inline_html(gap.join(ATTACKS), notice_href))


def test_attacks_can_be_written_in_a_file() -> None:
    assert len(ATTACKS) == len(set(ATTACKS)) >= 60
    assert all(character in "\t\n" or character.isprintable() for attack in ATTACKS for character in attack)


@given(TEXTS)
@example("\ud800")
@example("\x00\r\n\x0c\x85\u2028")
@example("[x](https://[)")
def test_any_text_gives_only_the_elements_of_the_dialect(text: str) -> None:
    shown = to_html(text, notice_href)
    assert isinstance(shown, Markup)
    words = assert_harmless(shown).words
    # Between the cells and rows of a table there are signs.
    signs = ",;" if any(tag == "table" for tag, _ in Reading(shown).elements) else ""
    assert single_spaced(to_plain(text).translate(dict.fromkeys(map(ord, signs), " "))) == single_spaced(
        words.translate(dict.fromkeys(map(ord, signs), " "))
    )
    assert not UNWANTED.search(words)


@given(TEXTS)
def test_any_text_gives_one_line_without_blocks(text: str) -> None:
    shown = to_inline_html(text, notice_href)
    assert isinstance(shown, Markup)
    assert {tag for tag, _ in assert_harmless(shown).elements} <= {"a", "em", "strong"}
    assert len(shown.splitlines()) <= 1


@given(TEXTS)
@example("[a](https://b.example/it's) <https://b.example/\"'>")
@example("<https://a.exa\udc8cple/>")
def test_the_second_net_finds_nothing_to_do(text: str) -> None:
    shown = blocks_html(tree(text), notice_href)
    assert CLEANER.clean(shown) == shown


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters=" \n-+.)1"), max_size=30))
@example("1.5 vuotta")
@example(" 1 vuosi -- 2 vuotta ")
@example("6 vuotta!")
def test_a_text_without_markup_is_shown_as_the_parser_would_show_it(text: str) -> None:
    assume(without_markup(text) is not None)
    # The word beside it has markup, so that the whole text has to be parsed.
    assert to_html(f"{text}\n\n&") == f"{to_html(text)}\n<p>&amp;</p>"
    assert to_inline_html(f"& {text.strip()}") == f"&amp; {to_inline_html(text)}"
    assert tree(f"{text}\n\n&") == (*tree(text), Paragraph((PlainText("&"),)))


@given(TEXTS)
def test_every_allowed_link_is_shown_and_no_other(text: str) -> None:
    shown = to_html(text, lambda _: "../abc/")
    anchors = [tag for tag, _ in Reading(shown).elements if tag == "a"]
    assert len(anchors) == sum(link.allowed for link in links(text))


@given(TEXTS)
def test_links_come_in_reading_order_from_lines_that_exist(text: str) -> None:
    lines = [link.line for link in links(text)]
    assert lines == sorted(lines)
    assert all(0 <= line <= text.count("\n") + text.count("\r") for line in lines)


@given(st.text("ab12 \n\t*_-+.)#>`=~|:!\\", max_size=80))
@example("- " * 15 + "a")
@example("1. a\n1. b")
@example("- 1\n1")
def test_no_word_is_lost(text: str) -> None:
    assert alphanumeric(to_plain(text)) == alphanumeric(text)
    assert alphanumeric(Reading(to_inline_html(text)).words) == alphanumeric(text)


def alphanumeric(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        (" \n\t\n ", ""),
        ("Hoidamme asiakassuhdetta.", "<p>Hoidamme asiakassuhdetta.</p>"),
        ("Yksi.\n\nKaksi\nriviä.\n", "<p>Yksi.</p>\n<p>Kaksi riviä.</p>"),
        ("Mallikatu 1  \n00100 Helsinki\\\nFinland", "<p>Mallikatu 1<br>00100 Helsinki<br>Finland</p>"),
        (
            "*a* _b_ **c** __d__ ***e***",
            "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em></p>",
        ),
        ("snake_case_name 2*3*4", "<p>snake_case_name 2<em>3</em>4</p>"),
        ("\\*a\\* \\[b](https://a.example)", "<p>*a* [b](https://a.example)</p>"),
        ("10&nbsp;€, A & B, &auml;", "<p>10&nbsp;€, A &amp; B, ä</p>"),
        ("10\u00a0€", "<p>10&nbsp;€</p>"),
        ("tieto&shy;suoja", "<p>tieto\u00adsuoja</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("* a\n\n* b", "<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>"),
        ("a:\n- b\n- c", "<p>a:</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>"),
        ("- a\n  1. b\n  2. c", "<ul>\n<li>a\n<ol>\n<li>b</li>\n<li>c</li>\n</ol></li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ],
)
def test_what_the_dialect_has(text: str, shown: str) -> None:
    assert to_html(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "# Otsikko",
        "Otsikko\n===",
        "Otsikko\n---",
        "---",
        "***",
        "_ _ _",
        "> lainaus",
        "```\nkoodi\n```",
        "`koodi`",
        "~~pois~~",
        "<b>lihava</b>",
        "<br>",
        "<!-- huomautus -->",
        "| a |",
        "[a][b]",
        "[a]: https://a.example",
        "a@b.example https://a.example www.a.example",
        "{{ muuttuja }}",
    ],
)
def test_what_the_dialect_does_not_have_is_shown_as_it_was_typed(text: str) -> None:
    assert to_html(text) == f"<p>{escape(single_spaced(text), quote=False)}</p>"
    assert to_plain(text) == single_spaced(text)


@pytest.mark.parametrize("text", ["-", "*", "+", "1.", "7)", "* * *", "- - -", "- + 1."])
def test_a_list_without_words_is_shown_as_it_was_typed(text: str) -> None:
    assert to_html(text) == f"<p>{text}</p>"


def test_an_item_without_words_stays_an_item() -> None:
    assert to_html("- a\n-\n- b") == "<ul>\n<li>a</li>\n<li></li>\n<li>b</li>\n</ul>"


def test_paragraphs_that_begin_with_a_date_keep_their_numbers() -> None:
    text = "25. toukokuuta 2018 alkaen.\n\n1. tammikuuta 2026 alkaen."
    assert 'start="25"' in to_html(text)
    assert '<li value="1">' in to_html(text)
    assert to_plain(text) == "25. toukokuuta 2018 alkaen. 1. tammikuuta 2026 alkaen."


@pytest.mark.parametrize(
    ("text", "href", "label"),
    [
        ("[a](https://b.example)", "https://b.example", "a"),
        ("[a](HTTPS://B.example/C)", "https://B.example/C", "a"),
        ("[a](<https://b.example/c d>)", "https://b.example/c%20d", "a"),
        ("[a](https://b.example/c_(d))", "https://b.example/c_(d)", "a"),
        ("[a](https://b.example/?c=1&d=ä#e)", "https://b.example/?c=1&amp;d=%C3%A4#e", "a"),
        ("[a](https://bä.example:8080/)", "https://xn--b-0fa.example:8080/", "a"),
        ('[a](https://b.example "tooltip")', "https://b.example", "a"),
        ("[a\nb](\nhttps://b.example\n)", "https://b.example", "a b"),
        ("[a [1] *b*](https://b.example)", "https://b.example", "a [1] <em>b</em>"),
        ("[a <https://c.example>](https://b.example)", "https://b.example", "a &lt;https://c.example&gt;"),
        ("[a](https://b.example/it's)", "https://b.example/it's", "a"),
        ("[a](mailto:a@b.example)", "mailto:a@b.example", "a"),
        ("[a](mailto:a@b.example?subject=c%20d&body=e)", "mailto:a@b.example?subject=c%20d&amp;body=e", "a"),
        ("[a](tel:+358-9-123-4567)", "tel:+358-9-123-4567", "a"),
        ("[a](#oikeudet)", "#oikeudet", "a"),
        ("[a](#käsittely)", "#k%C3%A4sittely", "a"),
        ("<https://b.example/ä>", "https://b.example/%C3%A4", "https://b.example/ä"),
        ("<mailto:a@b.example>", "mailto:a@b.example", "a@b.example"),
        ("[a](mailto:a@b.example?body=c%0D%0Ad)", "mailto:a@b.example?body=c%0D%0Ad", "a"),
        ("[a](tel:116117)", "tel:116117", "a"),
        ("[a](tel:+35891234567;ext=12)", "tel:+35891234567;ext=12", "a"),
        ("<a@b.example>", "mailto:a@b.example", "a@b.example"),
        ("<tel:+35891234567>", "tel:+35891234567", "+35891234567"),
    ],
)
def test_a_link_of_an_allowed_kind_is_a_link(text: str, href: str, label: str) -> None:
    assert to_html(text) == f'<p><a href="{href}">{label}</a></p>'
    assert to_inline_html(text) == f'<a href="{href}">{label}</a>'
    assert [link.allowed for link in links(text)] == [True]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](http://b.example)", "http://b.example"),
        ("<http://b.example>", "http://b.example"),
        ("[a](b.example)", "b.example"),
        ("[a](www.b.example)", "www.b.example"),
        ("[a](/b)", "/b"),
        ("[a](../b)", "../b"),
        ("[a](//b.example)", "//b.example"),
        ("[a]()", ""),
        ("[](https://b.example)", "https://b.example"),
        ("[a](https://)", "https://"),
        ("[a](https://c@b.example)", "https://c@b.example"),
        ("[a](javascript:alert(1))", "javascript:alert(1)"),
        ("[a](java&#115;cript:alert(1))", "javascript:alert(1)"),
        ("[*a*](data:text/html,b)", "data:text/html,b"),
        ("![a](https://b.example/c.png)", "https://b.example/c.png"),
        ("[a](tel:+358 (0)9 123 4567)", "tel:+358 (0)9 123 4567"),
        ("[a](https://b.example/c d)", "https://b.example/c d"),
        ("[a](https://b.example/ 'c' d)", "https://b.example/ 'c' d"),
        ("[a](tel:)", "tel:"),
        ("[a](mailto:b)", "mailto:b"),
        # RFC 6068, section 5: line breaks stand in the body alone, as %0D%0A.
        ("[a](mailto:b@c.example?subject=%0d%0aBcc:d@e.example)", "mailto:b@c.example?subject=%0d%0aBcc:d@e.example"),
        ("[a](mailto:b@c.example?subject=d%0Ae)", "mailto:b@c.example?subject=d%0Ae"),
        ("[a](mailto:b@c.example?body=d%0Ae)", "mailto:b@c.example?body=d%0Ae"),
        ("[a](mailto:b@c.example?body=d%0D%0Ae%00)", "mailto:b@c.example?body=d%0D%0Ae%00"),
        ("[a](mailto:b%0Ac@d.example)", "mailto:b%0Ac@d.example"),
        ("[a](tel:116117;phone-context=evil.example)", "tel:116117;phone-context=evil.example"),
        ("[a](mailto:b@c.example,d@e.example)", "mailto:b@c.example,d@e.example"),
        ("[a](mailto:b@c.example?bcc=d@e.example)", "mailto:b@c.example?bcc=d@e.example"),
        ("[a](notice:Ä)", "notice:Ä"),
        ("<notice:abc>", "notice:abc"),
        ("[a](https://999.1.1.1)", "https://999.1.1.1"),
        ("[a](https://xn--a.example)", "https://xn--a.example"),
        ("[a](#)", "#"),
        ("[a](#__drawer)", "#__drawer"),
    ],
)
def test_a_link_of_another_kind_is_reported_and_shown_as_it_was_typed(text: str, target: str) -> None:
    assert to_html(text, lambda _: "../abc/") == f"<p>{escape(text, quote=False)}</p>"
    assert [(link.target, link.allowed) for link in links(text)] == [(target, False)]


def test_a_link_to_a_notice_leads_to_its_page() -> None:
    assert to_html("[a](notice:abc)", {"abc": "../abc/"}.get) == '<p><a href="../abc/">a</a></p>'


def test_a_link_to_a_notice_that_does_not_exist_is_its_label() -> None:
    assert to_html("Katso [*a*](notice:abc).") == "<p>Katso <em>a</em>.</p>"


def test_links_tell_line_and_kind() -> None:
    text = "Yksi\r\nkaksi [a](http://b.example)\n\n- c\n- d\n  [e](notice:f-g)\n\n<h@i.example>"
    assert links(text) == (
        WrittenLink("http://b.example", line=1, allowed=False, is_notice=False),
        WrittenLink("notice:f-g", line=5, allowed=True, is_notice=True),
        WrittenLink("mailto:h@i.example", line=7, allowed=True, is_notice=False),
    )


def test_one_line_has_no_lists_and_no_breaks() -> None:
    assert to_inline_html("- a\n- *b*  \nc\\\nd\n\ne") == "- a - <em>b</em> c d e"


def test_plain_words_have_no_markup_and_single_spaces() -> None:
    text = "**Keräämme**  [nimen](https://a.example):\n\n1. etunimi\n2. *sukunimi*\\\n   &amp; puhelin\n\nLoppu"
    assert to_plain(text) == "Keräämme nimen: 1. etunimi 2. sukunimi & puhelin Loppu"
    assert type(to_plain("<b>")) is str


def test_tree_holds_the_text_as_values() -> None:
    text = "a *b **c***  \nd\ne [f](notice:g)\n\n2. h\n   - i\n"
    assert tree(text) == (
        Paragraph(
            (
                PlainText("a "),
                Emphasis((PlainText("b "), Strong((PlainText("c"),)))),
                Break(),
                PlainText("d e "),
                Anchor("notice:g", (PlainText("f"),)),
            )
        ),
        MarkdownList(
            (
                ListItem(
                    (
                        Paragraph((PlainText("h"),), is_tight=True),
                        MarkdownList((ListItem((Paragraph((PlainText("i"),), is_tight=True),)),)),
                    ),
                    number=2,
                ),
            )
        ),
    )


MARKUP = (
    "[",
    "![",
    "[a](b",
    "[](",
    "*a **a ",
    "**a ",
    "a**b",
    "*_",
    "<a:",
    "&",
    "\\",
    "`",
    "- ",
    "a\n",
    "> ",
)


@pytest.mark.parametrize("length", [MAX_TEXT, 4 * MAX_TEXT])
@pytest.mark.parametrize("piece", MARKUP)
def test_a_text_of_nothing_but_markup_is_shown(piece: str, length: int) -> None:
    """Some of these take other parsers minutes or run them out of stack."""
    text = piece * (length // len(piece))
    assert_harmless(to_html(text))
    assert_harmless(to_inline_html(text))
    assert to_plain(text)


@pytest.mark.parametrize("marker", ["*", "_", "**", "*_"])
def test_words_in_deep_emphasis_stay(marker: str) -> None:
    text = " ".join([f"{marker}a"] * 1000 + [f"b{marker[::-1]}"] * 1000)
    assert alphanumeric(to_plain(text)) == alphanumeric(text)
    assert_harmless(to_html(text))


def test_a_text_too_long_for_the_parser_is_shown_in_plain_paragraphs() -> None:
    text = "*a* <b>\r\n[c](https://d.example)\n \n- e" + " x" * MAX_TEXT
    assert to_html(text).startswith("<p>*a* &lt;b&gt; [c](https://d.example)</p>\n<p>- e x x")
    assert to_inline_html(text).startswith("*a* &lt;b&gt; [c](https://d.example) - e x x")
    assert links(text) == ()


def test_the_longest_text_that_is_parsed() -> None:
    text = "*a* " + "x" * (MAX_TEXT - 4)
    assert to_html(text).startswith("<p><em>a</em>")
    assert to_html(text + "x").startswith("<p>*a*")


# ------------------------------------------------------------------------------------------------------ tables

TABLE = "Data:\n\n| Data | Basis |\n|---|--:|\n| Name | *contract*, [more](https://a.example) |\n| | law \\| duty |\n"


def test_a_table_has_header_cells_and_a_box_that_keys_can_scroll() -> None:
    """WCAG 2.1.1, 1.3.1: without them nobody who uses keys or a screen reader can read it on a narrow screen."""
    assert to_html(TABLE) == (
        '<p>Data:</p>\n<div class="pn-table" role="group" tabindex="0" aria-label="Data, Basis"><table>'
        '<thead><tr><th scope="col">Data</th><th scope="col">Basis</th></tr></thead><tbody>'
        '<tr><th scope="row">Name</th><td><em>contract</em>, <a href="https://a.example">more</a></td></tr>'
        "<tr><td></td><td>law | duty</td></tr></tbody></table></div>"
    )


def test_a_table_is_read_into_values_and_into_plain_words() -> None:
    table = tree(TABLE)[1]
    assert isinstance(table, MarkdownTable)
    assert [len(row) for row in (table.header, *table.rows)] == [2, 2, 2]
    assert to_plain(TABLE) == "Data: Data, Basis; Name, contract, more; law | duty"
    assert plain_lines(TABLE) == ("Data:", "Data, Basis", "Name, contract, more", "law | duty")


def test_the_box_of_a_table_is_named_in_words_alone() -> None:
    made = to_html('| a &lt;b&gt;&nbsp;"c" | **d** |\n|---|---|\n| e | f |')
    named = re.search(r'aria-label="([^"]*)"', made)
    assert named is not None
    # Releases of nh3 differ in which characters of an attribute they escape.
    assert html.unescape(named[1]) == 'a <b> "c", d'
    assert to_html("| | |\n|---|---|\n| e | f |").startswith('<div class="pn-table"><table><thead><tr><td></td>')


# ------------------------------------------------------------------------------------------- files beside a notice


@pytest.mark.parametrize("name", ["annex.pdf", "Annex-2_b.v3.ODT", "a.txt", "2026.xlsx"])
def test_a_link_to_a_file_beside_the_notice_says_what_is_opened(name: str) -> None:
    shown = to_html(f"[see < it]({name})", file_link=lambda file: (f"x/{file}", "PDF, 1,2\u00a0Mt"))
    assert shown == f'<p><a href="x/{name}">see &lt; it (PDF, 1,2&nbsp;Mt)</a></p>'
    assert to_html(f"[see]({name})") == "<p>see</p>"
    assert [(link.allowed, link.is_attachment) for link in links(f"[see]({name})")] == [(True, True)]


@pytest.mark.parametrize(
    "name",
    [
        "../annex.pdf",
        "/etc/annex.pdf",
        "sub/annex.pdf",
        "..%2fannex.pdf",
        ".annex.pdf",
        "_annex.pdf",
        "annex.pdf?x",
        "annex.pdf#x",
        "annex.exe",
        "annex.html",
        "annex.svg",
        "annex.docm",
        "annex.pdf.exe",
        "con.pdf",
        "LPT1.pdf",
        "annex..pdf",
        "liite-ä.pdf",
        "<an nex.pdf>",
        "annex.pdf.",
        f"{'a' * 97}.pdf",
        "c:annex.pdf",
        "\\\\host\\annex.pdf",
    ],
)
def test_a_hostile_name_of_a_file_is_no_link(name: str) -> None:
    assert [link.allowed for link in links(f"[see]({name})")] in ([False], [])
    assert "<a" not in to_html(f"[see]({name})", file_link=lambda file: (file, "PDF"))
    assert list(unknown_markup(f"[see]({name})"))


# --------------------------------------------------------------------------------- what the dialect does not have


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# Otsikko", ["heading"]),
        ("a\n\n- # Otsikko", ["heading"]),
        ("Otsikko\n===", ["rule"]),
        ("Otsikko\n---", ["rule"]),
        ("> lainaus", ["quotation"]),
        ("```\nkoodi\n```", ["code", "code"]),
        ("a `koodi` b", ["code"]),
        ("~~pois~~", ["strike"]),
        ("<b>lihava</b>", ["html", "html"]),
        ("<!-- huomautus -->", ["html"]),
        ("| a | b |", ["table"]),
        ("[a][b]", ["definition"]),
        ("[a]: https://a.example", ["definition"]),
        ("[^1]", ["footnote"]),
        ("!!! note", ["note"]),
        ("![kuva](a.png)", ["image"]),
        ("**vahva ** sana", ["stars"]),
        ("sala&ZeroWidthSpace;sana &#x202e;", ["unseen", "unseen"]),
        ("[a](javascript:alert(1))", ["link"]),
        ("[a](http://a.example)", ["link"]),
        ("[a](mailto:a@b.example?subject=%0d%0aBcc:c@d.example)", ["link"]),
    ],
)
def test_what_the_dialect_does_not_have_is_found(text: str, kinds: list[str]) -> None:
    """Otherwise the signs stand on the page, unsaid."""
    assert [one.kind for one in unknown_markup(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "\\# ei otsikko, \\> 18, \\`a\\`, \\<b>, \\*\\*",
        "2 < 3 & 4 > 3 #1 a_b ~ = ! ? [a] (b) 5 * 6",
        "> 18-vuotiaat",
        "<https://a.example> <a@b.example> [a](https://a.example) [b](#c) [d](notice:e) [f](g.pdf)",
        "**vahva** *korostus* _myös_ &nbsp; &shy; &amp;",
        "- a\n- b\n\n1. c\n\n25. toukokuuta",
        TABLE,
        "Hinta on 5 euroa* kuussa.\n\n\\* Kesällä 4.",
    ],
)
def test_what_is_meant_as_it_is_typed_is_not_found(text: str) -> None:
    assert list(unknown_markup(text)) == []


@given(TEXTS)
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for kind, typed in unknown_markup(text):
        assert kind in (*KINDS, "link")
        assert typed
