"""What nobody sees of a page: programs, styles, and text that is hidden by attribute, style or style sheet.

Text that a person does not see must never be quoted: that is where pages speak to machines behind people's backs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN_TAGS = frozenset(
    "script style template noscript iframe frame frameset noframes object embed applet svg canvas audio video map "
    "select datalist textarea input option meter progress head title link meta base".split()
)
_HIDING = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0|1(?:px|pt))(?:\.0+)?(?:\D|$)|font\s*:\s*0|text-indent\s*:\s*-\d{3,}"
    r"|(?:left|right|top|bottom|margin-left|margin-top)\s*:\s*-\d{3,}|clip\s*:\s*rect\s*\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01]"
    r"|clip-path\s*:\s*inset\s*\(\s*(?:50|100)%|transform\s*:\s*scale\s*\(\s*0\s*\)|color\s*:\s*transparent)",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01](?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE)
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_WHITE = re.compile(
    r"(?:^|[;\s])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_UNSEEN_CLASSES = frozenset(
    "sr-only screen-reader-text screen-reader-only screenreader visually-hidden visuallyhidden element-invisible "
    "offscreen off-screen assistive-text u-hidden is-hidden hidden d-none hide invisible wb-inv govuk-visually-hidden".split()
)
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|2xl):\S+|(?:d|hidden|visible|show)-(?:xs|sm|md|lg|xl)\S*)(?:\s|$)"
)
"""Classes that show on wider screens what a class beside them hides on small ones."""
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"(?:[a-z][a-z\d]*)?([.#][\w-]+)")
_MOST_CSS = 400_000
"""Characters of a page's own style sheets that are looked at."""


@dataclass(frozen=True, slots=True)
class HidingRules:
    """The classes and ids that a page's own style sheets hide."""

    classes: frozenset[str]
    ids: frozenset[str]


def remove_unseen(root: HtmlElement) -> None:
    """Take from a tree what nobody sees; text behind a removed element stays."""
    rules = _hiding_rules(root)
    for element in list(root.iter()):
        if element.getparent() is not None and _is_unseen(element, rules):
            element.drop_tree()


def _is_unseen(element: HtmlElement, rules: HidingRules) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN_TAGS:
        return True
    if tag in ("body", "html", "main"):
        return False
    return _hidden_by_attribute(element) or _hidden_by_style(element) or _hidden_by_class(element, rules)


def _hidden_by_attribute(element: HtmlElement) -> bool:
    if element.tag == "dialog" and element.get("open") is None:
        return True
    hidden: str = element.get("hidden", "until-found")
    aria_hidden: str = element.get("aria-hidden", "")
    return hidden.casefold() != "until-found" or aria_hidden.strip().casefold() == "true"


def _hidden_by_style(element: HtmlElement) -> bool:
    style = element.get("style", "")
    if not style:
        is_white = element.tag == "font" and element.get("color", "").casefold() in ("white", "#fff", "#ffffff")
        return is_white and not _stands_on_colour(element)
    if _HIDING.search(style) or (_NO_SIZE.search(style) and _CLIPPED.search(style)):
        return True
    return bool(_WHITE.search(style)) and not _stands_on_colour(element)


def _stands_on_colour(element: HtmlElement) -> bool:
    """Whether something around a white text gives it another background (a heading or link is taken to have one)."""
    if element.tag in ("a", "h1", "h2", "h3", "h4", "h5", "h6", "button") or element.get("class"):
        return True
    chain = [element, *element.iterancestors()]
    return any(
        _BACKGROUND.search(e.get("style", "")) or e.get("bgcolor") or e.get("background") or e.tag == "nav"
        for e in chain
    )


def _hidden_by_class(element: HtmlElement, rules: HidingRules) -> bool:
    if rules.ids and element.get("id") in rules.ids:
        return True
    names = element.get("class", "")
    if not names or element.tag == "article":
        return False
    classes = set(names.split())
    if classes & rules.classes:
        return True
    return bool(_UNSEEN_CLASSES & {name.casefold() for name in classes}) and not _SHOWN_AGAIN.search(names)


def _hiding_rules(root: HtmlElement) -> HidingRules:
    classes: set[str] = set()
    ids: set[str] = set()
    css = "\n".join(style.text or "" for style in root.iter("style"))[:_MOST_CSS]
    for selectors, declarations in _plain_rules(_without_comments(css)):
        if _HIDING.search(declarations):
            for selector in selectors.split(","):
                if match := _SIMPLE.fullmatch(selector.strip()):
                    (classes if match[1][0] == "." else ids).add(match[1][1:])
    return HidingRules(frozenset(classes), frozenset(ids))


def _without_comments(css: str) -> str:
    first, *rest = css.split("/*")
    return first + " ".join(part.partition("*/")[2] for part in rest)


def _plain_rules(css: str) -> Iterator[tuple[str, str]]:
    """The rules that hold for every screen: those inside @media and the like are passed over."""
    depth, at, selectors = 0, 0, ""
    for brace in _BRACE.finditer(css):
        before, at = css[at : brace.start()], brace.end()
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                selectors = before.rpartition(";")[2]
            continue
        if depth == 1 and "@" not in selectors:
            yield selectors, before
        depth = max(0, depth - 1)
