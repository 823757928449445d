from __future__ import annotations

import pytest

from summarizers.choosing.standing import Standing, standing_of

_CASES = [
    ("en", "They also agreed to meet again.", Standing.STANDS_IN),
    ("en", "Their work goes on.", Standing.STANDS_IN),
    ("en", "This will help families.", Standing.POINTS_BACK),
    ("en", "To that end, we will send aid.", Standing.POINTS_BACK),
    ("en", "“These measures expire in May.", Standing.POINTS_BACK),
    ("en", "However, risks remain.", Standing.CONTINUES),
    ("en", "The President also spoke of trade.", Standing.CONTINUES),
    ("en", "This week, ministers met in Rome.", Standing.ALONE),
    ("en", "It is essential that all sides stop.", Standing.ALONE),
    ("en", "Her Majesty received the President.", Standing.ALONE),
    ("en", "Those who fled must be able to return.", Standing.ALONE),
    ("en", "Thistle growers welcomed the agreement.", Standing.ALONE),
    ("en", "The Committee decided to raise the rate.", Standing.ALONE),
    ("fr", "Ils ont également salué cet accord.", Standing.STANDS_IN),
    ("fr", "Cette semaine, le Conseil s'est réuni.", Standing.ALONE),
    ("fr", "Toutefois, l'inflation reste élevée.", Standing.CONTINUES),
    ("fr", "Les ministres ont également salué cet accord.", Standing.CONTINUES),
    ("de", "Diese Maßnahmen gelten ab Mai.", Standing.POINTS_BACK),
    ("de", "Diese Woche tagte der Rat.", Standing.ALONE),
    ("de", "Außerdem fordern die Minister Hilfe.", Standing.CONTINUES),
    ("de", "Die Minister forderten zudem mehr Hilfe.", Standing.CONTINUES),
    ("es", "Los ministros también pidieron ayuda.", Standing.CONTINUES),
    ("es", "Asimismo, los ministros condenaron el ataque.", Standing.CONTINUES),
    ("es", "Esta decisión entra en vigor hoy.", Standing.POINTS_BACK),
    ("pt", "No entanto, os riscos permanecem.", Standing.CONTINUES),
    ("pt", "Os ministros também pediram ajuda.", Standing.CONTINUES),
    ("it", "I ministri hanno anche chiesto aiuti.", Standing.CONTINUES),
    ("it", "Inoltre, i ministri condannano l'attacco.", Standing.CONTINUES),
    ("ru", "Они призвали к прекращению огня.", Standing.STANDS_IN),
    ("ru", "Кроме того, стороны договорились.", Standing.CONTINUES),
    ("ru", "Стороны также договорились о встрече.", Standing.CONTINUES),
    ("ar", "وأضافت الوزارة أنها تراقب الوضع.", Standing.CONTINUES),
    ("zh", "他强调合作的重要性。", Standing.STANDS_IN),
    ("zh", "此外，双方同意加强合作。", Standing.CONTINUES),
    ("ja", "これを受けて、両国は協議を行う。", Standing.POINTS_BACK),
    ("ja", "日本銀行は金利を維持する。", Standing.ALONE),
    ("ko", "양측은 또한 협력하기로 했다.", Standing.CONTINUES),
    ("ko", "또한 양측은 협력하기로 했다.", Standing.CONTINUES),
    ("xx", "They also agreed.", Standing.ALONE),
]


@pytest.mark.parametrize(("language", "sentence", "standing"), _CASES, ids=[f"{c[0]}-{c[1][:24]}" for c in _CASES])
def test_a_sentence_stands_alone_or_leans(language: str, sentence: str, standing: Standing) -> None:
    assert standing_of(sentence, language) is standing
