"""British and American spellings of a word folded into one, and a few irregular plurals, before it is stemmed.

The result need not be a word: text and query go the same way, so it only has to be the same for both spellings and
different from other words.
"""

from __future__ import annotations

import re

_WORDS = {
    "aeroplane": "airplane",
    "ageing": "aging",
    "aluminium": "aluminum",
    "analyses": "analyze",
    "analysis": "analyze",
    "artefact": "artifact",
    "artefacts": "artifact",
    "cheque": "check",
    "cheques": "check",
    "children": "child",
    "cosy": "cozy",
    "crises": "crisis",
    "draught": "draft",
    "gaol": "jail",
    "grey": "gray",
    "jewellery": "jewelry",
    "judgement": "judgment",
    "judgements": "judgment",
    "kerb": "curb",
    "men": "man",
    "mould": "mold",
    "moustache": "mustache",
    "paralysis": "paralyze",
    "plough": "plow",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "pyjamas": "pajamas",
    "sceptic": "skeptic",
    "sceptical": "skeptical",
    "scepticism": "skepticism",
    "sceptics": "skeptic",
    "skilful": "skillful",
    "sulphur": "sulfur",
    "theses": "thesis",
    "wilful": "willful",
    "women": "woman",
    "woollen": "woolen",
}
_NATIVE_ISE = re.compile(
    r"(advert|adv|appra|appr|ar|chast|circumc|compr|comprom|conc|dem|desp|dev|disgu|enterpr|exc|exerc|expert|franch|"
    r"improv|inc|likew|merchand|otherw|parad|pra|prec|prem|prom|repr|rev|superv|surm|surpr|telev|treat)"
)
"""Words with -ise in both spellings."""

_ISE = re.compile(r"^(\w{3,}?)is(e|ed|es|ing|ation|ations|ational|er|ers|able)$")
_OUR = (
    "ard|arb|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|misdemean|neighb|od|parl|ranc|"
    "rig|rum|sav|savi|splend|succ|tum|val|vap|vig"
)
_RE = "calib|cent|fib|(?:centi|kilo|milli)?met|lit|lust|meag|sab|somb|spect|theat"
_AE = (
    "an(?=aesthe|aemi)|arch(?=aeolog)|encyclop(?=aedi)|gyn(?=aecol)|h(?=aemo)|leuk(?=aemi)|orthop(?=aedi)|"
    "p(?=aedi|aedo)"
)
_OE = "(?=oestro|oesoph)|diarrh(?=oea)|f(?=oet)"
_ENDINGS = (
    (re.compile(rf"^((?:dis|mis|multi|re|tri|un)?(?:{_OUR}))our"), r"\1or"),
    (re.compile(r"^man(?:oe|e)uvr(?:e(?=s?$))?"), "maneuver"),
    (re.compile(rf"^({_RE})re(s?)$"), r"\1er\2"),
    (re.compile(rf"^({_RE})red$"), r"\1ered"),
    (re.compile(rf"^({_AE})ae"), r"\1e"),
    (re.compile(rf"^({_OE})oe"), r"\1e"),
    (re.compile(r"^((?:self)?def|off|pret|(?:un)?lic)ence(s|d|less)?$"), r"\1ense\2"),
    (re.compile(r"^(\w*l)ys(e|ed|es|ing|er|ers)$"), r"\1yz\2"),
    (re.compile(r"^(\w*(?:[aeiou][^aeiou\W]+[aeiou]+|ia|ue))ll(ed|ing|ings|er|ers|or|ors|ation|ations)$"), r"\1l\2"),
    (re.compile(r"^(analog|catalog|dialog|monolog)ue(s|d)?$"), r"\1\2"),
    (re.compile(r"^focuss(ed|es|ing)$"), r"focus\1"),
    (re.compile(r"^programm(e|es|er|ers|ed|ing)$"), r"program\1"),
    (re.compile(r"^(\w+)wards$"), r"\1ward"),
)


def join_spellings(word: str) -> str:
    """Give the one spelling that stands for the British and the American one of a folded English word."""
    word = _WORDS.get(word, word)
    cut = _ISE.match(word)
    if cut and not _NATIVE_ISE.fullmatch(cut[1]):
        return f"{cut[1]}iz{cut[2]}"
    for pattern, spelling in _ENDINGS:
        word = pattern.sub(spelling, word)
    return word
