"""The packed text of a letter of Outlook, as [MS-OXRTFCP] has it."""

from __future__ import annotations

import struct

MAX_TEXT = 50_000_000
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_SIZE = 4096
_HEAD = struct.Struct("<4I")
_PLAIN, _PACKED = 0x414C454D, 0x75465A4C


def unpack_rtf(packed: bytes) -> bytes:
    """Return the text in RTF, as far as it is whole; nothing of what is packed otherwise."""
    if len(packed) < _HEAD.size:
        return b""
    _, size, kind, _ = _HEAD.unpack_from(packed)
    if kind == _PLAIN:
        return packed[_HEAD.size :][:size]
    return _unpack(packed[_HEAD.size :], min(size, MAX_TEXT)) if kind == _PACKED else b""


def _unpack(packed: bytes, size: int) -> bytes:
    window = bytearray(_DICTIONARY.ljust(_SIZE, b"\0"))
    at = len(_DICTIONARY)
    out = bytearray()
    place = 0
    while place < len(packed) and len(out) < size:
        control = packed[place]
        place += 1
        for bit in range(8):
            if control >> bit & 1:
                if place + 2 > len(packed):
                    return bytes(out)
                reference = packed[place] << 8 | packed[place + 1]
                place += 2
                start, length = reference >> 4, (reference & 15) + 2
                if start == at:
                    return bytes(out)
                for number in range(length):
                    byte = window[(start + number) % _SIZE]
                    out.append(byte)
                    window[at] = byte
                    at = (at + 1) % _SIZE
            elif place < len(packed):
                out.append(packed[place])
                window[at] = packed[place]
                at = (at + 1) % _SIZE
                place += 1
    return bytes(out)
