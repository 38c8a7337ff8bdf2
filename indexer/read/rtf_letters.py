"""The letters of an RTF document: bytes in the encoding of their font, or numbers of Unicode."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, field

_CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)
_UNITS = 0x10000
"""Letters are numbered so, signed, and those beyond by two halves."""


@dataclass(slots=True)
class Letters:
    """Bytes that wait to be decoded together, since some letters take two; `skip` are not shown."""

    waiting: bytearray = field(default_factory=bytearray)
    codec: str = "cp1252"
    font: int = -1
    default: int = -1
    fonts: dict[int, str] = field(default_factory=dict)
    instead: int = 1
    skip: int = 0

    def told(self, word: str, number: int) -> None:
        """Take account of a control word about encodings."""
        match word:
            case "fcharset":
                self.fonts[self.font] = _CHARSETS.get(number, "")
            case "ansicpg":
                self.codec = _known(f"cp{number}") or self.codec
            case "mac":
                self.codec = "mac-roman"
            case "pc":
                self.codec = "cp437"
            case "pca":
                self.codec = "cp850"
            case "uc":
                self.instead = min(max(number, 0), 100)
            case _:
                self.default = number

    def add(self, data: bytes) -> None:
        """Add bytes, but those that stand in for a letter that was a number."""
        if self.skip:
            passed = min(self.skip, len(data))
            self.skip -= passed
            data = data[passed:]
        self.waiting += data

    def take(self) -> str:
        """Return the letters of the bytes that wait."""
        data, self.waiting = bytes(self.waiting), bytearray()
        font = self.fonts.get(self.font if self.font >= 0 else self.default, "")
        return data.decode(font or self.codec, "replace")

    def unicode(self, number: int) -> str:
        """Return the letter of a number, half of it where it takes two; none of symbol fonts."""
        self.skip = self.instead
        code = number % _UNITS
        return "" if code in _PRIVATE else chr(code)

    def whole(self, parts: Sequence[str]) -> str:
        """Return the parts as one text, halves of letters put together."""
        self.skip = 0
        text = "".join(parts)
        if text.isascii():
            return text
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return ""
