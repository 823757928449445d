"""Running heads and feet, and page numbers in every form.

Three kinds of evidence: the same words at the same place of several pages; words that differ only in a number which
counts the pages; and, for a single page, a form that only page numbers have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.ingest.parsers.pdf.page_numbers import NUMBERS, is_unmistakable, page_number_of, value_of
from bot.ingest.parsers.pdf.rows import Row, split_at_gaps
from bot.ingest.parsers.pdf.scripts import is_unspaced
from bot.ingest.parsers.pdf.words import Page, Word

_ROWS = 6
_ZONE = 0.22
_GAP = 1.5
_SAME_PLACE = 6.0
_EDGE, _SMALLER, _LARGER = 0.09, 0.92, 1.1
_MOST_NUMBERS = 6
_LONGEST, _LONGEST_COUNTING, _LONG_LINE = 200, 70, 60
_WIDTH_OF_IDEOGRAPH = 3
_MANY = 4
_FEWEST_COUNTED, _LARGEST_ALONE = 2, 1000
_SENTENCE_ENDS = ".。!?！？"
_ENOUGH_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a row near the top or bottom edge of a page, and how far it is from that edge."""

    page: int
    row: int
    zone: str
    depth: int
    distance: float
    words: tuple[Word, ...]
    text: str
    is_isolated: bool
    is_part: bool
    """Other words stand in its row, at some distance."""


_Key = tuple[str, str, int | None, float]


def drop_furniture(pages: Sequence[Page], rows: Sequence[list[Row]], body: float) -> None:
    """Take running heads and feet and page numbers out of the rows of all pages."""
    pieces = [piece for index, page in enumerate(pages) for piece in _pieces(index, page, rows[index], body)]
    repeated = _find_repeated(pieces, len(pages), body)
    numbers = _find_numbers(pieces, pages, body) | _find_counting(pieces, repeated)
    numbers |= _find_small_print(pieces, pages, body)
    doomed: dict[tuple[int, int], set[Word]] = defaultdict(set)
    for piece in pieces:
        if piece in repeated or piece in numbers:
            doomed[piece.page, piece.row].update(piece.words)
    for index, page_rows in enumerate(rows):
        _drop(page_rows, {row: words for (page, row), words in doomed.items() if page == index})


def _drop(rows: list[Row], doomed: dict[int, set[Word]]) -> None:
    for number, words in doomed.items():
        rows[number].words = [word for word in rows[number].words if word not in words]
    rows[:] = [row for row in rows if row.words]


def _pieces(index: int, page: Page, rows: Sequence[Row], body: float) -> Iterator[_Piece]:
    """Give what stands near the edges; the depth counts rows from the edge."""
    edge = _ZONE * page.height
    heads = list(takewhile(lambda n: page.height - rows[n].baseline <= edge, range(min(_ROWS, len(rows)))))
    last = range(len(rows) - 1, max(len(rows) - 1 - _ROWS, -1), -1)
    feet = [n for n in takewhile(lambda n: rows[n].baseline <= edge, last) if n not in heads]
    for zone, numbers in (("head", heads), ("foot", feet)):
        for depth, number in enumerate(numbers):
            row = rows[number]
            distance = page.height - row.baseline if zone == "head" else row.baseline
            isolated = _is_isolated(rows, number, inwards=1 if zone == "head" else -1)
            parts = split_at_gaps(row.words, _GAP * row.size)
            for words in parts:
                text = " ".join(word.text for word in words).casefold()
                is_text = not isolated and _is_text(words, text, body, is_part=len(parts) > 1)
                if len(text) <= _LONGEST and not is_text:
                    yield _Piece(index, number, zone, depth, distance, tuple(words), text, isolated, len(parts) > 1)


def _is_text(words: Sequence[Word], text: str, body: float, *, is_part: bool) -> bool:
    """Whether words right beside other text are as large and as long as running text, or a part of a line of it."""
    is_body = all(word.size >= _SMALLER * body for word in words)
    length = len(text) * (_WIDTH_OF_IDEOGRAPH if is_unspaced(text[0]) else 1)
    return is_body and page_number_of(text) is None and (is_part or length >= _LONG_LINE)


def _is_isolated(rows: Sequence[Row], number: int, inwards: int) -> bool:
    """Whether a row stands apart from the text next to it."""
    neighbour = number + inwards
    if not 0 <= neighbour < len(rows):
        return True
    return abs(rows[number].baseline - rows[neighbour].baseline) > 1.6 * min(rows[number].size, rows[neighbour].size)


def _find_repeated(pieces: Sequence[_Piece], page_count: int, body: float) -> set[_Piece]:
    """Find what several pages have at the same place, a counting number aside."""
    groups: dict[_Key, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        for key in _keys(piece):
            groups[key].append(piece)
    found: set[_Piece] = set()
    for (_, text, offset, size), members in groups.items():
        for place in _by_place(members):
            holders = {piece.page for piece in place}
            if len(holders) >= _enough(text, offset, size, page_count, body):
                found.update(place)
    return _reaching_the_edge(pieces, found)


def _keys(piece: _Piece) -> Iterator[_Key]:
    """Give the piece's text, and its text with each of its numbers as one that counts the pages."""
    size = round(piece.words[0].size)
    yield piece.zone, piece.text, None, size
    if len(piece.text) > _LONGEST_COUNTING:
        return
    numbers = list(NUMBERS.finditer(piece.text))
    for match in numbers[:_MOST_NUMBERS]:
        value = value_of(match.group())
        if value is not None:
            text = f"{piece.text[: match.start()]}#{piece.text[match.end() :]}"
            yield piece.zone, text, value - piece.page, size


def _by_place(members: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Split pieces into those at about the same distance from the edge."""
    group: list[_Piece] = []
    for piece in sorted(members, key=lambda piece: piece.distance):
        if group and piece.distance - group[-1].distance > _SAME_PLACE:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _enough(text: str, offset: int | None, size: float, page_count: int, body: float) -> float:
    """Give how many pages must hold it; headings that happen to count along with the pages need more."""
    if offset is None:
        return _MANY if text[-1] in _SENTENCE_ENDS and size >= _SMALLER * body else 2
    if page_number_of(text.replace("#", "1")) is not None:
        return 2
    if size > _LARGER * body:
        return max(_MANY + 1, 2 * _ENOUGH_SHARE * page_count)
    return max(2, _ENOUGH_SHARE * page_count)


def _reaching_the_edge(pieces: Sequence[_Piece], found: set[_Piece]) -> set[_Piece]:
    """Leave out what is separated from the edge of its page by more than one row that is none."""
    strangers: dict[tuple[int, str], list[int]] = defaultdict(list)
    for piece in pieces:
        if piece not in found and page_number_of(piece.text) is None:
            strangers[piece.page, piece.zone].append(piece.depth)
    return {p for p in found if sum(depth < p.depth for depth in set(strangers[p.page, p.zone])) <= 1}


def _find_numbers(pieces: Sequence[_Piece], pages: Sequence[Page], body: float) -> set[_Piece]:
    """Find page numbers by their form, on the rows next to the edge."""
    numbers = {p: number for p in pieces if p.depth <= 2 and (number := page_number_of(p.text)) is not None}
    offsets = Counter(number - piece.page for piece, number in numbers.items())
    found = set()
    for piece, number in numbers.items():
        offset = number - piece.page
        is_counted = offsets[offset] >= _FEWEST_COUNTED or offset == 1
        stands_apart = piece.is_isolated and piece.depth == 0 and number < _LARGEST_ALONE
        is_label = piece.is_part and not piece.is_isolated and all(w.size >= _SMALLER * body for w in piece.words)
        if is_unmistakable(piece.text, len(pages)) or ((is_counted or stands_apart) and not is_label):
            found.add(piece)
    return found


def _find_small_print(pieces: Sequence[_Piece], pages: Sequence[Page], body: float) -> set[_Piece]:
    """Find lines in small type that stand by themselves at the very edge: heads and feet that come only once."""
    return {
        piece
        for piece in pieces
        if piece.depth == 0
        and piece.is_isolated
        and (piece.zone == "foot" or piece.page > 0)
        and piece.distance < _EDGE * pages[piece.page].height
        and all(word.size < _SMALLER * body for word in piece.words)
    }


def _find_counting(pieces: Sequence[_Piece], repeated: set[_Piece]) -> set[_Piece]:
    """Find heads that come once, and begin or end with the number that the page has by those that are repeated."""
    offsets = Counter(key[2] for piece in repeated for key in _keys(piece) if key[2] is not None)
    known = {offset for offset, count in offsets.items() if count >= _FEWEST_COUNTED}
    return {
        piece
        for piece in pieces
        if piece.depth == 0 and any(key[2] in known and (key[1][0] == "#" or key[1][-1] == "#") for key in _keys(piece))
    }
