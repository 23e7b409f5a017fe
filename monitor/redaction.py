"""Secrets do not leave the process: each is told here once, and taken out of all that goes out.

What goes out is what is printed and logged, the files that are written, the
errors that are raised and kept, and what a server sends back.
"""

import base64
import json
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

SHOWN = "[secret]"
"""What stands in a secret's place."""
_SHORTEST = 8
"""Characters: a shorter one would be taken out of ordinary words."""
_told: frozenset[str] = frozenset()
_forms: tuple[str, ...] = ()
"""In small letters: some servers do not keep the case."""


def hide(secret: str) -> None:
    """From now on take this out, in every form in which URLs, JSON and headers write it."""
    global _told, _forms
    if len(secret) < _SHORTEST or secret in _told:
        return
    _told |= {secret}
    forms = {form.lower() for form in _forms_of(secret)}
    # The longest first: one may be a piece of another.
    _forms = tuple(sorted({*_forms, *forms}, key=len, reverse=True))


def redacted(text: str) -> str:
    """The text without any secret that was told."""
    small = text.lower()
    found = [re.escape(form) for form in _forms if form in small]
    return re.sub("|".join(found), SHOWN, text, flags=re.IGNORECASE) if found else text


def _forms_of(secret: str) -> Iterator[str]:
    """X's tokens hold %3D, which some servers read as =; proxies pack headers."""
    yield unquote(secret)
    yield secret.encode().hex()
    yield json.dumps(secret)[1:-1]
    for plain in (secret, *_packed(secret)):
        once = quote(plain, safe="")
        yield from (plain, once, quote(once, safe=""))


def _packed(secret: str) -> Iterator[str]:
    """base64, whatever stands before: as much of it as the secret alone decides."""
    for shift in range(3):
        packed = base64.b64encode(bytes(shift) + secret.encode()).decode()
        length = shift + len(secret.encode())
        yield packed[-(-shift * 8 // 6) : length * 8 // 6]
