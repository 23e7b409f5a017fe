"""Secrets do not leave the process: each is told here once, and taken out of all that goes out.

What goes out is what is printed and logged, the files that are written, the
errors that are raised and kept, and what a server sends back.
"""

import base64
import json
from urllib.parse import quote, unquote

SHOWN = "[secret]"
"""What stands in a secret's place."""
_SHORTEST = 8
"""Characters: a shorter one would be taken out of ordinary words."""
_known: tuple[str, ...] = ()


def hide(secret: str) -> None:
    """From now on take this out, as it stands and as URLs, JSON and base64 write it.

    X's tokens hold %3D, which some servers read as =.
    """
    global _known
    if len(secret) >= _SHORTEST:
        plain = {secret, quote(secret, safe=""), unquote(secret), json.dumps(secret)[1:-1]}
        packed = {_packed(secret), _packed(f"Bearer {secret}")}
        forms = plain | packed | {quote(form, safe="") for form in plain | packed}
        # The longest first: one may be a piece of another.
        _known = tuple(sorted({*_known, *forms}, key=len, reverse=True))


def _packed(secret: str) -> str:
    return base64.b64encode(secret.encode()).decode().rstrip("=")


def redacted(text: str) -> str:
    """The text without any secret that was told."""
    for secret in _known:
        text = text.replace(secret, SHOWN)
    return text
