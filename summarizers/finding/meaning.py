"""What words mean: static word vectors (`wordllama`), the mean of a text's tokens.

The vectors are read from the files that the package ships, without the package itself: its import costs half a second
and sets up logging, and nothing here may ever reach for the network. English only.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

LANGUAGES = frozenset({"en"})
"""The languages whose words the vectors know."""

_BATCH = 1_024
_FEW = 32
"""Texts that are tokenized one by one: a batch goes through a pool of threads, more trouble than a question is worth."""

_LONGEST_TEXT = 4_000
"""Characters of a text that are looked at: a sentence is hardly longer, and its vector would say nothing."""


def encode(texts: Sequence[str]) -> Vectors:
    """Give the sum of the token vectors of each text, one row a text; zeros where a text has no token."""
    table, tokenizer = _model()
    sums = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
    for start in range(0, len(texts), _BATCH):
        batch = [_readable(text) for text in texts[start : start + _BATCH]]
        if len(batch) <= _FEW:
            read = [tokenizer.encode(text, add_special_tokens=False) for text in batch]
        else:
            read = tokenizer.encode_batch(batch, add_special_tokens=False)
        for row, encoding in enumerate(read, start):
            if encoding.ids:
                sums[row] = table[encoding.ids].sum(axis=0, dtype=np.float32)
    return sums


def normalise(vectors: Vectors) -> Vectors:
    """Scale rows to unit length; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled


def _readable(text: str) -> str:
    """Cut a text to what is looked at; lone surrogates, which no tokenizer takes, become question marks."""
    return text[:_LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")


@cache
def _model() -> tuple[NDArray[np.float16], Any]:
    """Load the table of vectors and the tokenizer that numbers its rows."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("wordllama is not installed", name="wordllama")
    package = Path(next(iter(spec.submodule_search_locations)))
    table = load_file(package / "weights" / "l2_supercat_256.safetensors")["embedding.weight"]
    tokenizer = Tokenizer.from_file(str(package / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return table, tokenizer
