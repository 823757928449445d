"""What a page says of itself: its title, author, publisher, canonical link and feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bot.ingest.parsers.html.linked_data import LinkedData, read_linked_data
from bot.ingest.parsers.html.words import key_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR = re.compile(r"\s+[|–—·•»:/‹›«~-]{1,2}\s+|\s*[|｜»]\s*|：(?=.{2,20}$)|_(?=[^\s_]{2,20}$)")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_TITLE_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_AUTHOR_META = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
_SITE_META = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "copyright-holder")
_LONGEST = 300
_EDGE = re.compile(r"\s*[^\w\s\"'’]")
"""What a title ends with where the site's name follows."""
_FEWEST = 4
_HOME = frozenset({"/", "./", "index.html", "/index.html", "#"})
_ADDRESS = re.compile(r"https?://|@|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; `titles` are the names that it gives itself, the surest first."""

    titles: tuple[str, ...]
    metas: dict[str, str]
    linked: LinkedData
    author: str | None
    publisher: str | None
    canonical: str | None
    feeds: tuple[str, ...]


def read_metadata(root: HtmlElement, address: str | None) -> Metadata:
    """Read a page's head; `address` is where it came from, for links that are relative."""
    metas = _metas(root)
    window = _one_line(next((title.text or "" for title in root.iter("title")), ""))
    named = next((metas[name] for name in _TITLE_META if name in metas), None)
    linked = read_linked_data(root, named or _bare(window, None))
    heading = _matching_heading(root, window)
    site = next((metas[name] for name in _SITE_META if name in metas), None) or linked.publisher
    bare = heading or _bare(window, site)
    titles = [_bare(title, site) for title in (named, linked.headline) if title] + ([bare] if bare else [])
    base = _base(root, address)
    return Metadata(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        metas=metas,
        linked=linked,
        author=_author(metas, linked),
        publisher=site if site and not _ADDRESS.search(site) else _rest(window, heading),
        canonical=_canonical(root, base, address),
        feeds=tuple(_feeds(root, base)),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _metas(root: HtmlElement) -> dict[str, str]:
    """The page's meta tags by name, in small letters; the first of a name counts."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = _one_line(meta.get("content", ""))
        if name and content:
            metas.setdefault(name.strip().casefold(), content)
    return metas


def _matching_heading(root: HtmlElement, window: str) -> str | None:
    """The heading that the window's title begins with, else the one that it ends with; never a link to the front page."""
    whole = key_of(window)
    ends = None
    for heading in root.iter("h1", "h2", "h3"):
        text = _one_line("".join(heading.itertext()))
        key = key_of(text)
        if len(key) < _FEWEST or key == whole or _leads_home(heading):
            continue
        before, found, behind = window.partition(text)
        if whole.startswith(key) and (not found or _EDGE.match(behind)):
            return text
        if ends is None and whole.endswith(key) and (not found or _EDGE.match(before[::-1])):
            ends = text
    return ends


def _leads_home(heading: HtmlElement) -> bool:
    around = heading.getparent()
    links = [*heading.iter("a"), *([around] if around is not None and around.tag == "a" else [])]
    return any(link.get("href") in _HOME for link in links)


def _bare(title: str, site: str | None) -> str:
    """A title without the site's name: the part that is it, else the longest part if it is much the longest."""
    parts = [part.strip() for part in _SEPARATOR.split(title) if part and part.strip()]
    if len(parts) < 2:
        return title
    if site:
        if key_of(parts[-1]) == key_of(site) or key_of(site).startswith(key_of(parts[-1]) or "\0"):
            return _up_to(title, parts[-1], from_end=True)
        if key_of(parts[0]) == key_of(site):
            return _up_to(title, parts[0], from_end=False)
    longest = max(parts, key=len)
    is_much_longer = all(len(longest) >= 2 * len(part) for part in parts if part is not longest)
    return longest if is_much_longer and parts.index(longest) in (0, len(parts) - 1) else title


def _up_to(title: str, part: str, *, from_end: bool) -> str:
    edge = title.rfind(part) if from_end else title.find(part) + len(part)
    rest = title[:edge] if from_end else title[edge:]
    return rest.strip(" \t|–—·•»:/‹›«~-_｜：") or title


def _rest(window: str, heading: str | None) -> str | None:
    """The site's name beside the title of the text, where the page's heading tells where that begins or ends."""
    if not heading or heading not in window:
        return None
    before, _, behind = window.partition(heading)
    parts = [part.strip() for part in _SEPARATOR.split((behind.strip() and behind) or before) if part and part.strip()]
    rest = parts[-1 if behind.strip() else 0] if parts else ""
    return rest if 2 < len(rest) <= 80 else None


def _author(metas: dict[str, str], linked: LinkedData) -> str | None:
    names = (metas[name] for name in _AUTHOR_META if name in metas)
    author = next((name for name in names if not _ADDRESS.search(name)), None) or linked.author
    is_name = (
        author and not _ADDRESS.search(author) and author.casefold() not in ("admin", "administrator", "webmaster")
    )
    return author if is_name else None


def _base(root: HtmlElement, address: str | None) -> str | None:
    given = next((base.get("href", "") for base in root.iter("base") if base.get("href")), None)
    return _absolute(given, address) or address if given else address


def _absolute(link: str, base: str | None) -> str | None:
    """A link as an address; `None` where it is none of the web's."""
    try:
        address = urljoin(base or "", link.strip())
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return address if is_web else None


def _canonical(root: HtmlElement, base: str | None, address: str | None) -> str | None:
    for link in root.iter("link"):
        if "canonical" in link.get("rel", "").casefold().split() and link.get("href"):
            found = _absolute(link.get("href", ""), base)
            # A page deep in a site whose canonical link is the front page names a wrong one.
            is_front = found is not None and urlsplit(found).path in ("", "/") and not urlsplit(found).query
            is_deep = address is not None and urlsplit(address).path not in ("", "/")
            return None if is_front and is_deep else found
    return None


def _feeds(root: HtmlElement, base: str | None) -> Iterator[str]:
    seen = set()
    for link in root.iter("link"):
        kind = link.get("type", "").split(";")[0].strip().casefold()
        if "alternate" in link.get("rel", "").casefold().split() and kind in _FEED_TYPES:
            found = _absolute(link.get("href", ""), base) if link.get("href") else None
            if found and found not in seen:
                seen.add(found)
                yield found
