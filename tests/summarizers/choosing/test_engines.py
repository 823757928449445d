from __future__ import annotations

import subprocess
import sys

import pytest

from summarizers.choosing import DEFAULT_ENGINE, UnknownEngineError, choose, engine_names

_SENTENCES = [
    "The ministers of Norland and Sudland met in Rome.",
    "Ministers of both countries agreed on a truce in the border region.",
    "The truce in the border region begins on Monday.",
    "Observers of the truce will report to the ministers.",
    "Grain prices fell.",
    "A concert closed the evening.",
    "Sudland and Norland will open the border for grain.",
]


def test_the_default_engine_comes_first() -> None:
    assert engine_names()[0] == DEFAULT_ENGINE == "structure"


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownEngineError, match='No engine "lexrnk"') as caught:
        choose(_SENTENCES, engine="lexrnk")
    assert caught.value.known == engine_names()


def test_lead_takes_the_first_sentences() -> None:
    assert [choice.index for choice in choose(_SENTENCES, engine="lead")] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("engine", engine_names())
def test_each_engine_gives_five_of_seven(engine: str) -> None:
    assert len(choose(_SENTENCES, engine=engine)) == 5


@pytest.mark.parametrize("engine", ["structure", "lsa", "sumy-lexrank", "reduction", "kl"])
def test_the_choice_does_not_depend_on_the_order_of_hashes(engine: str) -> None:
    program = (
        "from summarizers.choosing import choose\n"
        f"print([(c.index, c.score) for c in choose({_SENTENCES!r}, engine={engine!r})])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_naming_the_engines_loads_no_numerical_library() -> None:
    program = (
        "import sys; from summarizers.choosing import choose, engine_names; engine_names(); choose(['A b.', 'C d.']);"
        "print(sorted({'numpy', 'scipy', 'sumy', 'wordllama'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
