"""What a language's table says: the words by which issuers act, and by which sentences lean (`languages/*.toml`).

The tables were collected by hand from the usual wording of joint statements, communiqués, press releases and
central-bank prose. Forms are parted by commas and matched against folded text (lower case, no accents): `*` stands for
any ending, a space for white space. In Chinese, Japanese and Korean they are found anywhere, in other languages as
whole words. `says_also`, `stands` and `measures` are regular expressions, for what a list of forms can't say.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from summarizers.vocabulary.tokens import fold

_TABLES = Path(__file__).with_name("languages")
_WITHOUT_SPACES = frozenset({"zh", "ja", "ko"})
_REACH = 90
"""Characters between the verb that decides and what is decided on."""


class Action(StrEnum):
    """What a sentence does, as the tables name it."""

    DECIDES = "decides"
    VOTES = "votes"
    ANNOUNCES = "announces"
    AGREES = "agrees"
    COMMITS = "commits"
    CONDEMNS = "condemns"
    CALLS_ON = "calls_on"
    PRESENTS = "presents"
    REFUSES = "refuses"
    CONDOLES = "condoles"
    MEETS = "meets"
    STATES = "states"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns of one language, for folded text.

    `actions` names the action in its group; `setting` are a central bank's words, `policy` are verbs of decision
    within reach of what central banks decide on, `risks` is how they weigh what may come; the others match at the
    opening of a sentence, `measures` where it has no subject ("Upgrade our ports").
    """

    actions: re.Pattern[str]
    setting: re.Pattern[str]
    policy: tuple[re.Pattern[str], ...]
    steers: re.Pattern[str] | None
    risks: re.Pattern[str] | None
    pronouns: re.Pattern[str]
    points: re.Pattern[str]
    continues: re.Pattern[str]
    says_also: re.Pattern[str]
    stands: re.Pattern[str] | None
    measures: re.Pattern[str] | None


@cache
def lexicon(language: str) -> Lexicon | None:
    """Give the lexicon of a language by its ISO 639-1 code; nothing where there is no table."""
    path = _TABLES / f"{language}.toml"
    if not language.isalpha() or not path.exists():
        return None
    table = tomllib.loads(path.read_text("utf-8"))
    actions, policy, standing = table["actions"], table["policy"], table["standing"]
    named = "|".join(f"(?P<{Action(name).name}>{_alternatives(forms)})" for name, forms in actions.items())
    pronouns, points, continues = (
        re.compile(_as_words(_alternatives(standing[name]), language)) for name in ("pronouns", "points", "continues")
    )
    return Lexicon(
        re.compile(_as_words(named, language)),
        re.compile(_as_words(_alternatives(policy["setting"]), language)),
        _policy_patterns(actions, policy, language),
        _steering_pattern(policy, language),
        re.compile(_as_words(_alternatives(policy["risks"]), language)) if "risks" in policy else None,
        pronouns,
        points,
        continues,
        re.compile(_written(standing["says_also"])),
        _optional(standing, "stands"),
        _optional(table.get("points", {}), "measures"),
    )


def _policy_patterns(actions: dict[str, str], policy: dict[str, str], language: str) -> tuple[re.Pattern[str], ...]:
    """Look for the verb before its object, and after it, where some languages put it."""
    decides = _as_words(f"{_alternatives(actions['decides'])}|{_alternatives(actions['votes'])}", language)
    objects = _as_words(_alternatives(policy["objects"]), language)
    patterns = [rf"{decides}.{{0,{_REACH}}}?{objects}", rf"{objects}.{{0,{_REACH}}}?{decides}"]
    return tuple(re.compile(pattern, re.DOTALL) for pattern in patterns)


def _steering_pattern(policy: dict[str, str], language: str) -> re.Pattern[str] | None:
    """Look for a verb of steering before its object, where a language's table has such verbs."""
    if "steers" not in policy:
        return None
    steers, objects = (_as_words(_alternatives(policy[name]), language) for name in ("steers", "objects"))
    return re.compile(rf"{steers}.{{0,{_REACH}}}?{objects}", re.DOTALL)


def _as_words(alternatives: str, language: str) -> str:
    """Match whole words, or anywhere in a language that does not space them.

    Arabic writes its one-letter conjunctions together with the word that follows.
    """
    if language in _WITHOUT_SPACES:
        return f"(?:{alternatives})"
    prefix = "(?:[وف])?" if language == "ar" else ""
    return rf"(?<!\w){prefix}(?:{alternatives})(?!\w)"


def _alternatives(forms: str) -> str:
    """Join the forms as alternatives, longest first, so that "called on" wins over "called"."""
    return "|".join(sorted(map(_form, forms.split(",")), key=len, reverse=True))


def _form(form: str) -> str:
    escaped = re.escape(fold(" ".join(form.split()))).replace(r"\*", r"\w*")
    return escaped.replace(r"\ ", r"\s+").replace("'", "['\u2019]")


def _optional(table: dict[str, str], name: str) -> re.Pattern[str] | None:
    return re.compile(_written(table[name])) if name in table else None


def _written(pattern: str) -> str:
    """Take the line breaks of its table out of a regular expression."""
    return fold("".join(pattern.strip("\n").split("\n")))
