from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.settings import Settings, Source, choose_sources, load_settings


def write(folder: Path, text: str) -> Path:
    path = folder / "sokverket.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_has_a_meaning() -> None:
    for setting in dataclasses.fields(Settings):
        assert setting.metadata["meaning"], setting.name


def test_without_anything_the_defaults_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}) == Settings()


def test_paths_of_a_file_are_seen_from_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, 'index = "i"\ntopics = "t.csv"\n[sources.a]\npath = "a/b"\n')
    settings = load_settings(path, {})
    assert (settings.index, settings.topics) == (tmp_path / "i", tmp_path / "t.csv")
    assert settings.sources == {"a": Source("a", str(tmp_path / "a" / "b"))}


def test_a_source_keeps_all_that_is_said_of_it(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[sources.a]\npath = "/a"\nkind = "nyhet"\npublisher = ["X", "Y"]\nlanguage = "en"\n'
        'audience = "internal"\nurl = "https://www.example.org/"\n'
        'include = "*.md"\nexclude = ["utkast"]\nkinds = {"beslut/*" = "beslut"}\n'
        'fields = {titel = "rubrik", date = ["dag", "datum"]}\n'
        "address = {'(.+)\\.md' = 'https://www.example.org/\\1'}\n",
    )
    assert load_settings(path, {}).sources["a"] == Source(
        "a",
        "/a",
        kind="nyhet",
        publisher=("X", "Y"),
        language="en",
        audience="internal",
        url="https://www.example.org/",
        include=("*.md",),
        exclude=("utkast",),
        kinds=(("beslut/*", "beslut"),),
        fields=(("title", ("rubrik",)), ("published", ("dag", "datum"))),
        address=((r"(.+)\.md", r"https://www.example.org/\1"),),
    )


def test_the_environment_overrides_the_file_and_the_command_both(tmp_path: Path) -> None:
    path = write(tmp_path, 'port = 1\nhost = "a"\nsite_name = "a"\n')
    environment = {"SOKVERKET_PORT": "2", "SOKVERKET_HOST": "b", "SOKVERKET_TOPICS": "t.csv"}
    settings = load_settings(path, environment, host="c", engine=None)
    assert (settings.port, settings.host, settings.site_name) == (2, "c", "a")
    assert (settings.topics, settings.engine) == (Path("t.csv"), "whoosh")


def test_the_environment_may_name_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "port = 1\n")
    assert load_settings(environment={"SOKVERKET_SETTINGS": str(path)}).port == 1


@pytest.mark.parametrize(("text", "meant"), [("true", True), ("false", False), ("True", True)])
def test_yes_and_no_may_be_said_in_the_environment(text: str, *, meant: bool) -> None:
    assert load_settings(environment={"SOKVERKET_ACCESS_LOG": text}).access_log is meant


def test_addresses_that_can_be_followed_are_taken(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'base_url = "https://a.example.se:8443"\ncors_origin = "*"\n[footer_links]\n'
        'Om = "https://a.se/om"\nMejl = "mailto:a@b.se"\nHem = "/"\n',
    )
    assert len(load_settings(path, {}).footer_links) == 3


@pytest.mark.parametrize("variable", ["SOKVERKET_SETTINGS", None])
def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path, variable: str | None) -> None:
    path = tmp_path / "saknas.toml"
    with pytest.raises(SettingsError, match=r"saknas\.toml: filen finns inte"):
        load_settings(None if variable else path, {variable: str(path)} if variable else {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('engine = "whoosh"\nport = \n', "Rätta rad 2"),
        ('engine = "whoosh', "Rätta"),
        ("[sources\n", "Rätta rad 1"),
        ("[sources.a", "Rätta slutet av filen"),
        ("prot = 1\n", r"prot: inställningen finns inte. Välj bland index, engine"),
        ('port = "många"\n', "port: värdet 'många' passar inte. Skriv ett heltal."),
        ("port = true\n", "Skriv ett heltal."),
        ("threads = -1\n", "Skriv ett heltal."),
        ("host = 1\n", "host: värdet 1 passar inte. Skriv en text inom citattecken."),
        ("index = 1\n", "Skriv en text inom citattecken."),
        ('sources = "a"\n', r"Skriv en tabell för varje källa, \[sources.NAMN\]."),
        ("port = 65536\n", "port = 65536: värdet är utanför gränserna. Skriv ett heltal från 1"),
        ("threads = 0\n", "Skriv ett heltal från 1 till 1000."),
        ('audience = "intern"\n', "målgruppen ”intern” finns inte. Välj public eller internal."),
        ('access_log = "kanske"\n', "access_log: värdet 'kanske' passar inte. Skriv true eller"),
        ('base_url = "arkiv.example.se"\n', "base_url = arkiv.example.se: det är ingen webbplats"),
        ('base_url = "https://a.se/x"\n', "Skriv till exempel https://arkiv.example.se"),
        ('cors_origin = "a"\n', "cors_origin = a: det är ingen webbplats"),
        ('footer_links = "a"\n', "Skriv en tabell text = adress"),
        ('[footer_links]\na = "javascript:x"\n', "footer_links: a: 'javascript:x' är ingen adress"),
        ("[footer_links]\na = 1\n", "footer_links: a: 1 är ingen adress"),
        ("[sources.a]\n", r"\[sources.a\]: path saknas"),
        ("[sources]\na = 1\n", r"\[sources.a\]: path saknas"),
        ('[sources.a]\npath = "x"\ntype = "y"\n', "”type” är ingen inställning. Välj bland path"),
        ('[sources.a]\npath = "x"\nkind = 1\n', r"\[sources.a\]: kind: värdet 1 passar inte"),
        ('[sources.a]\npath = "x"\npublisher = [1]\n', r"publisher: värdet \[1\] passar inte"),
        ('[sources.a]\npath = "x"\naudience = "intern"\n', "audience: målgruppen ”intern” finns"),
        ('[sources.a]\npath = "x"\nlanguage = "sv sv"\n', "språket ”sv sv” är okänt"),
        ('[sources.a]\npath = "x"\ninclude = "[a"\n', r"include, ”\[a”: en klammer saknas"),
        ('[sources.a]\npath = "x"\nexclude = ["a", ""]\n', "exclude, ””: mönstret är tomt"),
        ('[sources.a]\npath = "x"\nkinds = {"a\\\\b" = "c"}\n', "mönstret har bakstreck"),
        ('[sources.a]\npath = "x"\nkinds = ["a"]\n', r"passar inte. Skriv en tabell som"),
        ('[sources.a]\npath = "x"\nfields = {vikt = "v"}\n', "”vikt” är ingen uppgift om en art"),
        ('[sources.a]\npath = "x"\nfields = {title = ""}\n', "title är tomt. Skriv källans namn"),
        ('[sources.a]\npath = "x"\nfields = {title = 1}\n', "passar inte. Skriv en tabell som"),
        ("[sources.a]\npath = 'x'\naddress = {'(' = 'https://a.se'}\n", "fel vid tecken 1"),
        ("[sources.a]\npath = 'x'\naddress = {'a' = 'a.se'}\n", "”a.se”: det är ingen webbadress"),
        ("[sources.a]\npath = 'x'\naddress = {'a' = 'https://a.se/\\1'}\n", "har ingen grupp 1"),
    ],
)
def test_what_is_wrong_is_named_with_the_remedy(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError, match=message):
        load_settings(path, {})


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sokverket.toml"
    path.write_bytes('site_name = "Sökverket"\n'.encode("latin-1"))
    with pytest.raises(SettingsError, match="filen är inte i UTF-8"):
        load_settings(path, {})


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="kan inte läsas"):
        load_settings(tmp_path, {})


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("SOKVERKET_PORT", "x", "SOKVERKET_PORT: port"),
        ("SOKVERKET_AUDIENCE", "alla", "målgruppen ”alla”"),
    ],
)
def test_a_wrong_variable_is_named(variable: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load_settings(environment={variable: value})


class TestSourcesOnTheWeb:
    def test_an_address_stays_as_it_is(self, tmp_path: Path) -> None:
        text = '[sources.webb]\npath = "https://a.se/s.xml"\nhosts = ["b.se"]\n'
        path = write(tmp_path, text + "delay = 0.5\nlimit = 9\n")
        assert load_settings(path, {}).sources["webb"] == Source(
            "webb", "https://a.se/s.xml", hosts=("b.se",), delay=0.5, limit=9
        )

    def test_an_address_is_named_by_its_host(self) -> None:
        address = "https://www.example.se/sitemap.xml"
        assert choose_sources({}, [address]) == [Source("www.example.se", address, named=False)]

    @pytest.mark.parametrize(
        "line",
        [
            *("delay = -1", 'delay = "1"', "delay = 1e9", "delay = nan"),
            *("limit = 0", "limit = true", "limit = 1.5", "hosts = [1]", "hosts = 1"),
        ],
    )
    def test_what_cannot_be_is_refused(self, tmp_path: Path, line: str) -> None:
        path = write(tmp_path, f'[sources.webb]\npath = "https://a.se/"\n{line}\n')
        with pytest.raises(SettingsError, match="passar inte"):
            load_settings(path, {})
