"""Who issued a statement, and who mirrored it, as the text itself names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_NAME = r"(?:[A-Z][\w’'.&-]*|[A-Z]{2,}[\w-]*)"
_NAMES = rf"{_NAME}(?:(?:,? (?:of|for|and|the|on|in|de|del|du|des|der|et|y|e|&) (?:the )?| )(?:{_NAME})){{0,9}}"
_BODY_WORD = (
    r"(?:Committee|Council|Board|Bank|Ministry|Department|Government|Commission|Union|Office|Agency|Authority|Cabinet"
    r"|Secretariat|Embassy|Parliament|Senate|Assembly|Association|Organi[sz]ation|Fund|House|Treasury|Reserve|Nations"
    r"|Court|Administration|Institute|Federation|Service|Mission|Presidency|Directorate|Group|Alliance|Forum|Conference|Summit"
    r"|Minist[èe]re|Conseil|Banque|Commission|Ministerium|Rat|Bundesregierung|Ministerio|Gobierno|Banco|Consejo|Minist[ée]rio|Governo|Ministero|Consiglio|Banca)"
)
_BODY_LINE = re.compile(
    rf"(?:The )?(?:{_NAME} )*(?:{_BODY_WORD}|[A-ZÄÖÜ]\w*ministerium)"
    rf"(?:,? (?:of|for|and|on|de|des|du|della|dos|das|für|der|&)(?: (?:the|la|les|le|l’))?(?: {_NAME})+)*"
)
_ISSUED_BY = re.compile(
    r"\b(?:released|issued|made|published|adopted|delivered|agreed)(?: jointly)? (?:today )?by (?P<who>.{3,300}?)(?:[.:]|\bon\b|\bat\b|\bfollowing\b|$)",
    re.DOTALL,
)
_KIND = r"(?:Statements?|Communiqu[ée]|Declaration|Remarks|Message|Letter|Press Release|Announcement|Proclamation|Readout|Conclusions|Press Statement|Vision|Transcript|Briefing|Condolences?|Press Briefing)"
_TITLE_BY = re.compile(
    rf"(?:Joint |Leaders[’'] )?(?:{_KIND})(?: of (?:[Cc]ondolences?|[Ss]ympathy|[Ss]upport|[Tt]hanks))?(?: on .{{1,120}})? (?:by|of|from) (?P<who>.+?)(?= (?:on|at|regarding|about|following|after|in|to|for|ahead|concerning|with|re|upon|[Mm]arking|[Cc]ommemorating|[Cc]elebrating|[Hh]onoring|[Rr]ecognizing|[Cc]ondemning|[Uu]rging|[Aa]pplauding|[Ww]elcoming|Calling|Announcing|After|Following|Regarding|Ahead|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d+) (?:Years?|Months?|Weeks?|Days?))\b| (?:Meeting|Call|Visit|Trip|Travel)\b|[’']s (?:[Rr]oundtable|[Cc]all|[Mm]eet|[Vv]isit|[Tt]ravel|[Vv]irtual|[Pp]hone|[Ss]econd|[Ff]irst|[Bb]ilateral|[Vv]ideo|[Tt]rip|[Ll]unch|[Dd]inner|[Ee]ngagement|[Pp]articipation)|[:–—]| - |$)"
)
_TITLE_OWNER = re.compile(
    rf"(?P<who>{_NAMES}(?:[’'] ?s?)?) (?:Joint |Inaugural |Final |Ministerial |Leaders[’'] |Summit |Press )*(?:{_KIND})\b"
)
_TITLE_HEAD = re.compile(
    rf"(?P<who>{_NAMES})(?:: | [–—-] | (?P<does>Announces?|Approves?|Launches|Condemns|Welcomes|Raises|Keeps|Lowers|Holds|Adopts|Calls|Decides|Sets|Issues|Agrees|Votes|Cuts|Maintains)\b)"
)
_KIND_LABEL = re.compile(
    r"^(?:FACT SHEET|Fact Sheet|ICYMI|MEMORANDUM|Memorandum|BACKGROUND|Background|UPDATED?|Press Release|PRESS RELEASE)\s*:\s*"
)
_COUNTRY = r"(?:[A-Z][\w.’]*(?: (?:of |and )?[A-Z][\w.’]*){0,3})"
_BILATERAL = re.compile(
    rf"(?P<one>{_COUNTRY}) ?[-–—] ?(?P<other>{_COUNTRY}?)(?: Leaders[’'])? (?:Joint|Trilateral) (?:Leaders[’'] )?(?:{_KIND})"
)
_IS_BODY = re.compile(
    rf"{_BODY_WORD}|\bG\d{{1,2}}\b|Leaders|Ministers|Quad|NATO|ASEAN|BRICS|\bEU\b|\bUN\b|President|Secretary"
)
_WE_THE = re.compile(
    r"\b[Ww]e,? the (?P<who>[^.;:]{3,300}?),? (?:met|gathered|have|are|today|reaffirm|reiterate|convened|hereby|welcome|stand|condemn|express|underline|held|remain)\b"
)
_ACTING_BODY = re.compile(
    rf"(?:^|[.“\"] )(?:Today,? |At its meeting[^,]{{0,60}}, )?(?:[Tt]he )(?P<who>(?:{_NAME} (?:of |for |and |the |on )?){{0,7}}{_BODY_WORD}(?: (?:of|for) (?:the )?{_NAME}(?: {_NAME}){{0,3}})?)"
    r"(?:,? (?:today|at its meeting(?: today|[^,]{0,60},)|on [A-Z]\w+day))? (?:has |have )?(?:today )?(?:unanimously )?"
    r"(?:decide[sd]?|vote[sd]?|announce[sd]?|adopt(?:s|ed)|condemn(?:s|ed)|welcome[sd]?|agree[sd]?|approve[sd]?|raise[sd]?|lower(?:s|ed)|ke(?:eps|pt)|maintain(?:s|ed)|met|reaffirm(?:s|ed)|express(?:es|ed)|call(?:s|ed)|issue[sd]?|publishe[sd]?|convened|launche[sd]?|took|is|are|held|reiterate[sd]?|believes?|announcing)\b"
    rf"|\bsince the (?P<met>(?:{_NAME} ){{1,6}}{_BODY_WORD}) met\b"
)
# Offices in the plural, and governments: "the Minister of Agriculture Anna Holm" is one person, with her office.
_OFFICES_OF = re.compile(
    r"^(?:the )?(?:.{0,80}?\b(?:governments?|leaders|ministers(?: of foreign affairs)?|heads of (?:state|government|state and government)"
    r"|presidents|governors|secretaries(?: of state)?|representatives|members)(?: and [\w ]{3,40})?) (?:of|from) (?P<list>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_JUNIOR = re.compile(r", ((?:Jr|Sr|II|III)\b\.?)")
_JOINT = re.compile(r",? and (?:of )?|, (?:of )?|\s*&\s*")
_WITH_AND = re.compile(
    r"\b(Bosnia|Trinidad|Antigua|Sao Tome|São Tomé|Saint Vincent|St\.? Vincent|Saint Kitts|St\.? Kitts|Turks|Wallis|Foreign Affairs|Trade|Defence|Defense|Finance|Health|Food|Security|Science|State|Heads of State|Advisor|Adviser|Director|Coordinator) and\b"
)
_PUBLISHER = re.compile(
    r"\b(?P<who>[A-Z][\w]+(?:[. ][A-Z]\w+){0,3}) does not take institutional positions"
    r"|\b(?:originally )?(?:published|posted|appeared|syndicated|distributed|mirrored) (?:at|on|by|in) (?P<who2>[A-Z][\w]+(?:[. ][A-Z]\w+){0,3})"
    r"|(?:©|\(c\)|[Cc]opyright)\s*(?:\d{4})?(?: by)? (?P<who3>[A-Z][\w]+(?:[. ][A-Z]\w+){0,4})"
)


def is_body_line(text: str) -> bool:
    """Whether a line is nothing but the name of an issuing body ("Department of State")."""
    return len(text) < 90 and bool(_BODY_LINE.fullmatch(text))


def find_issuers(title: str | None, lines: Sequence[str], preamble: str, lead: str) -> tuple[str, ...]:
    """Give the issuing bodies by the first sign that names them.

    In this order: what the preamble says ("released by the Governments of ..."), the title ("Statement by ..."), the
    masthead's own line, "We, the foreign ministers of ...", the body that acts in the first sentences.
    """
    for named in _named_issuers(title or "", lines, preamble, lead):
        if issuers := tuple(split_names(named)):
            return issuers
    return ()


def _named_issuers(title: str, lines: Sequence[str], preamble: str, lead: str) -> Iterator[str]:
    if match := _ISSUED_BY.search(preamble):
        yield match["who"]
    title = _KIND_LABEL.sub("", title)
    if match := _TITLE_BY.search(title):
        yield match["who"]
    if match := _BILATERAL.match(title):
        yield f"{match['one']} and {match['other']}"
    if (match := _TITLE_OWNER.match(title)) and _IS_BODY.search(match["who"]):
        yield match["who"]
    if (match := _TITLE_HEAD.match(title)) and (match["does"] or _IS_BODY.search(match["who"])):
        yield match["who"]
    yield from lines[:1]
    if match := _WE_THE.search(lead):
        yield match["who"]
    if match := _ACTING_BODY.search(lead):
        body = match["who"] or match["met"]
        if " " in body:  # "the Committee" alone names nobody
            yield body


def split_names(text: str) -> list[str]:
    """Split "the Governments of A, B, and the C" into its names."""
    text = re.sub(r"^(?:the |The )?(?:Meeting|Call|Talks) [Bb]etween ", "", text)
    named = _JUNIOR.sub(r" \1", " ".join(text.split())).rsplit(" by ", 1)[-1]
    if match := _OFFICES_OF.match(named):
        named = match["list"]
    named = _WITH_AND.sub(r"\1 \0and", named).replace(" \0and", "\0and")
    parts = [part.replace("\0and", " and") for part in _JOINT.split(named)]
    names = [re.sub(r"^(?:the|The) ", "", part).strip(" .,;:’'").removesuffix("’s") for part in parts]
    return [name for name in names if name and name[0].isupper() and len(name) < 90][:12]


def find_publisher(notices: str) -> str | None:
    """Give the site that mirrored the text, as its own notices name it."""
    match = _PUBLISHER.search(notices)
    return next((who for who in match.groups() if who), None) if match else None
