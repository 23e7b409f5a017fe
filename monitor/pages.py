"""Templates, with everything that they are given escaped: the one door of Jinja."""

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template

__all__ = ["Environment", "Template", "environment"]


@cache
def environment(*packages: str, html: bool) -> Environment:
    """The templates of these packages.

    Jinja escapes for HTML only, and only where it is told to; of Markdown the
    page's own sink has done all of it.
    """
    return Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
