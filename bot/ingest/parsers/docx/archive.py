"""The archive that a Word file is: looked at before anything of it is unpacked, and opened with python-docx."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING

from bot.ingest.parsers.errors import Reason, UnreadableError

if TYPE_CHECKING:
    from docx.document import Document

_MOST_PARTS = 5_000
_LARGEST = 200 * 1024 * 1024
_LARGEST_XML = 40 * 1024 * 1024
_HIGHEST_RATIO = 150
_SMALL_ENOUGH = 10 * 1024 * 1024
"""Bytes unpacked that are never refused for their ratio: empty tables shrink to nearly nothing."""

_ENCRYPTED = 1
_XML = re.compile(r"\.(?:xml|rels)$")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml|schemaLibrary)/(\w+)")
_OTHER_KIND = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_DOCUMENT_KIND = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def open_document(raw: bytes) -> Document:
    """Open a Word file; raises `UnreadableError` for one that is damaged, encrypted or unpacks to too much."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check(archive)
            try:
                return docx.Document(io.BytesIO(raw))
            except (KeyError, ValueError):
                # Templates, files with macros, the strict form and names of missing parts: python-docx knows none.
                return docx.Document(_as_plain_document(archive))
    except UnreadableError:
        raise
    except Exception as error:
        # Whatever zipfile, lxml and python-docx raise on a damaged file; this runs in the limited child.
        raise UnreadableError(Reason.DAMAGED) from error


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse what would not fit, by the sizes that the archive states (more than those is never unpacked)."""
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableError(Reason.ENCRYPTED)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_bomb = unpacked > _SMALL_ENOUGH and unpacked > _HIGHEST_RATIO * max(packed, 1)
    has_large_part = any(entry.file_size > _LARGEST_XML for entry in entries if _XML.search(entry.filename.casefold()))
    if len(entries) > _MOST_PARTS or unpacked > _LARGEST or is_bomb or has_large_part:
        raise UnreadableError(Reason.TOO_LARGE)


def _as_plain_document(archive: zipfile.ZipFile) -> io.BytesIO:
    """Give the archive with the names that python-docx knows for the strict form, for templates and macros."""
    names = {entry.filename.casefold() for entry in archive.infolist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as copy:
        for entry in archive.infolist():
            part = archive.read(entry)
            if _XML.search(entry.filename.casefold()):
                part = _STRICT.sub(_transitional, _OTHER_KIND.sub(_DOCUMENT_KIND, part))
            if entry.filename.casefold().endswith(".rels"):
                part = _without_dangling(part, entry.filename, names)
            copy.writestr(entry.filename, part)
    buffer.seek(0)
    return buffer


def _without_dangling(part: bytes, name: str, names: set[str]) -> bytes:
    """Give a part that names others, without those that the archive does not hold."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    root = parse_xml(part)
    folder = posixpath.dirname(posixpath.dirname(name))
    for relationship in list(root):
        target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target") or ""))
        if relationship.get("TargetMode") != "External" and target.lstrip("/").casefold() not in names:
            root.remove(relationship)
    return serialize_part_xml(root)


def _transitional(match: re.Match[bytes]) -> bytes:
    """Give the transitional name of a namespace or kind of relationship that has a strict one."""
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (match[1], match[2])
