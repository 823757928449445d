"""Title and author among the properties of a PDF or Word file, where they say something of the text.

Most are left over from a template, or name a file, a program or a machine. A title counts only where the first pages
hold its words. The dates of a file are those of its making and say nothing of the statement's: they are not read.
"""

from __future__ import annotations

import re

_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|rtf|odt|indd|qxp|qxd|tex|dvi|ps|pptx?|xlsx?|wpd|pages|txt|html?|fm|pub|p65|ai)\b", re.IGNORECASE
)
_PROGRAM = re.compile(
    r"microsoft|powerpoint|untitled|unbenannt|sans titre|sin t[íi]tulo|document ?\d*$|dokument ?\d*$|layout ?\d*$"
    r"|slide ?\d|adobe|acrobat|indesign|quark|openoffice|libreoffice|writer$|anonymous|administrator|unknown"
    r"|\buser\b|template|scan|\bpc\b|\bcanon\b|xerox|ricoh|konica",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w{2,}")
_LONGEST = 300
_ENOUGH = 0.7
_MOST_NAMES = 6


def sensible_title(title: str, opening: str) -> str | None:
    """Give a title that is one, given the text of the first pages."""
    title = " ".join(title.split())
    if not 4 <= len(title) <= _LONGEST or _FILE_NAME.search(title) or _PROGRAM.search(title):
        return None
    words = [word.casefold() for word in _WORDS.findall(title)]
    text = opening.casefold()
    if not words or sum(word in text for word in words) < _ENOUGH * len(words):
        return None
    return title


def sensible_author(author: str) -> str | None:
    """Give an author that reads as a name of a person or body."""
    author = " ".join(author.split())
    words = author.split()
    is_name = 2 <= len(words) <= _MOST_NAMES + 6 and all(word[0].isalpha() or word[0] in "&(" for word in words)
    if not is_name or _PROGRAM.search(author) or _FILE_NAME.search(author) or re.search(r"[\\/@_]", author):
        return None
    return author
