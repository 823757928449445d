"""What stands around a statement and is not part of it: boundary markers, release lines, notices, contact blocks.

Three scopes, from narrow to wide: a notice *glued* to the front or the end of a real paragraph is cut off and the
paragraph stays; a *whole block* is set aside; a *tail* goes from its first line to the end of the text.
"""

from __future__ import annotations

import re

from summarizers.reading.document import AsideKind

_TEXT = r"(?:the |of |official |full |joint )*(?:text|statement|transcript|quote|communiqu[ée]|declaration|message)"
_BEGIN = re.compile(rf"[\W_]*(?:begin|start)(?: of)? {_TEXT}[\W_]*", re.IGNORECASE)
_END = re.compile(rf"[\W_]*end(?: of)? {_TEXT}[\W_]*", re.IGNORECASE)
_END_GLUED = re.compile(rf"(?<=[.!?:…\"”’)])\s*[(\[]?(?:END|End)(?: of| OF)? {_TEXT}[.\])]*\s*$", re.IGNORECASE)
_BEGIN_GLUED = re.compile(rf"^[(\[]?begin(?: of)? {_TEXT}[:.\])]*\s+(?=\S)", re.IGNORECASE)
_MAY_END = tuple(
    f"end {word}" for word in ("text", "of ", "statement", "transcript", "quote", "communiqu", "declaration")
)
_RULE = re.compile(r"[\W_]+")
_CLOSE = re.compile(
    r"(?:#\s*){1,5}|[-–—*~\s]*(?:ends?|30|fin|fine|ende|конец|more|suite|終わり|以上|끝|[（(]?完[)）]?|-0-|xxx)[-–—*~\s.]*|[-–—\s]{2,}(?:0|30)[-–—\s]{2,}",
    re.IGNORECASE,
)

_RELEASE = (
    r"(?:for (?:immediate )?(?:release|publication)|immediate release|press release|news release|media release"
    r"|press statement|release date|embargo(?:ed)?(?: until| to| for)?|strictly embargoed|not for (?:release|publication)"
    r"|check against delivery|as prepared for delivery|communiqu[ée] de presse|pressemitteilung|medienmitteilung"
    r"|comunicado de (?:prensa|imprensa)|nota de prensa|nota à imprensa|comunicato stampa|пресс-релиз|新闻稿|報道発表|보도자료|بيان صحفي)"
)
_RELEASE_LINE = re.compile(rf"[\W_]*{_RELEASE}\b.{{0,80}}", re.IGNORECASE)
_CLOCK = r"(?:\s*(?:at|on|until)?\s*[\d:.]{1,5}\s*(?:[ap]\.?m\.?|hrs|uhr|h)?\s*(?:[A-Z]{2,4}\b)?)?"
_DATE_GLUE = r"(?:[A-Z][a-z]+ \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d\d-\d\d)"
_RELEASE_GLUED = re.compile(
    rf"^(?:(?:press release|release date|date)\s*:?\s*{_DATE_GLUE}\s*[|,:–—-]?\s*|for immediate release{_CLOCK}[\s.:,|–—-]*"
    rf"|share(?: this)?[\s|:]+|print[\s|]+|skip to (?:main )?content[\s|]+)+(?=[A-Z“\"])",
    re.IGNORECASE,
)

_PREAMBLE = re.compile(
    r"(?:the )?(?:following|full|below)\b.{0,120}\b(?:text|statement|communiqu[ée]|declaration|transcript|readout|letter|message)\b"
    r".{0,200}\b(?:released?|issued|made|published|adopted|delivered|agreed|follows|by)\b.{0,300}"
    r"|(?:the )?(?:full |official )?text of .{3,200}\b(?:follows|is as follows|reads)\b.{0,80}"
    r"|.{0,160}\b(?:released|issued|published) the following (?:joint )?(?:statement|text|communiqu[ée]|declaration).{0,120}",
    re.IGNORECASE | re.DOTALL,
)

_SYNDICATION = (
    r"/?public release\. this material\b|this (?:material|content|article|story|press release|release) (?:from|was (?:originally )?(?:published|issued|distributed|provided))\b"
    r"|(?:distributed|provided|syndicated|supplied) by (?:apo|africanews|(?:globe|pr|ein) ?(?:newswire|presswire)|business wire)\b"
    r"|view (?:the )?(?:original|source|full (?:version|release|text|statement)|in full|in browser|this email)\b|to view (?:this|the) .{0,120}\bclick here\b"
    r"|(?:click|see|read|view) (?:here )?(?:the )?(?:original|source|more)(?: (?:here|at|on|article|content|version))\b"
    r"|does not take institutional positions|for the latest news, please|source version on\b"
    r"|(?:©|\(c\)|copyright) ?(?:\d{4}|by|the)\b|all rights reserved\b|logo ?[-–—] ?https?://|source:? https?://"
    r"|originally (?:published|posted|appeared) (?:at|on|by|in)\b|this (?:is|was) (?:a|an) (?:automated|machine) translation\b"
)
_RISK = (
    r"risk (?:warning|disclosure|disclaimer)\b|(?:does|do|shall) not constitute (?:an? )?(?:investment|financial|legal|trading|offer|professional)\b"
    r"|not (?:intended as |be construed as )?(?:investment|financial|legal) advice\b|trading .{0,60}\b(?:high level of|involves) risk\b"
    r"|past performance is (?:not|no)\b|forward[- ]looking statements?\b.{0,200}\b(?:risks|uncertainties|differ)\b|safe harbou?r statement\b|disclaimer\s*:"
)
_SUBSCRIPTION = (
    r"(?:un)?subscribe\b|sign up (?:for|to|now)\b|(?:our|the) newsletter\b|e-?mail (?:alerts?|updates)\b.{0,40}\b(?:sign|subscribe|receive)\b"
    r"|follow us (?:on|at)\b|(?:you are|you're) receiving this\b|(?:manage|update) your (?:preferences|subscription)\b|abonnez-vous\b|suscr[ií]base\b|jetzt abonnieren\b"
)
_NAVIGATION = (
    r"(?:we|this (?:web)?site) uses? cookies\b|(?:accept|reject) (?:all )?cookies\b|cookie (?:policy|settings|preferences|notice)\b|privacy policy\b"
    r"|skip to (?:main )?content\b|back to (?:top|news|all)\b|share (?:this|on)(?: (?:page|article|facebook|twitter|x|linkedin))?\s*:?$|print(?: this)?(?: page)?$"
    r"|(?:related|more) (?:articles|news|stories|content|information)$|read (?:more|next)$|last updated?:? .{0,40}$|accessibility\b.{0,40}$"
    r"|(?:home|start)(?: [|>»/›] .{1,40}){1,6}$|(?:page|seite|página|стр\.?) \d{1,3}(?: (?:of|/|von|de|из) \d{1,3})?$|[-–—] ?\d{1,3} ?[-–—]$|tweet$|facebook$|advertisement$"
)
_CONTACT = (
    r"(?:(?:media|press|news(?: ?room)?|public) (?:contacts?|inquir(?:y|ies)|enquir(?:y|ies)|office(?:r)?|relations)|contacts?|for (?:media|press) (?:inquiries|enquiries|queries))\s*(?:[:：]|$)"
    r"|for (?:more information|further information|additional information|(?:media|press) (?:inquiries|enquiries|queries)),?(?: (?:please|on|about|regarding)\b.{0,80})?,? ?(?:please )?(?:contact|call|visit|e-?mail|write|see)\b"
    r"|(?:media|press) (?:may|can|should|are asked to|wishing).{0,60}\bcontact\b"
    r"|pressekontakt\b|contact(?:s)? presse\b|contacto(?:s)? (?:de|para la) prensa\b|contatos? (?:para|de) (?:a )?imprensa\b|contatti (?:per la )?stampa\b"
    r"|(?:e-?mail|tel|telephone|phone|fax)\s*[.:：]\s*\S.{0,60}$|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,4}$|\+?[\d()][\d ()./-]{7,20}$"
)
_ABOUT = r"[Aa]bout (?:the )?(?:[A-Z0-9][\w&.’'-]*)(?: (?:of|for|the|and|on|in|[A-Z0-9][\w&.’'()-]*)){0,10}\s*:?$"
_NOTES = r"(?:notes? (?:to|for) (?:the )?(?:editors?|journalists?|media|news desks?)|background notes?|editor[’']s notes?)\s*[:.]?$"

_BLOCKS: tuple[tuple[AsideKind, re.Pattern[str]], ...] = (
    (AsideKind.RISK_WARNING, re.compile(_RISK, re.IGNORECASE)),
    (AsideKind.SYNDICATION, re.compile(_SYNDICATION, re.IGNORECASE)),
    (AsideKind.SUBSCRIPTION, re.compile(_SUBSCRIPTION, re.IGNORECASE)),
    (AsideKind.NAVIGATION, re.compile(_NAVIGATION, re.IGNORECASE)),
    (AsideKind.CONTACT, re.compile(_CONTACT, re.IGNORECASE)),
)
_OPENINGS = re.compile("|".join((_RISK, _SYNDICATION, _SUBSCRIPTION, _NAVIGATION, _CONTACT)), re.IGNORECASE)
# Where `_RISK` and `_SYNDICATION` are looked for inside a sentence: a literal of each turn that may stand there.
_HINTS = (
    "public release. this", "newswire", "click here", "originally p", "institutional positions", "source version",
    "copyright", "\u00a9", "rights reserved", "not constitute", "advice", "of risk", "involves risk", "past performance",
    "forward-looking", "disclaimer",
)  # fmt: skip
_TAILS: tuple[tuple[AsideKind, re.Pattern[str]], ...] = (
    (AsideKind.ABOUT, re.compile(_ABOUT)),
    (AsideKind.NOTES, re.compile(_NOTES, re.IGNORECASE)),
    (AsideKind.CONTACT, re.compile(_CONTACT, re.IGNORECASE)),
)
_LONGEST_NOTICE = 600
"""Characters: a longer block is hardly ever boilerplate from end to end, and is judged sentence by sentence."""


_GLUED_HINTS = ("/Public", "Risk Warning:", "View ", "Distributed by", "SOURCE ", "#")
_GLUED_NOTICE = re.compile(
    r"(?<=[.!?…\"”’)])\s*(?=/Public Release\b|Risk Warning:|View (?:original|source|in full)\b|Distributed by APO\b|SOURCE [A-Z])"
    r"|(?<=[.!?…\"”’)])\s*(?:#\s?#\s?#)\s*$"
)


def is_begin(text: str) -> bool:
    """Whether a block marks where the statement's text begins."""
    return bool(_BEGIN.fullmatch(text))


def is_end(text: str) -> bool:
    """Whether a block marks where the statement's text ends."""
    return bool(_END.fullmatch(text))


def is_close(text: str) -> bool:
    """Whether a block is one of the marks that close a release ("###", "-ends-", "-30-") or a drawn rule."""
    return len(text) < 40 and bool(_CLOSE.fullmatch(text) or _RULE.fullmatch(text))


def is_release_line(text: str) -> bool:
    """Whether a block is a line of the release's head ("FOR IMMEDIATE RELEASE", "Embargoed until ...")."""
    return bool(_RELEASE_LINE.fullmatch(text))


def is_preamble(text: str) -> bool:
    """Whether a block introduces the text without being part of it ("The following text was released by ...")."""
    return len(text) < _LONGEST_NOTICE and bool(_PREAMBLE.fullmatch(text))


class Notices:
    """Tells notices from content in one body."""

    def __init__(self, body: str, *, trusted: bool = True) -> None:
        """Keep those hints that the body holds at all: most bodies hold few, and most sentences are then cheap to judge.

        `trusted=False` finds no notice anywhere.
        """
        self.trusted = trusted
        folded = body.lower()
        self._may_end = _holds_any(folded, _MAY_END)
        self._hints = tuple(hint for hint in _HINTS if hint in folded)

    def opened_by(self, text: str) -> AsideKind | None:
        """Give the kind of notice whose words a block opens with; `None` for content."""
        if not self.trusted or len(text) > _LONGEST_NOTICE:
            return None
        head = text.lstrip("*/-–—[(| ")
        return next(kind for kind, pattern in _BLOCKS if pattern.match(head)) if _OPENINGS.match(head) else None

    def kind_of(self, sentence: str) -> AsideKind | None:
        """Give the kind of notice that a single sentence is; `None` for content.

        Some turns give a sentence away wherever they stand in it ("... does not constitute investment advice").
        """
        if kind := self.opened_by(sentence):
            return kind
        if (
            self.trusted
            and self._hints
            and len(sentence) <= _LONGEST_NOTICE
            and _holds_any(sentence.lower(), self._hints)
        ):
            return next((kind for kind, pattern in _BLOCKS[:2] if pattern.search(sentence)), None)
        return None

    def glued_end(self, text: str) -> tuple[AsideKind, int] | None:
        """Give the kind and the offset of a notice or marker glued to the end of a paragraph."""
        match = _END_GLUED.search(text, max(0, len(text) - 80)) if self._may_end else None
        if match and text[: match.start()].strip():
            return AsideKind.BOUNDARY, match.start() + len(match.group()) - len(match.group().lstrip())
        if _holds_any(text, _GLUED_HINTS):
            for match in _GLUED_NOTICE.finditer(text):
                if text[: match.start()].strip():
                    return self.kind_of(text[match.start() :][:_LONGEST_NOTICE]) or AsideKind.SYNDICATION, match.start()
        return None


def _holds_any(text: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # a plain loop: a generator in `any` doubles the time of reading
        if hint in text:
            return True
    return False


def tail_kind(text: str) -> AsideKind | None:
    """Give the kind of the closing part that a block opens (contacts, about, notes); `None` where it opens none."""
    if len(text) > 160:
        return None
    return next((kind for kind, pattern in _TAILS if pattern.match(text)), None)


def glued_front(text: str) -> tuple[AsideKind, int] | None:
    """Give the kind and length of a notice or marker glued to the front of a paragraph."""
    for kind, pattern in ((AsideKind.BOUNDARY, _BEGIN_GLUED), (AsideKind.MASTHEAD, _RELEASE_GLUED)):
        if (match := pattern.match(text)) and match.end() < len(text):
            return kind, len(match.group().rstrip())
    return None
