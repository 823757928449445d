"""How fast and how well statements are read: `python -m benchmarks.reading`.

Speed: `read` against the segmenter alone on the same text, for each language, and the growth over four sizes. Quality,
where `$BRIEFBOT_SHARED` is set: headings against the issuers' own (F1), the share of documents read alike in three
layouts, sentence boundaries beside nupunkt, sentencex. Documents of 2021 were looked at while the rules were written;
those from May 2022 on were not.
"""

from __future__ import annotations

import json
import math
import os
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nupunkt
import sentencex

from summarizers.reading.document import Document
from summarizers.reading.reader import read
from summarizers.reading.segmentation import segment_sentences

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "languages"
SAMPLES = Path(__file__).parent.parent / "bot" / "samples"
HELD_BACK_FROM = "2022-05"
_UNSPACED = ("ja", "zh")


Form = Callable[[str], str]
FORMS: dict[str, Form] = {
    "paragraphs": lambda text: text,
    "wrapped at 72": lambda text: "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in text.split("\n\n")),
    "single breaks": lambda text: text.replace("\n\n", "\n"),
}


def bare(text: str) -> str:
    """Give a text without white space and hyphens, which the layouts change."""
    return "".join(text.replace("-", "").split())


def heading_f1(statements: list[dict[str, Any]], documents: list[Document]) -> float:
    """Give the F1 of headings against the issuers' own; those marked unsure count neither way."""
    hits = misses = extras = 0
    for statement, document in zip(statements, documents, strict=True):
        if len(statement["headings"]) < 3:
            continue
        gold = Counter(bare(statement["text"][start:end]) for start, end in statement["headings"])
        unsure = {bare(statement["text"][start:end]) for start, end in statement["unsure"]}
        found = Counter(bare(section.heading) for section in document.sections if section.heading)
        hits += (gold & found).total()
        misses += (gold - found).total()
        extras += sum(heading not in unsure for heading in (found - gold).elements())
    return 2 * hits / (2 * hits + misses + extras)


def seconds(job: Callable[[], object], rounds: int = 3) -> float:
    """Give the shortest processor time of a few rounds of a job."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        job()
        times.append(time.process_time() - started)
    return min(times)


def print_speed() -> None:
    """Print MB/s by language, and the ratio to the segmenter alone."""
    print("language      read MB/s   segmenter alone MB/s   ratio of times")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.txt"))}
    texts["en"] = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("2026-0[36]*.txt")))
    for language, text in sorted(texts.items()):
        pieces = [text] * max(1, 200_000 // len(text))
        megabytes = sum(len(piece.encode()) for piece in pieces) / 1e6
        reading = seconds(lambda pieces=pieces: [read(piece) for piece in pieces])  # type: ignore[misc]
        alone = seconds(lambda pieces=pieces, language=language: [_segment(piece, language) for piece in pieces])  # type: ignore[misc]
        print(f"{language:10s} {megabytes / reading:10.2f} {megabytes / alone:15.2f} {reading / alone:20.1f}")


def _segment(text: str, language: str) -> object:
    if language in ("en", "fr", "pt", "it", "ko", "ru", "ar"):
        return nupunkt.sent_spans(text)
    return sentencex.segment(language, text)


def print_growth() -> None:
    """Print how the time of reading grows with the length of the text."""
    paragraph = (
        "The Committee decided today to keep the rate at 4 percent. It expects growth of 2 percent this year.\n\n"
    )
    sizes = (100_000, 400_000, 1_600_000, 5_000_000)
    times = [seconds(lambda size=size: read(paragraph * (size // len(paragraph))), rounds=1) for size in sizes]  # type: ignore[misc]
    exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
    print(
        "\nsize    " + "  ".join(f"{size / 1e6:.1f} MB {spent:.2f} s" for size, spent in zip(sizes, times, strict=True))
    )
    print(f"growth exponent {exponent:.2f}")


def print_headings(shared: Path) -> None:
    """Print F1 of headings and the share of documents read alike, by part."""
    lines = (shared / "data/statements/whitehouse.jsonl").read_text(encoding="utf-8").splitlines()
    statements = [json.loads(line) for line in lines]
    for part, chosen in (
        ("2021, looked at", [s for s in statements if s["date"] < "2022"]),
        ("from May 2022, held back", [s for s in statements if s["date"] >= HELD_BACK_FROM]),
    ):
        readings = {name: [read(form(s["text"])) for s in chosen] for name, form in FORMS.items()}
        print(f"\nheadings, {part} ({len(chosen)} documents)")
        for name, documents in readings.items():
            print(f"  {name:15s} F1 {heading_f1(chosen, documents):.3f}")
        print(f"  read alike in all three layouts: {_share_alike(readings.values()):.3f}")


def _share_alike(readings: Iterable[list[Document]]) -> float:
    forms = list(zip(*readings, strict=True))
    alike = sum(len({tuple(bare(sentence.text) for sentence in d.sentences) for d in form}) == 1 for form in forms)
    return alike / len(forms)


def print_boundaries(shared: Path) -> None:
    """Print the F1 of sentence boundaries by language, beside the libraries on the same text."""
    rows = [
        json.loads(line)
        for line in (shared / "data/segmentation/ud-dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    print("\nsentence boundaries, F1     ours  nupunkt  sentencex")
    for language in dict.fromkeys(row["language"] for row in rows):
        chosen = [row for row in rows if row["language"] == language]
        figures = [_boundary_f1(chosen, language, cut) for cut in (segment_sentences, _nupunkt_spans, _sentencex_spans)]
        print(f"  {language:22s} " + "  ".join(f"{figure:.4f}" for figure in figures))


def _boundary_f1(rows: list[dict[str, Any]], language: str, cut: Callable[[str, str], list[tuple[int, int]]]) -> float:
    counts: Counter[str] = Counter()
    joint = "" if language in _UNSPACED else " "
    for row in rows:
        text, gold, at = joint.join(row["sentences"]), set(), 0
        for sentence in row["sentences"]:
            at += len(sentence)
            gold.add(at)
            at += len(joint)
        found = {start + len(text[start:end].rstrip()) for start, end in cut(text, language)}
        counts.update(hits=len(gold & found), gold=len(gold), found=len(found))
    return 2 * counts["hits"] / (counts["gold"] + counts["found"])


def _nupunkt_spans(text: str, language: str) -> list[tuple[int, int]]:
    del language
    return list(nupunkt.sent_spans(text))


def _sentencex_spans(text: str, language: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for piece in sentencex.segment(language, text):
        at = max(at, text.find(piece, at))
        spans.append((at, at + len(piece)))
        at += len(piece)
    return spans


def main() -> None:
    """Print all tables."""
    print_speed()
    print_growth()
    shared = os.environ.get("BRIEFBOT_SHARED")
    if not shared:
        print("\nset BRIEFBOT_SHARED for headings and sentence boundaries on real documents")
        return
    print_headings(Path(shared))
    print_boundaries(Path(shared))


if __name__ == "__main__":
    main()
