"""What a paragraph's style says of it, looked up along the chain of styles that it is based on."""

from __future__ import annotations

import re

from bot.ingest.parsers.docx.names import Element, child, children, is_on, value

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|t[íi]tulo|titolo|заголовок|kop|nagłówek|rubrik|overskrift|标题|見出し|제목)\s*([1-9])\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:title|titel|titre|t[íi]tulo|titolo|название|标题|表題|제목)", re.IGNORECASE)
_QUOTE = re.compile(
    r"(?:intense )?(?:quote|quotation)s?|block ?(?:text|quote)|blockquote|.*zitat|citation.*", re.IGNORECASE
)
_LIST = re.compile(r"list (?:bullet|number)(?: \d)?|.*aufzählung.*|liste à puces.*", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|verzeichnis|inhaltsverzeichnis|table of figures|tm)\s*\d?|table of contents", re.IGNORECASE
)
_DEEPEST = 20
_BODY_LEVEL = 9


class Styles:
    """The styles of a document, by their identifier."""

    def __init__(self, element: Element | None) -> None:
        """Take the root of the styles part (`None` where the file has none)."""
        found = children(element, "style") if element is not None else []
        self._styles = {value(style, "styleId"): style for style in found}
        defaults = [s for s in found if value(s, "default") in ("1", "true") and value(s, "type") == "paragraph"]
        self._default = value(defaults[0], "styleId") if defaults else None

    def chain(self, identifier: str | None) -> list[Element]:
        """Give a style and those that it is based on, nearest first."""
        found: list[Element] = []
        identifier = identifier or self._default
        while identifier in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[identifier])
            based_on = child(found[-1], "basedOn")
            identifier = value(based_on, "val") if based_on is not None else None
        return found

    def heading_level(self, identifier: str | None, properties: Element | None) -> int | None:
        """Give the level of a heading (1 = outermost) by outline level or name; `None` for what is none."""
        chain = self.chain(identifier)
        for holder in (properties, *(child(style, "pPr") for style in chain)):
            outline = child(holder, "outlineLvl") if holder is not None else None
            if outline is not None:
                level = int(value(outline, "val") or _BODY_LEVEL)
                return level + 1 if 0 <= level < _BODY_LEVEL else None
        for style in chain:
            name = _name(style)
            if match := _HEADING.fullmatch(name):
                return int(match[1])
            if _TITLE.fullmatch(name):
                return 1
        return None

    def is_title(self, identifier: str | None) -> bool:
        """Whether it is the style of the document's title."""
        return any(_TITLE.fullmatch(_name(style)) for style in self.chain(identifier))

    def is_quotation(self, identifier: str | None) -> bool:
        """Whether it is a style for quotations."""
        return any(_QUOTE.fullmatch(_name(style)) for style in self.chain(identifier))

    def is_list(self, identifier: str | None) -> bool:
        """Whether it is a style for items of a list."""
        return any(_LIST.fullmatch(_name(style)) for style in self.chain(identifier))

    def is_contents(self, identifier: str | None) -> bool:
        """Whether it is a style for lines of a table of contents."""
        return any(_CONTENTS.fullmatch(_name(style)) for style in self.chain(identifier)[:2])

    def numbering(self, identifier: str | None) -> Element | None:
        """Give the numbering properties that a style carries."""
        for style in self.chain(identifier):
            properties = child(style, "pPr")
            numbering = child(properties, "numPr") if properties is not None else None
            if numbering is not None:
                return numbering
        return None

    def has_on(self, identifier: str | None, name: str) -> bool:
        """Whether a style sets a property of its characters (`b`, `vanish`), the nearest word counting."""
        if not identifier:
            return False
        for style in self.chain(identifier):
            properties = child(style, "rPr")
            found = child(properties, name) if properties is not None else None
            if found is not None:
                return is_on(found)
        return False


def _name(style: Element) -> str:
    name = child(style, "name")
    return (value(name, "val") or "").strip() if name is not None else ""
