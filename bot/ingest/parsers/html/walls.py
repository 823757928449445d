"""Pages that hold no text: a log-in form, a page that a script would draw, an empty one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ingest.parsers.errors import Reason

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SCRIPTING = re.compile(r"java\s?script", re.IGNORECASE)
_SHELLS = frozenset({"root", "app", "__next", "__nuxt", "___gatsby", "react-root", "main-app", "ember-app", "svelte"})
_LOGIN_WORDS = re.compile(
    r"\b(?:log ?-?in|sign ?-?in|log ?on|anmeld\w+|einloggen|connexion|se connecter|identifi\w+|iniciar sesión|acceder|entrar|accedi"
    r"|войти|вход)\b|登录|登錄|ログイン|로그인|تسجيل الدخول",
    re.IGNORECASE,
)
_LITTLE = 400
"""Characters of running text below which a page with a password field, or one that asks for a script, is a wall."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a page being a wall, told before anything is taken from it."""

    asks_password: bool
    asks_script: bool


def read_signs(root: HtmlElement) -> Signs:
    """Read the signs of a page that has no text of its own."""
    return Signs(_asks_password(root), _asks_script(root))


def wall_reason(signs: Signs, prose: int, text: str) -> Reason | None:
    """Give why a page has no text, from the length of its running text and the text itself; `None` where it has one."""
    if prose < _LITTLE:
        if signs.asks_password and (not text or _LOGIN_WORDS.search(text) or prose == 0):
            return Reason.LOGIN
        if signs.asks_script and (not text or len(text) < _LITTLE):
            return Reason.SCRIPTED
    return None if text else Reason.EMPTY


def _asks_password(root: HtmlElement) -> bool:
    """Whether a field for a password stands in the page's middle rather than in a corner of it."""
    return any(
        field.get("type", "").casefold() == "password"
        and not any(around.tag in ("nav", "header", "footer", "aside") for around in field.iterancestors())
        for field in root.iter("input")
    )


def _asks_script(root: HtmlElement) -> bool:
    """Whether a page without its scripts is a shell, or says that it needs them."""
    if next(root.iter("script"), None) is None and next(root.iter("noscript"), None) is None:
        return False
    for notice in root.iter("noscript"):
        if _SCRIPTING.search("".join(notice.itertext())):
            return True
    if any(element.get("id") in _SHELLS and not "".join(element.itertext()).strip() for element in root.iter("div")):
        return True
    return bool(_SCRIPTING.search(_seen(root)))


def _seen(root: HtmlElement) -> str:
    programs = ("script", "style", "template", "noscript", "title")
    return " ".join(f"{'' if e.tag in programs else e.text or ''} {e.tail or ''}" for e in root.iter())
