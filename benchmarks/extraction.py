"""Precision, recall and F1 of the main text of web pages, beside bare trafilatura.

    python -m benchmarks.extraction FOLDER [FOLDER ...]

A folder has the form of the article-extraction-benchmark (`ground-truth.json`, of ids to `{"articleBody", "url"}`, and
`html/<id>.html.gz`), or is pairs of `x.html` (or `x.html.gz`) and `x.json` with "articleBody" or "text" (or the
"title", "headings" and "sentences" of the project's own pages). Without a folder the project's own pages are judged.

The measure is that benchmark's (Scrapinghub, "Article extraction quality", 2020): the texts are cut to words, runs of
four words are counted on both sides; of each page true positives, false positives and false negatives are divided by
their sum, so that long pages weigh no more than short ones; precision, recall and F1 are those of the sums over pages.
The intervals are 95 % bootstrap intervals over pages (1,000 samples).
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

from bot.ingest.extracted import Hint
from bot.ingest.parsers.errors import UnreadableError
from bot.ingest.parsers.html import parse
from summarizers.reading.document import MarkKind

OWN_PAGES = Path(__file__).parent.parent / "tests" / "fixtures" / "pages"
_WORD = re.compile(r"\w+")
_RUN = 4
_SAMPLES = 1000
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Page:
    """A page with the text that a person found in it."""

    name: str
    raw: bytes
    text: str
    address: str | None


class Counts(NamedTuple):
    """Shares of the runs of words that are right, too many, and missing; they add up to one."""

    right: float
    excess: float
    missing: float


def main() -> None:
    """Judge the folders named on the command line, or the project's own pages."""
    folders = [Path(name) for name in sys.argv[1:]] or [OWN_PAGES]
    for folder in folders:
        pages = list(load_pages(folder))
        if not pages:
            sys.exit(f"{folder} holds no pages with their text: see {Path(__file__).name}.")
        print(f"{folder.name}: {len(pages)} pages\n")
        print(
            "| | precision | recall | F1 [95 %] | pages without text | median time beside trafilatura |\n| --- | --- | --- | --- | --- | --- |"
        )
        ours, our_times = judge(pages, extract_ours)
        theirs, their_times = judge(pages, extract_bare)
        print(describe("Briefbot", ours, median(a / b for a, b in zip(our_times, their_times, strict=True))))
        print(describe("trafilatura.extract", theirs, 1.0))
        low, high = interval(list(zip(ours, theirs, strict=True)), _gain)
        print(f"\nF1, difference: {_gain(list(zip(ours, theirs, strict=True))):+.3f} [{low:+.3f}, {high:+.3f}]\n")


def load_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder in either form."""
    truth = folder / "ground-truth.json"
    if truth.is_file():
        for name, gold in json.loads(truth.read_text(encoding="utf-8")).items():
            raw = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield Page(name, raw, gold["articleBody"] or "", gold.get("url"))
        return
    for gold_file in sorted(folder.glob("*.json")):
        for suffix in (".html", ".htm", ".html.gz"):
            page = gold_file.with_suffix("").with_name(gold_file.stem + suffix)
            if page.is_file():
                raw = page.read_bytes()
                gold = json.loads(gold_file.read_text(encoding="utf-8"))
                address = gold.get("url") or gold.get("address")
                yield Page(page.stem, gzip.decompress(raw) if suffix.endswith("gz") else raw, _gold_text(gold), address)
                break


def _gold_text(gold: dict[str, str | list[str] | None]) -> str:
    for key in ("articleBody", "text"):
        if isinstance(text := gold.get(key), str):
            return text
    lines = [*(gold.get("headings") or []), *(gold.get("sentences") or [])]
    return "\n".join(lines)


def extract_ours(page: Page) -> str:
    """Give our text of a page without its title, which the benchmark does not count."""
    try:
        extracted = parse(page.raw, Hint(name=page.name, address=page.address))
    except UnreadableError:
        return ""
    title = next((m for m in extracted.marks if m.kind is MarkKind.HEADING and m.start == 0), None)
    return extracted.text[title.end if title else 0 :]


def extract_bare(page: Page) -> str:
    """Give the text of a page as trafilatura does by default."""
    import trafilatura

    return trafilatura.extract(page.raw) or ""


def judge(pages: Sequence[Page], extract: Callable[[Page], str]) -> tuple[list[Counts], list[float]]:
    """Give the counts of each page, and the seconds that each took."""
    extract(pages[0])  # what is loaded on first use is not the page's doing
    counts, times = [], []
    for page in pages:
        start = time.perf_counter()
        text = extract(page)
        times.append(time.perf_counter() - start)
        counts.append(count_runs(page.text, text))
    return counts, times


def count_runs(gold: str, text: str) -> Counts:
    """Give the shares of right, excess and missing runs of four words."""
    expected, given = _runs(gold), _runs(text)
    right = sum((expected & given).values())
    excess, missing = given.total() - right, expected.total() - right
    whole = (right + excess + missing) or 1
    return Counts(right / whole, excess / whole, missing / whole)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1)))


def scores(counts: Sequence[Counts]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of the sums over pages."""
    right, excess, missing = (sum(column) for column in zip(*counts, strict=True))
    precision = right / (right + excess) if right + excess else 1.0
    recall = right / (right + missing) if right + missing else 1.0
    return precision, recall, 2 * right / (2 * right + excess + missing) if right + excess + missing else 1.0


def _f1(counts: Sequence[Counts]) -> float:
    return scores(counts)[2]


def _gain(pairs: Sequence[tuple[Counts, Counts]]) -> float:
    return _f1([ours for ours, _ in pairs]) - _f1([theirs for _, theirs in pairs])


def interval(items: Sequence[_Item], measure: Callable[[Sequence[_Item]], float]) -> tuple[float, float]:
    """Give the 95 % bootstrap interval of a measure over pages."""
    chance = random.Random(20)  # noqa: S311
    drawn = sorted(measure(chance.choices(items, k=len(items))) for _ in range(_SAMPLES))
    return drawn[int(0.025 * _SAMPLES)], drawn[int(0.975 * _SAMPLES)]


def describe(name: str, counts: Sequence[Counts], ratio: float) -> str:
    """Give a row of the table."""
    precision, recall, f1 = scores(counts)
    low, high = interval(counts, _f1)
    empty = sum(count.right + count.excess == 0 for count in counts)
    return f"| {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} [{low:.3f}, {high:.3f}] | {empty} | {ratio:.2f} |"


if __name__ == "__main__":
    main()
