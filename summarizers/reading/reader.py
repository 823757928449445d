"""`read`: text to `Document`, in the order in which a person would take the page apart.

Normalise; give every block its role (`summarizers.reading.roles`); cut what is glued to paragraphs; segment the rest;
collect what the head tells. Pure, deterministic, linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from summarizers.reading.assembling import Assembler
from summarizers.reading.attribution import attribute
from summarizers.reading.boilerplate import Notices
from summarizers.reading.document import Document, Mark
from summarizers.reading.languages import detect_language
from summarizers.reading.normalising import normalise
from summarizers.reading.roles import assign_roles, content_share

_SUSPICIOUS_SHARE = 0.2


def read(text: str, marks: Sequence[Mark] = (), *, source_date: date | None = None) -> Document:
    """Read a statement.

    `marks` are what the input format says of spans of `text` (without them, the text's own Markdown is read);
    `source_date` is the date that the source gives (a feed's, a file name's): it stands in for a date of publication,
    and completes a day whose year the text leaves out. Any string is read: an empty one gives an empty document.
    """
    normalised = normalise(text, marks)
    language = detect_language(normalised.body)
    notices = Notices(normalised.body)
    blocks = assign_roles(normalised, language, notices)
    if content_share(blocks) < _SUSPICIOUS_SHARE:
        # Rules that set nearly everything aside have misread the page: better a notice quoted than a statement lost.
        distrusted = Notices(normalised.body, trusted=False)
        cautious = assign_roles(normalised, language, distrusted)
        if content_share(cautious) > content_share(blocks):
            blocks, notices = cautious, distrusted
    structure = Assembler(normalised, language, notices).assemble(blocks)
    attribution = attribute(normalised.body, structure, language, source_date)
    return Document(
        body=normalised.body,
        title=attribution.title,
        issuers=attribution.issuers,
        publisher=attribution.publisher,
        event_date=attribution.event_date,
        published=attribution.published,
        place=attribution.place,
        language=language,
        sections=tuple(structure.sections),
        paragraphs=tuple(structure.paragraphs),
        sentences=tuple(structure.sentences),
        set_aside=tuple(structure.asides),
    )
