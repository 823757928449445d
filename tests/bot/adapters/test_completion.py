from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.terminal.completion import suggest

STATEMENTS = (("S12", "Talks in Lisbon"), ("S1", "Policy Decision"))
HEADINGS = ("Next Steps", "Energy Security")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("se", {"sections ", "section ", "series ", "settings "}),
        (
            "",
            {
                "brief ",
                "list ",
                "sections ",
                "section ",
                "series ",
                "similar ",
                "ask ",
                "find ",
                "why ",
                "cite ",
                "reread ",
                "feed ",
                "cancel ",
                "share ",
                "forget ",
                "settings ",
                "help ",
            },
        ),
        ("brief S", {"brief S12", "brief S1"}),
        ("brief la", {"brief latest"}),
        ('ask "lis', {'ask "Talks in Lisbon"'}),
        ("section ene", {"section Energy Security"}),
        ("section S12 ste", {"section S12 Next Steps"}),
        ("brief S12 sh", {"brief S12 short"}),
        ("help fi", {"help find"}),
        ("settings Unk", {"settings unknown outcomes"}),
        ("settings links", {"settings links a minute", "settings links a minute in all"}),
        ("settings links a minute 5", set()),
        ("find S", set()),
        ("what is", set()),
    ],
)
def test_tab_completes_commands_references_and_headings(typed: str, completed: set[str]) -> None:
    suggestions = suggest(typed, STATEMENTS, HEADINGS)
    assert {typed[: len(typed) - one.replaces] + one.text for one in suggestions} == completed


@given(st.text())
def test_completion_never_replaces_more_than_was_typed(typed: str) -> None:
    assert all(0 <= one.replaces <= len(typed) for one in suggest(typed, STATEMENTS, HEADINGS))
