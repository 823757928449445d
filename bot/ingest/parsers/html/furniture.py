"""The furniture of a page: navigation, banners, share bars, forms, related links, footers.

Told by what the markup says of an element (its tag, role, and the words of its class and id), never against the
evidence of its text: what holds a good part of the page's prose is no furniture, whatever it is called.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ingest.parsers.html.words import key_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = frozenset({"nav", "aside", "footer", "form", "dialog", "menu", "figcaption", "button", "label", "fieldset"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEVER = _HEADINGS | {"article", "main", "body"}
"""A heading's id is made of its own words."""
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog alert form menu menubar toolbar tablist "
    "directory button status tooltip".split()
)
_WORDS = frozenset(
    "side nav navbar navi navigation topnav subnav sidenav menu menus submenu megamenu breadcrumb breadcrumbs crumb crumbs "
    "breadcrumbnav pathway footer foot sidebar rightcol toolbar topbar share sharing shares sharebar sharethis social "
    "socials socialmedia addthis addtoany related recommended recommendations newsletter newsletters subscribe "
    "subscription signup cookie cookies cookiebar cookiebanner cookieconsent consent gdpr advert adverts advertisement "
    "advertising ad ads adslot sponsor sponsored promo promotion promos tagcloud pagination pager paging skiplink skiplinks skipnav "
    "login signin search searchbox comments respond disqus popup modal overlay lightbox feedback rating satisfaction survey poll backtotop "
    "totop pagetop inquiry inquiries langswitch languageswitcher languages masthead contact contacts pressekontakt presscontact copyright "
    "pullquote toc outbrain taboola paywall trending mostread mostpopular carousel hotline impressum".split()
)
"""Words of classes and ids that name furniture, in what content-management systems and frameworks use."""
_SMALL_WORDS = frozenset(
    "meta byline bylines author authors submitted posted timestamp pubdate readtime views caption credit badge tag tags "
    "taglist category categories keywords topics print printpage tools actions buttons skip kicker eyebrow source logo "
    "copyright date datum published dateline info links link download downloads video videos player podcast audio language lang contact".split()
)
"""Words that name furniture only on something small: elsewhere they name the text's own parts, or nothing at all."""
_CAPTIONS = frozenset({"caption", "credit", "copyright", "byline", "bylines"})
_FEWEST_SPACES = 4
_NEGATING = frozenset({"has", "with", "no", "without", "non", "not", "hide"})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_PRINT_EXCLUDED = frozenset({"no-print", "noprint", "d-print-none", "hidden-print", "print-hidden", "donotprint"})
_SMALL = 160
"""Characters up to which an element counts as small."""
_PROSE = 80
"""Characters from which a run of text counts as prose: labels and links are shorter."""
_MOST_PROSE = 0.3
"""The share of the page's prose that no furniture has."""
_LONGEST_NAME = 400


@dataclass(slots=True)
class _Weight:
    """What a subtree holds: characters of text, characters in runs long enough for prose, and whether a heading."""

    text: int = 0
    prose: int = 0
    has_title: bool = False
    has_article: bool = False


def remove_furniture(body: HtmlElement) -> None:
    """Take the furniture from a tree; text behind a removed element stays."""
    elements = list(body.iter())
    weights = _weigh(elements)
    whole = weights[body]
    removed: set[HtmlElement] = set()
    for element in elements[1:]:
        parent = element.getparent()
        if parent in removed or _is_furniture(element, weights[element], whole):
            removed.add(element)
    for element in elements:
        if element in removed and element.getparent() not in removed:
            element.drop_tree()


def _weigh(elements: list[HtmlElement]) -> dict[HtmlElement, _Weight]:
    weights: dict[HtmlElement, _Weight] = {element: _Weight() for element in elements}
    for element in reversed(elements):  # children stand behind their parents in the order of the document
        weight = weights[element]
        _add_run(weight, element.text)
        for child in element:
            inner = weights[child]
            weight.text += inner.text
            weight.prose += inner.prose
            weight.has_title |= inner.has_title or child.tag == "h1"
            weight.has_article |= inner.has_article or child.tag in ("article", "main")
            _add_run(weight, child.tail)
    return weights


def _add_run(weight: _Weight, text: str | None) -> None:
    length = len(text.strip()) if text else 0
    weight.text += length
    if length >= _PROSE:
        weight.prose += length


def _is_furniture(element: HtmlElement, weight: _Weight, whole: _Weight) -> bool:
    if weight.has_title or weight.has_article or element.tag in _NEVER:
        return False
    if weight.prose > _MOST_PROSE * whole.prose:
        return False
    if (element.tag == "form" or not whole.prose) and 2 * weight.text > whole.text:
        return False  # a form around the whole page, or a page of short lines
    if _is_named_by_tag(element):
        return True
    names = _names(element)
    if names & _WORDS:
        return True
    if any(around.tag in _HEADINGS for around in element.iterancestors()):
        return False
    small = names & _SMALL_WORDS
    if not small or weight.text > _SMALL or element.tag in ("li", "p"):
        return False
    return bool(small & _CAPTIONS) or not _is_sentence(element)


def _is_sentence(element: HtmlElement) -> bool:
    """Whether the text of something small is a sentence: labels are none."""
    text = " ".join("".join(element.itertext()).split())
    return text.endswith((".", "!", "?", "。")) and (text.count(" ") >= _FEWEST_SPACES or not text.isascii())


def _is_named_by_tag(element: HtmlElement) -> bool:
    tag = element.tag
    if tag == "footer" and any(ancestor.tag == "blockquote" for ancestor in element.iterancestors()):
        return False
    if tag in ("button", "label"):
        return not any(
            ancestor.tag in ("summary", "h2", "h3", "h4", "h5", "h6") for ancestor in element.iterancestors()
        )
    if tag == "header":
        return not any(ancestor.tag in ("article", "main", "section") for ancestor in element.iterancestors())
    return tag in _TAGS or element.get("role", "").casefold() in _ROLES


def _names(element: HtmlElement) -> set[str]:
    """The words of an element's class and id, in small letters; those behind "has" or "with" tell of something else.

    An id that is made of the words of the heading inside is no name.
    """
    own_id = element.get("id", "")
    named = f"{element.get('class', '')} {'' if _is_slug(own_id, element) else own_id}"[:_LONGEST_NAME]
    words: set[str] = set()
    for name in named.split():
        if name.casefold() in _PRINT_EXCLUDED:
            words.add("share")
        parts = [part.casefold() for part in _WORD.findall(name)]
        if not _NEGATING.intersection(parts):
            words.update(parts)
            words.add("".join(parts))
    return words


def _is_slug(own_id: str, element: HtmlElement) -> bool:
    if not own_id:
        return False
    heading = next(element.iter(*_HEADINGS), None)
    return heading is not None and key_of(own_id) == key_of("".join(heading.itertext()))
