"""Templates with their words in place: each is compiled once for each language.

A page says some 150 fixed things, and to look them up for each reader costs more than to write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask, current_app
from jinja2 import Environment, Template
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

from indexer.search.parameters import PAGE
from webui.addresses import address_of
from webui.caching import file_href
from webui.language import LANGUAGES, gettext, language, ngettext, translate

_FIXED = ["name", "lparen", "string", "rparen"]
"""The kinds of token in `_("…")`."""
_TO_ESCAPE = re.compile("[&<>'\"]").search


class QuickTemplate(Template):
    """A template that leaves alone what needs no escaping: six hundred texts a page, nearly all."""

    @classmethod
    def from_code(cls, *args: Any, **options: Any) -> Template:
        """Return the template of compiled code."""
        template = super().from_code(*args, **options)
        template.root_render_func.__globals__["escape"] = _escape
        return template


class WordsInPlace(Extension):
    """Compiles `_("…")` to what it says in the language of the environment."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens, with a text that is safe as HTML for each fixed message."""
        code = self.environment.language  # type: ignore[attr-defined] # ours
        tokens = list(stream)
        while tokens:
            name, *_ = first = tokens[: len(_FIXED)]
            if name.value == "_" and [token.type for token in first] == _FIXED:
                yield Token(name.lineno, "string", translate(first[2].value, code))
                yield Token(name.lineno, "pipe", "|")
                yield Token(name.lineno, "name", "safe")
                del tokens[: len(_FIXED)]
            else:
                yield tokens.pop(0)


def compile_templates(app: Flask) -> None:
    """Let the app have its templates in each language."""
    app.extensions["templates"] = {code: _environment(app, code) for code in LANGUAGES}


def render(template: str, **values: object) -> str:
    """Return the template in the reader's language."""
    environment: Environment = current_app.extensions["templates"][language()]
    current_app.update_template_context(values)
    return environment.get_template(template).render(values)


def _environment(app: Flask, code: str) -> Environment:
    environment = app.create_jinja_environment()
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.extend(language=code)
    environment.add_extension(WordsInPlace)
    environment.template_class = QuickTemplate
    environment.getattr = getattr  # type: ignore[assignment] # what has attributes has no keys
    environment.globals |= {
        "_": _say,
        "ngettext": _say_number,
        "address_of": address_of,
        "file_href": file_href,
        "names": PAGE.names,
        "word": PAGE.word,
    }
    return environment


def _escape(value: object) -> str:
    """Return the value as HTML, without the wrapping that Markup gives what stands alone."""
    if type(value) is str:
        return escape(value) if _TO_ESCAPE(value) else value
    if type(value) is Markup:
        return value
    return str(value) if type(value) is float else escape(value)


def _say(message: str, **values: object) -> Markup:
    """Say a message that holds values, which are escaped."""
    return Markup(gettext(message)) % values  # noqa: S704 - our own messages may hold HTML


def _say_number(one: str, many: str, count: int) -> Markup:
    return Markup(ngettext(one, many, count))  # noqa: S704 - our own messages may hold HTML
