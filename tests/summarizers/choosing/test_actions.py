from __future__ import annotations

import pytest

from summarizers.choosing.actions import decides_policy, deeds_in, is_monetary, steers_policy, weighs_risks
from summarizers.choosing.lexicon import Action
from summarizers.vocabulary.tokens import fold

_DEEDS = [
    ("en", "The Council decided to extend the measures.", Action.DECIDES),
    ("en", "We call on all parties to stop.", Action.CALLS_ON),
    ("en", "Ministers strongly condemned the launch.", Action.CONDEMNS),
    ("en", "The two sides agreed to open a liaison office.", Action.AGREES),
    ("en", "The Prime Minister expressed her condolences.", Action.CONDOLES),
    ("en", "The government rejects the annexation.", Action.REFUSES),
    ("fr", "L'Union européenne condamne l'attaque.", Action.CONDEMNS),
    ("fr", "Nous appelons les parties à la retenue.", Action.CALLS_ON),
    ("de", "Der Rat hat neue Maßnahmen beschlossen.", Action.DECIDES),
    ("de", "Die Minister verurteilten den Angriff.", Action.CONDEMNS),
    ("es", "El Gobierno anunció un plan de ayuda.", Action.ANNOUNCES),
    ("es", "Los ministros exigieron un alto el fuego.", Action.CALLS_ON),
    ("pt", "O Presidente anunciou novas medidas.", Action.ANNOUNCES),
    ("it", "I ministri hanno concordato un piano.", Action.AGREES),
    ("ru", "Совет осудил нападение.", Action.CONDEMNS),
    ("ru", "Стороны договорились о встрече.", Action.AGREES),
    ("ar", "وأعلن المجلس خطة جديدة.", Action.ANNOUNCES),
    ("ar", "يدين المجلس الهجوم.", Action.CONDEMNS),
    ("zh", "双方同意加强合作。", Action.AGREES),
    ("zh", "中方强烈谴责袭击。", Action.CONDEMNS),
    ("ja", "両首脳は協力を強化することで合意した。", Action.AGREES),
    ("ja", "政府は発射を強く非難する。", Action.CONDEMNS),
    ("ko", "양국은 협력 강화에 합의했다.", Action.AGREES),
    ("ko", "정부는 도발을 강력히 규탄한다.", Action.CONDEMNS),
]


@pytest.mark.parametrize(("language", "sentence", "action"), _DEEDS, ids=[f"{d[0]}-{d[2].value}" for d in _DEEDS])
def test_a_sentence_names_its_action(language: str, sentence: str, action: Action) -> None:
    assert action in {deed.action for deed in deeds_in(fold(sentence), language)}


@pytest.mark.parametrize("sentence", ["Settlement of the question.", "The agreement is long.", "A voter came."])
def test_a_noun_is_no_action(sentence: str) -> None:
    assert deeds_in(fold(sentence), "en") == ()


_POLICY = [
    ("en", "The Committee decided to keep its target for the federal funds rate at 1 percent."),
    ("en", "The Committee will maintain the target range at 0 to 1/4 percent."),
    ("de", "Der EZB-Rat hat beschlossen, die Leitzinsen unverändert zu lassen."),
    ("fr", "Le Conseil des gouverneurs a décidé de maintenir les taux d'intérêt."),
    ("ja", "政策委員会は、政策金利を0.5%に維持することを決定した。"),
    ("zh", "委员会决定将利率上调25个基点。"),
]


@pytest.mark.parametrize(("language", "sentence"), _POLICY, ids=[f"{p[0]}-{p[1][:20]}" for p in _POLICY])
def test_a_central_banks_decision_is_known(language: str, sentence: str) -> None:
    assert decides_policy(fold(sentence), language) or steers_policy(fold(sentence), language)


@pytest.mark.parametrize(
    "sentence",
    ["If inflation rises, the Committee will raise its target.", "Household spending advanced.", "Prices fell."],
)
def test_what_is_only_possible_or_observed_is_no_decision(sentence: str) -> None:
    assert not decides_policy(fold(sentence), "en")
    assert not steers_policy(fold(sentence), "en")


def test_a_text_is_a_central_banks_if_it_speaks_of_its_subjects() -> None:
    assert is_monetary(("inflation has eased.", "the board met.", "the policy rate stays."), "en")
    assert not is_monetary(("she holds a degree in public policy.", "the board met."), "en")
    assert not is_monetary((), "en")


_RISKS = [
    ("en", "The Board sees the risks to growth as balanced."),
    ("en", "Downside risks have grown since spring."),
    ("de", "Die Risiken für das Wachstum sind ausgewogen."),
    ("fr", "Les risques pour la croissance sont orientés à la baisse."),
    ("es", "El balance de riesgos se inclina a la baja."),
    ("pt", "Os riscos para a inflação aumentaram."),
    ("it", "I rischi per la crescita sono bilanciati."),
    ("ru", "Баланс рисков смещён в сторону инфляции."),
    ("ar", "لا تزال مخاطر الهبوط كبيرة."),
    ("zh", "委员会认为下行风险上升。"),
    ("ja", "海外経済の下振れリスクに注意が必要である。"),
    ("ko", "성장의 하방 리스크가 커졌다."),
]


@pytest.mark.parametrize(("language", "sentence"), _RISKS, ids=[f"{r[0]}-{r[1][:20]}" for r in _RISKS])
def test_a_central_bank_weighs_the_risks(language: str, sentence: str) -> None:
    assert weighs_risks(fold(sentence), language)


def test_who_runs_a_risk_weighs_none() -> None:
    assert not weighs_risks(fold("Families at risk will receive help."), "en")
