from __future__ import annotations

import pytest

from summarizers.reading.document import Document
from summarizers.reading.reader import read

STATEMENT = """\
Joint Statement on Northern Security

The Foreign Ministers of Norland and Japan met on 4 May 2026 in Oslo to review their cooperation.

Addressing the North Korean Threat

The Ministers condemned the missile launches of the Democratic People's Republic of Korea (DPRK). They called for the \
immediate release of all abductees and their return to their families.

The Ministers agreed to report violations to the International Atomic Energy Agency within thirty days.

Energy Security and Resilience

The Ministers committed to diversify supplies of liquefied natural gas and critical minerals under the MSP (Minerals \
Security Partnership).

They also decided to double the budget of the joint programme on offshore wind power to 40 million euros.

Maritime Cooperation

The Ministers welcomed the coast guard exercise and pledged to rescue seafarers in distress. They asked the Seoul \
government to join.
"""


@pytest.fixture(scope="session")
def statement() -> Document:
    return read(STATEMENT)
