"""The commands people can give, as data; `grammar.parse` makes them from words. References are still words here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Size = Literal["short", "long"]


@dataclass(frozen=True, slots=True)
class Brief:
    """Brief a statement: `subject` is an address, a file, a text or a reference; empty is the statement at hand."""

    subject: str = ""
    sentences: int | None = None
    words: int | None = None
    characters: int | None = None
    size: Size | None = None
    by_section: bool = False
    engine: str | None = None
    about: str | None = None
    public: bool = False


@dataclass(frozen=True, slots=True)
class ListStatements:
    """List the statements, or those whose title or issuers hold the words."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Sections:
    """List the sections of a statement."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Show a section: `words` begin with a reference or not, and end with a number or words."""

    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Look for the passage that answers; `words` begin with a reference or not.

    `is_bare`: no command word was given; `passages`: how many to show, `None` for what suits.
    """

    words: str
    is_bare: bool = False
    passages: int | None = None


@dataclass(frozen=True, slots=True)
class AskAll:
    """Look for passages that answer in everything that can be seen here.

    `whole` is the question with the words that narrow it: where they narrow it to nothing, they were its own.
    """

    question: str
    issuer: str | None = None
    since: date | None = None
    whole: str = ""
    passages: int | None = None


@dataclass(frozen=True, slots=True)
class Find:
    """Search everything that can be seen here."""

    words: str
    issuer: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Explain the last briefing shown here."""


@dataclass(frozen=True, slots=True)
class Cite:
    """Give a quotation with its citation: `words` are a reference or not, then a number or not."""

    words: str = ""
    as_markdown: bool = False


@dataclass(frozen=True, slots=True)
class Reread:
    """Read the stored bytes of a statement anew."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    """End what is being read for this person in this conversation."""


@dataclass(frozen=True, slots=True)
class CheckFeed:
    """Read a feed once and say what it gives."""

    address: str


@dataclass(frozen=True, slots=True)
class Share:
    """Open a statement to the workspace."""

    reference: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Remove a statement."""

    reference: str


@dataclass(frozen=True, slots=True)
class Series:
    """Show the series of a statement; `after` or `is_first` correct which statement it follows."""

    reference: str = ""
    after: str = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Similar:
    """List the statements nearest to one."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Show what is set, or change it: `words` may name a setting and a value."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """Say what can be done, or how one command works."""

    command: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Words that are no command and nearly one."""

    said: str
    meant: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A command whose words make no sense together; `sentence` says what it takes."""

    sentence: str


Command = (
    Brief
    | ListStatements
    | Sections
    | Section
    | Ask
    | AskAll
    | Find
    | Why
    | Cite
    | Reread
    | Cancel
    | CheckFeed
    | Share
    | Forget
    | Series
    | Similar
    | Settings
    | Help
    | NearMiss
    | Unclear
)


@dataclass(frozen=True, slots=True)
class Form:
    """A command as the manual and `help` show it."""

    name: str
    usage: str
    does: str


FORMS = (
    Form(
        "brief",
        "brief <url | file | text | ref> [in N sentences | short | long] [by section] [with <engine>] [public]",
        "quotes the sentences that matter, word for word; a page, a file or a text is stored first",
    ),
    Form("list", "list [words]", "lists the statements, or those whose title or issuers hold the words"),
    Form("sections", "sections [ref]", "lists the sections of a statement"),
    Form("section", "section [ref] <number | words>", "quotes a section, found by its number or by words"),
    Form(
        "ask",
        "ask [ref | all] <question> [in N passages]",
        'quotes the passage that answers best; "all" asks every statement, and takes "from <issuer>" and "since <date>"',
    ),
    Form(
        "find",
        "find <words> [from <issuer>] [since <date>]",
        "searches all statements; quotation marks keep words together",
    ),
    Form("why", "why", "says why each sentence of the last briefing was chosen"),
    Form(
        "cite",
        "cite [ref] [n] [as markdown]",
        "gives the n-th quotation of the last briefing with its citation, to copy",
    ),
    Form("reread", "reread [ref]", "reads the stored bytes of a statement anew, as a new version if the text differs"),
    Form("feed", "feed check <url>", "reads a feed once and says what it gives"),
    Form("cancel", "cancel", "ends what is being read for you"),
    Form("share", "share <ref>", "opens a statement to the whole workspace"),
    Form("forget", "forget <ref>", "removes a statement, its text and everything made from it"),
    Form(
        "series",
        "series [ref] [after <ref> | none]",
        'shows which statements a statement follows; "after" corrects it, "none" says that it follows none',
    ),
    Form("similar", "similar [ref]", "lists the statements nearest to one, and what they have in common"),
    Form(
        "settings",
        "settings [workspace] [name] [value | default | undo]",
        "shows what is set here, by whom and when, or changes it; an undo takes the last change back",
    ),
    Form("help", "help [command]", "shows this, or how one command works"),
)
COMMANDS = tuple(form.name for form in FORMS)
