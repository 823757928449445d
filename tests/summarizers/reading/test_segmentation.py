"""Where sentences end, and where they do not."""

from __future__ import annotations

import pytest

from summarizers.reading.segmentation import segment_sentences


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in segment_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The U.S. Secretary of State met Mr. Holm and Dr. Berg of No. 10 on Jan. 3 at 9 a.m. in Washington, D.C., to talk."),
        ("en", "Prices rose by 2.5 percent, i.e. more than expected, e.g. in the ports of Inc. Harbour."),
        ("en", "The group (incl. Aldmark Inc. and Merrow Ltd.) signed Art. 5 of the treaty."),
        ("de", "Der Rat tagte am 3. April unter Leitung von Dr. Holm, d. h. im 21. Jahrhundert, im 6. Stock."),
        ("fr", "M. Dupont et Mme Durand ont signé l'art. 5, p. ex. pour les ports."),
        ("es", "El Sr. Avellaneda y la Dra. Ibarra firmaron el art. 8 en la Av. Bolívar n.º 45 de la ciudad."),
        ("pt", "O Sr. Cel. Duarte e a Eng.ª Vilhena assinaram o n.º 3 do art. 7.º do tratado."),
        ("it", "Il dott. Bassani ha firmato l'art. 9 con la sig.ra Vukas."),
        ("ru", "Министры осудили сброс в р. Талицу 9 апреля с. г. и выделили 18,5 млрд руб. на 2027 г. и далее."),
        ("ar", "شارك في الدورة د. سلمى الكرمي والأمين العام أ. د. فارس المنصوري."),
    ],
)  # fmt: skip
def test_no_sentence_ends_in_an_abbreviation_or_a_bare_number(language: str, sentence: str) -> None:
    assert cut(sentence, language) == [sentence]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["The talks ended in the U.S.", "They begin again in May."]),
        ("en", ["He said: “We agreed.”", "She left."]),
        ("de", ["Der Vertrag gilt bis 2032.", "Er kann verlängert werden."]),
        ("pt", ["A conferência aprovou o plano.", "A próxima reunião será em Lisboa."]),
        ("ru", ["Договор действует пять лет.", "Он может быть продлён."]),
        ("fr", ["Le conseil a décidé d'agir.", "Il se réunira en mai."]),
    ],
)
def test_two_sentences_are_two(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


def test_japanese_and_chinese_sentences_need_no_space() -> None:
    assert cut("会談が行われた。次の会談は五月である。", "ja") == ["会談が行われた。", "次の会談は五月である。"]
    assert cut("双方举行会谈。下次会谈在五月。", "zh") == ["双方举行会谈。", "下次会谈在五月。"]


def test_a_number_that_counts_the_next_item_goes_with_it() -> None:
    assert cut("Die Parteien stimmten zu. 2. Soziale Fragen folgen.", "de") == [
        "Die Parteien stimmten zu.",
        "2. Soziale Fragen folgen.",
    ]
