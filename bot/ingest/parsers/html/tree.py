"""Text of a page to an element tree, whatever is wrong with its markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_KEPT_TAGS = r"(?:h[1-6]|p|br|a|title|meta|link|base|script|style|template|noscript)"
_STRUCTURE = re.compile(rf"</?(?!{_KEPT_TAGS}[\s/>])(?P<name>[a-zA-Z][\w:-]{{0,40}})(?:\s[^<>]*)?/?>")
_INLINE_NAMES = frozenset(
    "abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
_ROW_OF_STARTS = re.compile(r"<p>(?:\s*<p>)+")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


def parse_markup(markup: str) -> HtmlElement | None:
    """Give the root element of a page; `None` where it holds no element and no text.

    Elements nested deeper than the parser goes would end the page there: such a page is read once more without its
    nesting, as a row of headings and paragraphs.
    """
    markup = _UNFIT.sub("\ufffd", markup)
    root, is_cut = _parse(markup)
    return _parse(_ROW_OF_STARTS.sub("<p>", _STRUCTURE.sub(_flat, markup)))[0] if is_cut else root


def _parse(markup: str) -> tuple[HtmlElement | None, bool]:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError, TypeError):
        root = None
    is_cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return root, is_cut


def _flat(tag: re.Match[str]) -> str:
    return "" if tag["name"].casefold() in _INLINE_NAMES else "<p>"
