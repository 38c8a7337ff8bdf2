from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from tests.webui.archive import MemoryLibrary
from webui.app import create_app

TEMPLATES = create_app(MemoryLibrary()).extensions["templates"]
values = st.one_of(
    st.text("<>&\"'åä😀x ", max_size=20), st.integers(), st.floats(), st.none(), st.booleans()
)


@given(values | values.map(escape))
def test_templates_escape_whatever_is_not_safe_already(value: object) -> None:
    template = TEMPLATES["sv"].from_string(
        "{% macro say(one) %}<i>{{ one }}</i>{% endmacro %}{{ value }}{{ say(value) }}"
    )
    assert template.render(value=value) == f"{escape(value)}<i>{escape(value)}</i>"


def test_what_a_template_misspells_is_no_empty_text() -> None:
    template = TEMPLATES["sv"].from_string("{{ value.nmae }}")
    with pytest.raises(AttributeError, match="nmae"):
        template.render(value=Markup("x"))
