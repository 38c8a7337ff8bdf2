"""Languages: which tag does a language have, however it is said?"""

from __future__ import annotations

import re

SWEDISH = "sv"

NAMES = {
    "sv": "svenska swedish svensk swe ruotsi",
    "en": "engelska english engelsk eng englanti",
    "fi": "finska finnish finsk suomi fin",
    "nb": "bokmål nob",
    "nn": "nynorska nynorsk nno",
    "no": "norska norwegian norsk nor",
    "da": "danska danish dansk dan",
    "is": "isländska icelandic íslenska isl ice",
    "fo": "färöiska faroese føroyskt fao",
    "se": "nordsamiska samiska davvisámegiella sme",
    "sma": "sydsamiska åarjelsaemien",
    "smj": "lulesamiska julevsámegiella",
    "fit": "meänkieli tornedalsfinska",
    "rom": "romska romani romany",
    "yi": "jiddisch yiddish yid",
    "de": "tyska german deutsch deu ger",
    "fr": "franska french français fra fre",
    "es": "spanska spanish español spa",
    "it": "italienska italian italiano ita",
    "nl": "nederländska dutch nederlands nld dut",
    "pl": "polska polish polski pol",
    "ru": "ryska russian rus",
    "uk": "ukrainska ukrainian ukr",
    "et": "estniska estonian eesti est",
    "lv": "lettiska latvian lav",
    "lt": "litauiska lithuanian lit",
    "ar": "arabiska arabic ara",
    "fa": "persiska farsi persian dari fas per",
    "ku": "kurdiska kurdish kur",
    "so": "somaliska somali som",
    "ti": "tigrinska tigrinya tir",
    "tr": "turkiska turkish tur",
    "bs": "bosniska bosnian bos",
    "hr": "kroatiska croatian hrv",
    "sr": "serbiska serbian srp",
    "sq": "albanska albanian sqi alb",
    "zh": "kinesiska chinese zho chi",
}
"""What each language is called, in Swedish, in English and in itself, and its longer codes."""

_TAG_OF = {name: tag for tag, names in NAMES.items() for name in names.split()}
_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)
_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "mis"})


def tag_of(said: str) -> str:
    """Return the language of a tag as BCP 47 has it, or of a name of a language, or "".

    >>> tag_of(" sv_SE "), tag_of("EN"), tag_of("Svenska"), tag_of("swe"), tag_of("ingen")
    ('sv', 'en', 'sv', 'sv', '')
    """
    plain = said.strip().casefold()
    if named := _TAG_OF.get(plain):
        return named
    match = _TAG.fullmatch(plain)
    if match is None or match[1] in _NO_LANGUAGE:
        return ""
    return _TAG_OF.get(match[1], match[1])
