"""As much of a PDF as Chromium's own ones take: how many pages, and the letters on them."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"/Length (\d+)\b.*?stream\r?\n", re.DOTALL)
_USED = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> ?Tj")
_HEX = rb"<([0-9A-Fa-f]+)>"


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def letters(pdf: bytes) -> str:
    """All letters in the order in which they are drawn, without any space."""
    objects: dict[bytes, bytes] = dict(_OBJECT.findall(pdf))
    fonts = dict(re.findall(rb"/(F\d+) (\d+) 0 R", pdf))
    letters_of = {name: _letters_of(objects, objects[number]) for name, number in fonts.items()}
    drawn, font = "", b""
    for body in objects.values():
        for name, glyphs in _USED.findall(_stream(body)):
            font = name or font
            if glyphs:
                known = letters_of.get(font, {})
                codes = [int(glyphs[at : at + 4], 16) for at in range(0, len(glyphs), 4)]
                drawn += "".join(known.get(code, "") for code in codes)
    return "".join(drawn.split())


def _letters_of(objects: dict[bytes, bytes], font: bytes) -> dict[int, str]:
    """The letters of a font's glyphs, as its ToUnicode tells them."""
    told = re.search(rb"/ToUnicode (\d+) 0 R", font)
    table = _stream(objects[told[1]]) if told else b""
    known: dict[int, str] = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letter in re.findall(_HEX + rb"\s*" + _HEX, part):
            known[int(code, 16)] = bytes.fromhex(letter.decode()).decode("utf-16-be")
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letter in re.findall(rb"\s*".join([_HEX] * 3), part):
            for step in range(int(last, 16) - int(first, 16) + 1):
                known[int(first, 16) + step] = chr(int(letter, 16) + step)
    return known


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if not found:
        return b""
    # As long as it says: a last byte that looks like a line's end is one of its own.
    whole = body[found.end() : found.end() + int(found[1])]
    return zlib.decompress(whole) if b"/FlateDecode" in body else whole
