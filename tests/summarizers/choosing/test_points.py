from __future__ import annotations

import pytest

from summarizers.choosing.material import gather
from summarizers.choosing.points import unmarked_points
from tests.summarizers.choosing.documents import document

_MORE = "Work begins in May."


def _heads(*openings: str, language: str = "en") -> set[int]:
    """Give which of the paragraphs are points, from 0."""
    paragraphs = [f"{opening} {_MORE}" for opening in openings]
    return {index // 2 for index in unmarked_points(gather(document(*paragraphs, language=language)))}


def test_paragraphs_that_open_with_a_bare_verb_are_points_of_a_list() -> None:
    assert _heads(
        "The plan has three parts.",
        "Upgrade the harbours of the north.",
        "Expanding the ferry lines.",
        "Launched a fund for pilots.",
    ) == {1, 2, 3}


def test_two_such_paragraphs_are_no_list() -> None:
    assert _heads("The plan is new.", "Upgrade the harbours.", "Expand the ferry lines.") == set()


@pytest.mark.parametrize(
    "opening",
    [
        "Recognizing the need, the ministers agreed on a plan.",
        "During the winter prices rose.",
        "Housing remained weak.",
        "United they stand.",
        "Ministers expand the fund.",
    ],
)
def test_a_sentence_with_a_subject_is_no_point(opening: str) -> None:
    assert _heads("Upgrade the harbours.", "Expand the ferries.", "Build a pier.", opening) == {0, 1, 2}


def test_a_marked_point_needs_no_guess() -> None:
    points = (f"- Upgrade harbour {number}. {_MORE}" for number in range(4))
    assert unmarked_points(gather(document(*points))) == frozenset()


def test_a_plain_list_of_sentences_has_no_points() -> None:
    assert unmarked_points(gather(["Upgrade ports.", "Expand lines.", "Build piers."])) == frozenset()


@pytest.mark.parametrize(
    ("language", "openings"),
    [
        ("fr", ("Renforcer les ports.", "Créer un fonds.", "Améliorer les routes.")),
        ("es", ("Reforzar los puertos.", "Crear un fondo.", "Mejorar las rutas.")),
        ("pt", ("Reforçar os portos.", "Criar um fundo.", "Melhorar as rotas.")),
        ("it", ("Rafforzare i porti.", "Creare un fondo.", "Migliorare le rotte.")),
        ("ru", ("Укрепить порты.", "Создать фонд.", "Улучшить дороги.")),
    ],
)
def test_points_are_known_by_their_infinitives(language: str, openings: tuple[str, ...]) -> None:
    assert _heads(*openings, language=language) == {0, 1, 2}


def test_a_language_without_a_table_of_them_has_none() -> None:
    assert _heads("Häfen stärken.", "Linien ausbauen.", "Piers bauen.", language="de") == set()
