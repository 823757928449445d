"""Charts for the manual: SVG that follows the reader's light or dark setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH = 720
_LETTER = 8.2
"""The width of a letter of the labels, in the chart's units, wide fonts included."""
_ROW = 54
_TOP = 48
_STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #1f2328 }
  .ours { fill: #0969da } .peer { fill: #afb8c1 } .small { font-size: 12px; fill: #57606a }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .small { fill: #8d96a0 } .ours { fill: #58a6ff } .peer { fill: #484f58 }
  }
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A pair of figures between 0 and 1 with its name."""

    name: str
    ours: float
    peer: float


def bar_chart(bars: Sequence[Bar], ours: str, peer: str) -> str:
    """Give a chart of pairs of bars, ours above the peer's, with their figures written out."""
    left = round(max(len(bar.name) for bar in bars) * _LETTER) + 12
    height = _TOP + _ROW * len(bars) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(ours)} and {escape(peer)}">',
        f"<style>{_STYLE}</style>",
        f'<rect class="ours" x="{left}" y="12" width="14" height="14"/><text x="{left + 20}" y="24">{escape(ours)}</text>',
        f'<rect class="peer" x="{left + 120}" y="12" width="14" height="14"/><text x="{left + 140}" y="24">{escape(peer)}</text>',
    ]
    for number, bar in enumerate(bars):
        top = _TOP + number * _ROW
        parts.append(f'<text x="{left - 12}" y="{top + 24}" text-anchor="end">{escape(bar.name)}</text>')
        for offset, kind, value in ((0, "ours", bar.ours), (20, "peer", bar.peer)):
            length = value * (_WIDTH - left - 60)
            parts.append(
                f'<rect class="{kind}" x="{left}" y="{top + offset}" width="{length:.1f}" height="17" rx="2"/>'
            )
            parts.append(f'<text class="small" x="{left + length + 6:.1f}" y="{top + offset + 13}">{value:.2f}</text>')
    return "\n".join([*parts, "</svg>", ""])
