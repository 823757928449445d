"""The markup inside a feed's entries: without what acts, and as running text."""

from __future__ import annotations

import re
from html import escape, unescape
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = (
    "script", "style", "template", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "svg",
    "math", "form", "input", "button", "select", "textarea", "link", "meta", "base", "head",
)  # fmt: skip
_KEPT_ATTRIBUTES = frozenset({"href", "src", "alt", "title", "lang", "dir", "colspan", "rowspan", "cite", "datetime"})
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
_TAG = re.compile(rf"</?(?:{'|'.join(_INLINE)}|br|div|h\d|li|ol|p|script|style|ul)(?:[\s/][^<>]*)?>", re.IGNORECASE)
"""What is markup in a title; anything else between angle brackets was meant to be read."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
_PARAGRAPH = re.compile(r"\n\s*\n")


def clean_markup(html: str, base: str | None) -> tuple[str, str]:
    """Give an entry's HTML without scripts, forms, handlers and comments, links absolute, and its text as one line."""
    if not html.strip():
        return "", ""
    root = _parse(html)
    if root is None:
        return "", ""
    _strip(root)
    if base:
        root.make_links_absolute(base, resolve_base_href=False, handle_failures="discard")
    from lxml import etree

    inner = escape(root.text or "", quote=False) + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in root
    )
    return inner.strip(), _running_text(root)


def plain_text(markup: str) -> str:
    """Give a title or a name as one line of text: feeds put markup, and entities twice, where none belongs."""
    text = _ENTITY.sub(_character, markup)
    if _TAG.search(text):
        text = clean_markup(text, None)[1]
    return " ".join(text.split())


def as_markup(text: str) -> str:
    """Give plain text as HTML, a paragraph for each of its paragraphs."""
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in _PARAGRAPH.split(text) if part.strip())


def _character(entity: re.Match[str]) -> str:
    is_known = entity[0][1] == "#" or entity[0][1:] in html5
    return unescape(entity[0]) if is_known else entity[0]


def _parse(html: str) -> HtmlElement | None:
    """Give an element around a fragment, whatever is wrong with the fragment."""
    from lxml import etree
    from lxml.html import HTMLParser, fragment_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        return fragment_fromstring(html, create_parent="div", parser=parser)
    except (etree.LxmlError, ValueError, AssertionError, TypeError):
        return None


def _strip(root: HtmlElement) -> None:
    from lxml import etree

    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for element in root.iter():
        for name in set(element.attrib) - _KEPT_ATTRIBUTES:
            del element.attrib[name]
        for name in ("href", "src", "cite"):
            if _acts(element.get(name, "")):
                del element.attrib[name]


def _acts(address: str) -> bool:
    """Say whether an address runs something or carries its content in itself, instead of leading somewhere."""
    scheme = re.sub(r"[\x00-\x20]", "", address)[:12].partition(":")[0].casefold()
    return scheme in ("javascript", "vbscript", "data")


def _running_text(root: HtmlElement) -> str:
    """The text with a space where a block begins and ends, so that no two words run together."""
    for element in root.iter():
        if element.tag not in _INLINE and element is not root:
            element.text = f" {element.text or ''} "
            element.tail = f" {element.tail or ''}"
    return " ".join("".join(root.itertext()).split())
