"""Write docs/quality.md: how well it chooses, finds and reads on held-back documents, peers beside us: `make bench-quality`.

Held back: White House documents of 2022, Federal Reserve statements of even years, and the gold sets of part "test".
Texts are referred to by their id; what an example shows are the readers' own notes.
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean

from benchmarks import ask_all, choice_data, lookup
from benchmarks.charts import Bar, bar_chart
from benchmarks.choice import bootstrap_interval
from benchmarks.choice_data import KeyPoints
from benchmarks.choice_judges import JUDGES, Figures, is_carried, oracle_points, random_emphasis
from summarizers.choosing import Budget, choose, engine_names

DOCS = Path(__file__).parent.parent / "docs"
PART = "test"
OURS = "structure"
# Two of sumy's engines take minutes on long documents, and were best by no judge on the documents for tuning.
SLOW = frozenset({"kl", "reduction"})
PEERS = tuple(n for n in engine_names() if n not in {OURS, "lexrank", "lexrank-threshold", "textrank", "lead"} | SLOW)
TITLES = {
    "points": "Key points within a reader's budget",
    "never missed": "Points that may never be missed",
    "emphasis": "Sentences that issuers set bold",
    "calls": "Earnings calls, ROUGE-2 F1",
    "decisions": "Federal Reserve: the decision in 4 sentences",
}


def main() -> None:
    """Write the page and its charts."""
    figures = {judge: {engine: JUDGES[judge](engine, PART) for engine in (OURS, "lead", *PEERS)} for judge in TITLES}
    best = {judge: max(PEERS, key=lambda engine: fmean(table[engine].values())) for judge, table in figures.items()}
    overall = best["points"]
    parts = [
        "# Quality\n\nWritten by `make bench-quality`; on held-back documents only (White House 2022, Federal Reserve even years,",
        "gold sets of part `test`). Figures are means with 95 % bootstrap intervals.\n",
        _choice_table(figures, best),
        "\n![Choice, by judge](quality-choice.svg)\n",
        _kinds_table(figures["points"], overall),
        _examples(overall),
        _lookup_table(),
        _ask_all_table(),
    ]
    DOCS.joinpath("quality.md").write_text("\n".join(parts), encoding="utf-8")
    bars = [
        Bar(TITLES[judge], fmean(table[OURS].values()), fmean(table[best[judge]].values()))
        for judge, table in figures.items()
    ]
    DOCS.joinpath("quality-choice.svg").write_text(bar_chart(bars, "Briefbot", "sumy's best engine"), encoding="utf-8")


def _describe(figures: Figures) -> str:
    low, high = bootstrap_interval(list(figures.values()))
    return f"{fmean(figures.values()):.3f} [{low:.3f}, {high:.3f}]"


def _choice_table(figures: Mapping[str, Mapping[str, Figures]], best: Mapping[str, str]) -> str:
    rows = [
        "## Choosing\n",
        "| judge | documents | structure | sumy's best | lead | difference to sumy's best | bound |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    bounds = {
        "points": f"oracle {fmean(oracle_points(PART).values()):.3f}",
        "emphasis": f"random {fmean(random_emphasis(PART).values()):.3f}",
    }
    for judge, title in TITLES.items():
        ours, theirs = figures[judge][OURS], figures[judge][best[judge]]
        gain = {name: ours[name] - theirs[name] for name in ours}
        rows.append(
            f"| {title} | {len(ours)} | {_describe(ours)} | {_describe(theirs)} ({best[judge]}) "
            f"| {_describe(figures[judge]['lead'])} | {_describe(gain)} | {bounds.get(judge, '')} |"
        )
    return "\n".join(rows)


def _kinds_table(points: Mapping[str, Figures], peer: str) -> str:
    kinds: dict[str, list[str]] = defaultdict(list)
    for item in choice_data.key_points(PART):
        kinds[item.kind].append(item.statement.id)
    rows = [
        "\n## Key points by kind of document\n",
        f"| kind | documents | structure | {peer} |",
        "| --- | --- | --- | --- |",
    ]
    for kind, names in sorted(kinds.items()):
        ours, theirs = (fmean(points[engine][name] for name in names) for engine in (OURS, peer))
        rows.append(f"| {kind} | {len(names)} | {ours:.3f} | {theirs:.3f} |")
    return "\n".join(rows)


def shown_notes(item: KeyPoints, engine: str) -> list[str]:
    """Give the notes of the points that an engine's choice carries, at least half of a carrying sentence shown."""
    sentences = item.statement.sentences
    chosen = choose(item.statement.document, budget=Budget(sentences=item.budget), engine=engine)
    spans = [sentences[choice.index] for choice in chosen]
    return [point.note for point in item.points if any(is_carried(carrier, spans) for carrier in point.carriers)]


def _examples(peer: str) -> str:
    """Give the ten documents where the two differ most, five won and five lost."""
    rows = ["\n## Where we and the best peer differ most\n"]
    items = sorted(
        choice_data.key_points(PART), key=lambda item: len(shown_notes(item, OURS)) - len(shown_notes(item, peer))
    )
    for title, chosen in (("Lost", items[:5]), ("Won", items[-5:][::-1])):
        rows.append(f"### {title}\n")
        for item in chosen:
            ours, theirs = set(shown_notes(item, OURS)), set(shown_notes(item, peer))
            rows.append(f"**{item.statement.id}** ({item.kind}, {item.budget} sentences)\n")
            rows.append("- only Briefbot carries: " + ("; ".join(sorted(ours - theirs)) or "nothing"))
            rows.append(f"- only {peer} carries: " + ("; ".join(sorted(theirs - ours)) or "nothing") + "\n")
    return "\n".join(rows)


def _lookup_table() -> str:
    questions = lookup.load_questions(PART)
    shared = Path(os.environ["BRIEFBOT_SHARED"]) / "data"
    texts = lookup.load_texts(shared, {question.statement for question in questions})
    statements = {name: lookup.Statement(text) for name, text in texts.items()}
    ranks, plain, answered = lookup.judge_questions(questions, statements, each=False)
    rows = [
        "\n## Finding\n",
        f"{len(ranks)} questions in other words than the text's, over {len(statements)} statements; plain BM25 sees the same passages and tokens.\n",
        "| | first | among three |",
        "| --- | --- | --- |",
    ]
    for name, these in (("Briefbot", ranks), ("plain BM25", plain)):
        rows.append(
            f"| {name} | {lookup.interval([r == 0 for r in these])} | {lookup.interval([r < 3 for r in these])} |"
        )
    declined = sum(not shown for _, shown in answered[0])
    rows.append(
        f"\nOf {len(answered[1])} questions that the statement does not answer, {sum(answered[1])} were answered; "
        f"{declined} of the {len(ranks)} that it answers were declined."
    )
    return "\n".join(rows) + "\n"


def _ask_all_table() -> str:
    questions = ask_all.load(PART)
    ours, plain = (ask_all.figures(questions, given) for given in asyncio.run(ask_all.judge(questions)))
    rows = [
        "\n## Asking all statements\n",
        f"{len(questions)} questions asked of 545 statements at once; plain BM25 ranks their lines by the question's words.\n",
        "| | Briefbot | plain BM25 |",
        "| --- | --- | --- |",
        *(f"| {measure} | {value} | {plain[measure]} |" for measure, value in ours.items()),
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
