"""Who, where, when: title, issuers, publisher, place and dates, collected from the parts of a text that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from summarizers.reading.assembling import Structure
from summarizers.reading.datelines import Dateline, parse_dateline
from summarizers.reading.dates import find_dates
from summarizers.reading.document import BOILERPLATE, Aside, AsideKind
from summarizers.reading.events import find_event_date, find_place
from summarizers.reading.issuers import find_issuers, find_publisher, is_body_line

_LEAD_SENTENCES = 4
_EVENT_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the head of a document says."""

    title: str | None
    issuers: tuple[str, ...]
    publisher: str | None
    event_date: date | None
    published: date | None
    place: str | None


def attribute(body: str, structure: Structure, language: str, source_date: date | None) -> Attribution:
    """Collect what the text tells of itself; `source_date` stands in for a date of publication."""
    head = _Head(body, structure.asides)
    lead = " ".join(sentence.text for sentence in structure.sentences[:_LEAD_SENTENCES])
    dateline = structure.dateline or head.dateline(language)
    dated = dateline.when.on(source_date.year if source_date else None) if dateline and dateline.when else None
    published = dated or head.release_date(language) or source_date
    opening = " ".join(sentence.text for sentence in structure.sentences[:_EVENT_SENTENCES])
    title = head.title
    return Attribution(
        title=title,
        issuers=find_issuers(title, head.body_lines, head.joined(AsideKind.PREAMBLE), lead),
        publisher=find_publisher(head.joined(*BOILERPLATE)),
        event_date=find_event_date(opening, language, published, body),
        published=published,
        place=(dateline.place if dateline else None) or find_place(lead),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    body: str
    asides: Sequence[Aside]

    def texts(self, *kinds: AsideKind) -> list[str]:
        return [self.body[aside.start : aside.end] for aside in self.asides if aside.kind in kinds]

    def joined(self, *kinds: AsideKind) -> str:
        return "\n".join(self.texts(*kinds))

    @property
    def title(self) -> str | None:
        return next(iter(self.texts(AsideKind.TITLE)), None)

    @property
    def body_lines(self) -> list[str]:
        return [text for text in self.texts(AsideKind.MASTHEAD) if is_body_line(text)]

    def dateline(self, language: str) -> Dateline | None:
        """The first dateline on a line of its own; place and date may stand on two lines."""
        lines = [line for text in self.texts(AsideKind.DATELINE) if (line := parse_dateline(text, language))]
        if not lines:
            return None
        place = next((line.place for line in lines if line.place), None)
        when = next((line.when for line in lines if line.when), None)
        return Dateline(place, when, 0)

    def release_date(self, language: str) -> date | None:
        """The date in a line of the release's head or under the signature."""
        for text in self.texts(AsideKind.MASTHEAD, AsideKind.SIGNATURE):
            for when in find_dates(text, language):
                if day := when.on():
                    return day
        return None
