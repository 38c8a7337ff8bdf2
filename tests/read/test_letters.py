"""Letters and what is attached to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.read.conftest import Outcome
from tests.read.made_office import attachment, compound, letter

Read = Callable[..., Outcome]

LETTER = """Subject: =?utf-8?q?Svar_p=C3=A5_remiss?=
Date: Tue, 3 Mar 2020 23:30:00 +0100
From: Kajsa =?utf-8?q?P=C3=A5hittad?= <kajsa@example.se>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=yttre

--yttre
Content-Type: multipart/alternative; boundary=inre

--inre
Content-Type: text/plain; charset=utf-8

Enkel text.

--inre
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>Buller p=E5 skolor.</p><p style=3D"display: none">dolt</p>
--inre--

--yttre
Content-Type: text/plain
Content-Disposition: attachment; filename*=utf-8''r%C3%A5d.txt

Bilagans titel

Bilagans text.
--yttre
Content-Type: message/rfc822

Subject: Inre brev

Inre text.

--yttre
Content-Type: image/png; name="logo.png"
Content-ID: <logo>

x
--yttre--
"""


def test_a_letter_and_its_attachments_are_articles(read_made: Read) -> None:
    articles, findings = read_made("brev.eml", LETTER)
    assert [(one.id, one.title, one.sections[0].paragraphs) for one in articles] == [
        ("arkiv/brev.eml", "Svar på remiss", ("Buller på skolor.",)),
        ("arkiv/brev.eml/råd.txt", "Bilagans titel", ("Bilagans text.",)),
        ("arkiv/brev.eml/Inre%20brev.eml", "Inre brev", ("Inre text.",)),
    ]
    assert str(articles[0].published) == "2020-03-03"
    assert not any("kajsa" in one.to_json().lower() for one in articles)
    assert not any(finding.refused for finding in findings)


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("Content-Type: text/plain; charset=iso-8859-1", "Å ä ö.".encode("latin-1"), "Å ä ö."),
        ("Content-Type: text/plain", "Å ä ö.".encode(), "Å ä ö."),
        (
            "Content-Type: text/html\nContent-Transfer-Encoding: base64",
            b"PHA+SGVqPC9wPg==",
            "Hej",
        ),
    ],
)
def test_a_simple_letter_is_read(read_made: Read, head: str, body: bytes, text: str) -> None:
    (article,), _ = read_made("x.eml", f"Subject: Brev\n{head}\n\n".encode() + body)
    assert article.sections[0].paragraphs == (text,)


def test_a_letter_of_outlook_and_its_attachments_are_articles(read_made: Read) -> None:
    inner = {"__substg1.0_3701000D": letter("Inre brev", "Inre text.", date=False)}
    made = compound(
        {
            **letter("Svar på remiss", "Buller.\n\nMer buller."),
            "__attach_version1.0_#00000000": attachment("råd.txt", b"Titel\n\nText."),
            "__attach_version1.0_#00000001": {"__properties_version1.0": bytes(8), **inner},
        }
    )
    articles, findings = read_made("brev.msg", made)
    assert [(one.id, one.title, one.sections[0].paragraphs) for one in articles] == [
        ("arkiv/brev.msg", "Svar på remiss", ("Buller.", "Mer buller.")),
        ("arkiv/brev.msg/råd.txt", "Titel", ("Text.",)),
        ("arkiv/brev.msg/Inre%20brev.msg", "Inre brev", ("Inre text.",)),
    ]
    assert articles[0].published
    assert not any(finding.refused for finding in findings)


def test_the_text_of_outlook_is_read_in_its_richest_form(read_made: Read) -> None:
    html = {"__substg1.0_10130102": "<p>Bättre text.</p>".encode()}
    (article,), _ = read_made("x.msg", compound({**letter("Brev", "Enkel text."), **html}))
    assert article.sections[0].paragraphs == ("Bättre text.",)
