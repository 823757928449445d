from __future__ import annotations

import pytest

from bot.ingest.incoming import Incoming
from bot.samples import SHOWCASE, load_samples


def test_there_are_samples_of_different_kinds_and_the_showcase_comes_last() -> None:
    samples = load_samples()
    assert len(samples) >= 6
    assert samples[-1].name == SHOWCASE


@pytest.mark.parametrize("sample", load_samples(), ids=lambda sample: sample.name)
def test_every_sample_is_read_with_a_title_and_its_date(sample: Incoming) -> None:
    document = sample.read()
    assert document.title
    assert document.dated
    assert len(document.sentences) >= 3
