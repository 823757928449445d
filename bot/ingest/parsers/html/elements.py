"""What the markup says of an element: block or inline, bold, a heading and its level, a list's item, a table of data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr output q rp rt ruby s samp slot "
    "small span strike strong sub sup time tt u var wbr button label".split()
)
_BOLD = frozenset({"b", "strong", "dt", "summary"})
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HEADING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sub-?head(?:ing|line|er)?|section-?(?:heading|title)|cross-?head|zwischen(?:titel|ueberschrift)"
    r"|intertitre|heading-?[2-6])(?:$|\s)",
    re.IGNORECASE,
)
_LONGEST_CLASS_HEADING = 150
_LEAVES = frozenset("p li dt dd pre h1 h2 h3 h4 h5 h6 caption address".split())
_LISTS = frozenset("ul ol dl li dd tr tbody thead tfoot table blockquote figure".split())
"""What stands between a text and its items, rows and quotations."""
_PERMALINK = re.compile(r"[#¶§🔗\s]*")
_REFERENCE = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡]{1,3})[\])]?")


def holder_of(home: HtmlElement) -> HtmlElement:
    """Give the element that holds a block beside others of its kind: around a paragraph, around the list of an item."""
    holder = home
    if home.tag in _LEAVES or all(child.tag in INLINE or child.tag == "br" for child in home):
        holder = _parent(holder)
    while holder.tag in _LISTS:
        holder = _parent(holder)
    return holder


def _parent(element: HtmlElement) -> HtmlElement:
    parent = element.getparent()
    return element if parent is None or element.tag == "body" else parent


def is_bold(element: HtmlElement) -> bool:
    """Whether an element sets its text bold: by its tag, its style, or as the term of a definition."""
    return element.tag in _BOLD or (bool(element.get("style")) and bool(_BOLD_STYLE.search(element.get("style", ""))))


def keeps_lines(element: HtmlElement) -> bool:
    """Whether the line ends of an element's text are shown as they stand in the page."""
    style = element.get("style")
    return element.tag in ("pre", "listing", "xmp") or (bool(style) and bool(_KEEPS_LINES.search(style)))


def is_link(element: HtmlElement) -> bool:
    """Whether an element is a link to anywhere, the page itself included."""
    return element.tag == "a" and element.get("href") is not None


def leads_away(element: HtmlElement) -> bool:
    """Whether an element is a link to another page."""
    return element.tag == "a" and bool(element.get("href")) and not element.get("href", "").lstrip().startswith("#")


def is_reference(element: HtmlElement) -> bool:
    """Whether it is the sign of a footnote in running text, or the sign of a heading's own address."""
    if element.tag not in ("a", "sup"):
        return False
    text = "".join(element.itertext()).strip()
    if len(text) > 6:
        return False
    if element.tag == "a":
        is_sign = bool(text) and bool(_PERMALINK.fullmatch(text))
        is_note = "footnote" in element.get("class", "") or element.get("epub:type") == "noteref"
        return is_sign or (is_note and bool(_REFERENCE.fullmatch(text)))
    links = [link.get("href", "") for link in element.iter("a")]
    return bool(_REFERENCE.fullmatch(text)) and any("#" in link for link in links)


def heading_level(element: HtmlElement) -> int:
    """The level of a heading, 0 for what is none."""
    if level := _HEADINGS.get(element.tag):
        return level
    if element.get("role") == "heading":
        given = element.get("aria-level", "")
        return int(given) if given in tuple("123456") else 2
    if element.tag in ("p", "div") and _HEADING_CLASS.search(element.get("class", "")):
        is_short = len("".join(element.itertext()).strip()) <= _LONGEST_CLASS_HEADING
        return 3 if is_short and not any(child.tag not in INLINE for child in element) else 0
    return 0


def is_layout_item(element: HtmlElement) -> bool:
    """Whether a list item is a card of a layout rather than an item of a text: it holds a heading."""
    return any(child.tag in _HEADINGS for child in element.iter())


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds data rather than the page: no table inside, several columns, short cells, no headings."""
    if table.get("role") in ("presentation", "none"):
        return False
    columns = 0
    for row in table.iter("tr"):
        columns = max(columns, len([cell for cell in row if cell.tag in ("td", "th")]))
    if columns < 2:
        return False
    for inner in table.iter():
        if inner is not table and (inner.tag == "table" or inner.tag in _HEADINGS):
            return False
        if inner.tag == "td" and len("".join(inner.itertext())) > 400:
            return False
    return True
