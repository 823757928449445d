"""Make the sentence model that is shipped in `summarizers/finding/sentence_model`; see `README.md` there.

Usage: python -m benchmarks.make_sentence_model <folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2>

Matrices are kept as whole numbers of 8 bits with a scale a row: a quarter of the size, and vectors that differ from the
full ones by a cosine of 0.999 or more. What is not asked for in use (pooling, other types of token) is left out.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file, save_file

import summarizers.finding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Tensors = dict[str, NDArray[np.generic]]

_LAYERS = 6


def main() -> None:
    source = Path(sys.argv[1])
    target = Path(summarizers.finding.__path__[0]) / "sentence_model"
    save_file(convert(load_file(source / "model.safetensors")), target / "model.safetensors")
    (target / "model.safetensors").chmod(0o644)
    shutil.copy(source / "tokenizer.json", target / "tokenizer.json")
    print(f"{(target / 'model.safetensors').stat().st_size} bytes")


def convert(full: Tensors) -> Tensors:
    """Give the tensors that are shipped: matrices as "name.weight" and "name.scale", vectors as they are."""
    small: Tensors = {}
    _add_matrix(small, "words", full["embeddings.word_embeddings.weight"])
    positions = full["embeddings.position_embeddings.weight"] + full["embeddings.token_type_embeddings.weight"][0]
    small["positions"] = positions[:256].astype(np.float16)
    _add_norm(small, "norm", full, "embeddings.LayerNorm")
    for layer in range(_LAYERS):
        _add_layer(small, f"{layer}", full, f"encoder.layer.{layer}")
    return small


def _add_layer(small: Tensors, to: str, full: Tensors, of: str) -> None:
    parts = [f"{of}.attention.self.{name}" for name in ("query", "key", "value")]
    _add_matrix(small, f"{to}.asked", np.concatenate([full[f"{part}.weight"] for part in parts]))
    small[f"{to}.asked.bias"] = np.concatenate([full[f"{part}.bias"] for part in parts])
    dense = {"attended": "attention.output.dense", "widened": "intermediate.dense", "narrowed": "output.dense"}
    for name, theirs in dense.items():
        _add_matrix(small, f"{to}.{name}", full[f"{of}.{theirs}.weight"])
        small[f"{to}.{name}.bias"] = full[f"{of}.{theirs}.bias"]
    _add_norm(small, f"{to}.attended.norm", full, f"{of}.attention.output.LayerNorm")
    _add_norm(small, f"{to}.narrowed.norm", full, f"{of}.output.LayerNorm")


def _add_matrix(small: Tensors, name: str, matrix: NDArray[np.generic]) -> None:
    values = matrix.astype(np.float32)
    scale = np.abs(values).max(axis=1) / 127
    small[f"{name}.weight"] = np.round(values / scale[:, np.newaxis]).astype(np.int8)
    small[f"{name}.scale"] = scale.astype(np.float32)


def _add_norm(small: Tensors, name: str, full: Tensors, theirs: str) -> None:
    small[f"{name}.weight"] = full[f"{theirs}.weight"]
    small[f"{name}.bias"] = full[f"{theirs}.bias"]


if __name__ == "__main__":
    main()
