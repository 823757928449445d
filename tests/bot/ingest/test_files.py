from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.ingest.files import LARGEST_FILE, expand, files_in, is_readable_file, read_source

TEXT = "The ministers met in Lisbon. They agreed on gas."


def test_the_date_in_a_file_name_counts_and_is_overruled_by_the_one_given(tmp_path: Path) -> None:
    path = tmp_path / "20081216.txt"
    path.write_text(TEXT)
    assert read_source(str(path)).dated == date(2008, 12, 16)
    assert read_source(str(path), date(2009, 1, 28)).dated == date(2009, 1, 28)


def test_a_missing_file_names_a_similar_one(tmp_path: Path) -> None:
    (tmp_path / "statement.txt").write_text(TEXT)
    with pytest.raises(SourceError, match=r"There is no file .*statment\.txt\. Did you mean .*statement\.txt"):
        read_source(str(tmp_path / "statment.txt"))


def test_a_folder_says_how_it_is_stored(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        read_source(str(tmp_path))


def test_a_file_larger_than_the_most_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(SourceError, match="larger than 32 MB"):
        read_source(str(path))


@pytest.mark.parametrize("name", ["a\x00b.txt", "x" * 5000 + ".txt"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    assert not is_readable_file(name)
    with pytest.raises(SourceError):
        read_source(name)


def test_a_folder_is_read_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden/d.txt", ".e.txt", "f.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    assert [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)] == ["a.md", "b.txt", "f.pdf", "sub/c.TXT"]


def test_a_pattern_gives_the_files_that_fit_and_folders_what_is_in_them(tmp_path: Path) -> None:
    for name in ("2025/a.txt", "2025/b.pdf", "2026/c.txt", "2026/note.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    assert [Path(name).name for name in expand([f"{tmp_path}/*/*.txt"])] == ["a.txt", "c.txt"]
    assert [Path(name).name for name in expand([f"{tmp_path}/202*"])] == ["a.txt", "b.pdf", "c.txt"]
    assert [Path(name).name for name in expand([f"{tmp_path}/**/*.bin"])] == ["note.bin"]
    assert list(expand(["-", "https://example.org/a?b=[c]"])) == ["-", "https://example.org/a?b=[c]"]


def test_a_pattern_that_nothing_fits_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No file fits"):
        list(expand([f"{tmp_path}/*.pdf"]))


def test_a_file_whose_name_looks_like_a_pattern_is_itself(tmp_path: Path) -> None:
    path = tmp_path / "statement [final].txt"
    path.write_text(TEXT)
    assert list(expand([str(path)])) == [str(path)]
