"""Texts that name themselves a correction, in eleven languages."""

from __future__ import annotations

import pytest

from summarizers.comparing.corrections import names_itself_correction, title_words
from summarizers.reading.reader import read

BODY = "The ministers met in Geneva on Tuesday. They agreed to lower tariffs on steel to 5 percent."


@pytest.mark.parametrize(
    "title",
    [
        "Correction: Joint Statement on Steel",
        "Corrected version of the Joint Statement on Steel",
        "CORRECTED Joint Statement on Steel",
        "UPDATED Joint Statement on Steel",
        "Updated: Joint Statement on Steel",
        "Joint Statement on Steel (corrected)",
        "Joint Statement on Steel - Updated",
        "Corrigendum",
        "Rectificatif : Déclaration commune sur l’acier",
        "Version corrigée de la déclaration commune",
        "Berichtigung: Gemeinsame Erklärung zum Stahl",
        "Gemeinsame Erklärung (korrigierte Fassung)",
        "Corrección: Declaración conjunta sobre el acero",
        "Correção: Declaração conjunta sobre o aço",
        "Errata corrige: Dichiarazione congiunta",
        "Исправление: Совместное заявление",
        "تصحيح: بيان مشترك بشأن الصلب",
        "更正：关于钢铁的联合声明",
        "【訂正】鉄鋼に関する共同声明",
        "訂正版共同声明",
        "[정정] 철강에 관한 공동성명",
    ],
)
def test_a_title_can_name_the_text_a_correction(title: str) -> None:
    assert names_itself_correction(read(f"{title}\n\n{BODY}"))


@pytest.mark.parametrize(
    "title",
    [
        "Update on the Negotiations on Steel",
        "Corrections Officers and Ministers Meet in Geneva",
        "Revised Budget for 2027 Is Presented",
        "Joint Statement on Steel",
        "UPDATE ON STEEL TALKS",
        "更新能源政策的联合声明",
    ],
)
def test_other_titles_do_not(title: str) -> None:
    assert not names_itself_correction(read(f"{title}\n\n{BODY}"))


def test_the_first_lines_can_name_it_a_correction() -> None:
    assert names_itself_correction(read(f"Joint Statement on Steel\n\nCorrection: the rate was misstated.\n\n{BODY}"))


def test_what_stands_far_below_does_not() -> None:
    many = "\n\n".join(f"{BODY} They spoke of item {number}." for number in range(9))
    assert not names_itself_correction(read(f"Joint Statement on Steel\n\n{many}\n\nCorrection: none so far."))


def test_a_correction_has_the_title_words_of_what_it_corrects() -> None:
    titles = ("Joint Statement on Steel", "CORRECTED: Joint Statement on Steel", "Joint Statement on Steel (updated)")
    assert {title_words(title, "en") for title in titles} == {"joint statement on steel"}
