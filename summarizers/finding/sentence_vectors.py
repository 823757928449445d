"""What sentences mean in their context: a vector a token, by a small transformer (all-MiniLM-L6-v2), with numpy alone.

The model lies in `sentence_model`, with its source and licence. A sentence of 35 tokens takes 3 to 7 ms, so a caller
keeps what it asked for once. English only, like `meaning.LANGUAGES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from summarizers.finding.meaning import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Vectors = NDArray[np.float32]

_FOLDER = Path(__file__).with_name("sentence_model")
_LAYERS = 6
_HEADS = 12
_LONGEST = 192
"""Tokens of a text that are looked at: no sentence that a person wrote has more."""

_LONGEST_TEXT = 4_000
"""Characters of a text that the tokenizer is given."""

_BATCH = 1_024
"""Tokens that are computed at once; more would only take memory."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's tokens as they mean in it, each of length one, with their spans; and the text's own vector, the mean."""

    tokens: Vectors
    spans: tuple[tuple[int, int], ...]
    whole: Vectors


def encode(texts: Sequence[str]) -> list[Encoded]:
    """Give the vectors of each text; a text without a word has no tokens."""
    tokenizer, readable = _tokenizer(), [_readable(text) for text in texts]
    # a batch goes through a pool of threads: more trouble than one question is worth
    read = tokenizer.encode_batch(readable) if len(readable) > 1 else [tokenizer.encode(text) for text in readable]
    hidden: list[Vectors] = []
    for batch in _batches([encoding.ids for encoding in read]):
        hidden += _hidden(batch)
    return [
        Encoded(normalise(rows[1:-1]), tuple(encoding.offsets[1:-1]), normalise(rows.mean(axis=0)))
        for rows, encoding in zip(hidden, read, strict=True)
    ]


def nearness(question: str, texts: Sequence[str]) -> list[float]:
    """Give the mean of two likenesses for each text: of the whole to the question, and of its tokens to each of it."""
    asked, *given = encode([question, *texts])
    if not len(asked.tokens):
        return [0.0] * len(given)
    return [
        float(each.whole @ asked.whole + (each.tokens @ asked.tokens.T).max(axis=0).mean()) / 2
        if len(each.tokens)
        else 0.0
        for each in given
    ]


def _readable(text: str) -> str:
    return text[:_LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")


def _batches(ids: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    batch: list[list[int]] = []
    for each in ids:
        if batch and sum(map(len, batch)) + len(each) > _BATCH:
            yield batch
            batch = []
        batch.append(each)
    if batch:
        yield batch


def _hidden(batch: Sequence[list[int]]) -> list[Vectors]:
    """Give the last layer of each text, one row a token.

    The texts stand under one another in one matrix, and only attention looks at each by itself: no padding.
    """
    model = _model()
    bounds = np.cumsum([0, *map(len, batch)])
    ids = np.concatenate([np.array(each, dtype=np.intp) for each in batch])
    words = model["words.weight"][ids] * model["words.scale"][ids, np.newaxis]
    rows = words + np.concatenate([model["positions"][: len(each)] for each in batch])
    rows = _scaled(rows, model, "norm")
    for layer in map(str, range(_LAYERS)):
        attended = _attend(_linear(rows, model, f"{layer}.asked"), bounds)
        rows = _scaled(rows + _linear(attended, model, f"{layer}.attended"), model, f"{layer}.attended.norm")
        widened = _gelu(_linear(rows, model, f"{layer}.widened"))
        rows = _scaled(rows + _linear(widened, model, f"{layer}.narrowed"), model, f"{layer}.narrowed.norm")
    return [rows[start:end] for start, end in pairwise(bounds)]


def _attend(asked: Vectors, bounds: NDArray[np.intp]) -> Vectors:
    """Give what each token takes from the others of its text; `asked` holds queries, keys and values side by side."""
    width = asked.shape[1] // 3
    taken = np.empty((len(asked), width), dtype=np.float32)
    for start, end in pairwise(bounds):
        queries, keys, values = asked[start:end].reshape(end - start, 3, _HEADS, -1).transpose(1, 2, 0, 3)
        weights = queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(width / _HEADS))
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        taken[start:end] = (weights @ values).transpose(1, 0, 2).reshape(end - start, width)
    return taken


def _linear(rows: Vectors, model: Mapping[str, Any], name: str) -> Vectors:
    product: Vectors = rows @ model[f"{name}.weight"]
    product += model[f"{name}.bias"]
    return product


def _scaled(rows: Vectors, model: Mapping[str, Any], name: str) -> Vectors:
    """Give rows with mean 0 and variance 1, weighed (Ba, Kiros & Hinton, 2016)."""
    rows = rows - rows.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1])
    rows *= (1 / np.sqrt(variance + np.float32(1e-12)))[:, np.newaxis]
    scaled: Vectors = rows * model[f"{name}.weight"] + model[f"{name}.bias"]
    return scaled


def _gelu(rows: Vectors) -> Vectors:
    """Give rows x Phi(rows) (Hendrycks & Gimpel, 2016), Phi by their formula with the hyperbolic tangent."""
    inner = rows * rows
    inner *= np.float32(0.044715)
    inner += 1
    inner *= rows
    inner *= np.float32(np.sqrt(2 / np.pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= rows
    inner *= np.float32(0.5)
    return inner


@cache
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_FOLDER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer


@cache
def _model() -> Mapping[str, Any]:
    """Load the model: the matrices of the layers in full, the table of words as it is kept."""
    from safetensors.numpy import load_file

    kept = load_file(_FOLDER / "model.safetensors")
    model = {name: tensor for name, tensor in kept.items() if tensor.dtype != np.int8}
    model["words.weight"] = kept["words.weight"]
    for name, tensor in kept.items():
        if tensor.dtype == np.int8 and name != "words.weight":
            scale = kept[name.replace(".weight", ".scale")]
            model[name] = np.ascontiguousarray((tensor * scale[:, np.newaxis]).T)
    return model
