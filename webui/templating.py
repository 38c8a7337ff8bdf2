"""Templates with their words in place: each is compiled once for each language.

A page says some 150 fixed things, and to look them up for each reader costs more than to write it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, current_app
from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from webui.addresses import address_of
from webui.language import LANGUAGES, gettext, language, ngettext, translate

_FIXED = ["name", "lparen", "string", "rparen"]
"""The kinds of token in `_("…")`."""


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
    environment.globals |= {"_": _say, "ngettext": _say_number, "address_of": address_of}
    return environment


def _say(message: str, **values: object) -> Markup:
    """Say a message that holds values, which are escaped."""
    return Markup(gettext(message)) % values  # noqa: S704 - our own messages may hold HTML


def _say_number(one: str, many: str, count: int) -> Markup:
    return Markup(ngettext(one, many, count))  # noqa: S704 - our own messages may hold HTML
