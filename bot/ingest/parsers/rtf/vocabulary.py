"""The control words of RTF 1.9.1 that matter for a text, and the code pages it names."""

from __future__ import annotations

import codecs

CHARACTERS = {
    "tab": " ", "emdash": "\u2014", "endash": "\u2013", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "line": "\n", "lbr": "\n", "softline": " ", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
"""Control words that stand for a character; a tab and wide spaces separate words."""
SYMBOLS = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\"}
PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})
SKIPPED = frozenset(
    "annotation atnid atnauthor atndate atnicn atnparent atnref atrfend atrfstart bkmkend bkmkstart blipuid "
    "colorschememapping colortbl comment company datafield datastore do doccomm docvar falt filetbl fldinst fname fontemb "
    "fontfile footer footerf footerl footerr footnote formfield ftncn ftnsep ftnsepc aftncn aftnsep aftnsepc "
    "generator header headerf headerl headerr keycode latentstyles levelnumbers leveltext listtable listoverridetable "
    "nonesttables nonshppict objdata objname objclass pgdsctbl picprop pict pnseclvl private propname revtbl rsidtbl "
    "rxe sn sp sv tc tcn template themedata ud userprops wgrffmtfilter xe xmlnstbl mmath".split()
)
"""Destinations whose text is none of the document's: tables of the format, headers, footers, notes, pictures."""
KEPT_IGNORABLE = frozenset({"shppict", "shpinst", "shptxt", "nesttableprops"})
"""Destinations marked as ignorable that may hold text all the same."""

DESTINATIONS = frozenset({"fonttbl", "stylesheet", "info", "listtext", "pntext"})
"""Destinations that are read for something else than their text."""
PROPERTIES = frozenset({"title", "author", "subject", "operator", "keywords", "category", "manager", "hlinkbase"})

_CHARSETS = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Windows' character sets of fonts, by number. (1, the default, is the document's own.)"""
_PAGES = {10000: "mac_roman", 10001: "cp932", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2",
          10081: "mac_turkish", 936: "gb18030", 65001: "utf-8", 1361: "johab"}  # fmt: skip
DEFAULT_CODEC = "cp1252"
MACHINES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""The encodings of the machines that RTF began on."""


def codec_of_page(number: int | None) -> str:
    """Give the codec of a code page."""
    name = _PAGES.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return DEFAULT_CODEC


def codec_of_charset(number: int | None) -> str | None:
    """Give the codec of a font's character set; nothing for the document's own."""
    return _CHARSETS.get(-1 if number is None else number)
