"""Make the table of document frequencies that is shipped in `summarizers/vocabulary`; see `frequencies.md` there.

Usage: BRIEFBOT_SHARED=<folder with data/statements> python -m benchmarks.make_frequencies
"""

from __future__ import annotations

import json
import math
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import summarizers.vocabulary
from summarizers.vocabulary.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FEWEST_DOCUMENTS = 2
_COMMITTEE_WEIGHT = 0.25
"""The Committee's statements repeat each other: see `frequencies.md`."""


def main() -> None:
    statements = Path(os.environ["BRIEFBOT_SHARED"]) / "data" / "statements"
    documents: dict[str, float] = defaultdict(float)
    paragraphs: dict[str, float] = defaultdict(float)
    totals = [0.0, 0.0]
    for texts, weight in ((_white_house(statements), 1.0), (_committee(statements), _COMMITTEE_WEIGHT)):
        for text in texts:
            pieces = [stems for part in re.split(r"\n\s*\n", text) if (stems := _stems(part))]
            totals[0] += weight
            totals[1] += weight * len(pieces)
            _add(documents, [set[str]().union(*pieces)], weight)
            _add(paragraphs, pieces, weight)
    kept = {stem: count for stem, count in documents.items() if count >= _FEWEST_DOCUMENTS}
    lines = [f"\t{math.ceil(totals[0])}\t{math.ceil(totals[1])}"]
    lines += [f"{stem}\t{math.ceil(kept[stem])}\t{math.ceil(paragraphs[stem])}" for stem in sorted(kept)]
    table = Path(summarizers.vocabulary.__path__[0]) / "frequencies.tsv"
    table.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(kept)} stems of {totals[0]:.0f} weighted documents: {table.stat().st_size} bytes")


def _white_house(statements: Path) -> Iterator[str]:
    with (statements / "whitehouse.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["date"].startswith("2021"):
                yield record["text"]


def _committee(statements: Path) -> Iterator[str]:
    for path in sorted((statements / "fomc").glob("*.txt")):
        if int(path.stem[:4]) % 2:
            yield path.read_text("utf-8")


def _stems(text: str) -> set[str]:
    return {token.stem for token in tokenize(text, "en")}


def _add(counts: dict[str, float], stem_sets: Iterable[set[str]], weight: float) -> None:
    for stems in stem_sets:
        for stem in stems:
            counts[stem] += weight


if __name__ == "__main__":
    main()
