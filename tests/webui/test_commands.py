from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from indexer.app import Library
from indexer.article import Article
from indexer.cli import cli
from indexer.errors import SettingsError
from indexer.settings import FILE_NAME, Settings
from tests.webui.archive import SITE, MemoryLibrary, closed_library
from webui import capacity, commands
from webui.commands import address, open_server, run
from webui.memory import MEGABYTE
from webui.serving import Server, listen

pytestmark = pytest.mark.slow


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield int(held.getsockname()[1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_named_with_the_remedy(taken: int) -> None:
    with (
        pytest.raises(SettingsError) as told,
        open_server(MemoryLibrary(settings=Settings(port=taken))),
    ):
        pass
    assert f"Port {taken}" in str(told.value)
    assert f"--port {taken + 1}" in str(told.value)


def test_a_port_that_no_machine_has_is_named() -> None:
    library = MemoryLibrary(settings=Settings(port=70_000))
    with pytest.raises(SettingsError, match="Port 70000"), open_server(library):
        pass


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("192.0.2.1", "datorn har inte den adressen"),
        ("finns.inte.invalid", "namnet går inte att slå upp"),
    ],
)
def test_an_address_that_the_machine_lacks_is_named(host: str, reason: str) -> None:
    library = MemoryLibrary(settings=Settings(host=host, port=free_port()))
    with pytest.raises(SettingsError) as told, open_server(library):
        pass
    assert host in str(told.value)
    assert f"lyssna på den ({reason})" in told.value.reason


def test_the_server_answers_behind_its_prefix_and_proxy() -> None:
    site = Settings(port=free_port(), prefix="/arkiv", trusted_proxies=1)
    with open_server(MemoryLibrary(settings=site)) as server:
        serving = threading.Thread(target=server.run, daemon=True)
        serving.start()
        request = Request(address(site) + "sok?q=buller", headers={"X-Forwarded-Proto": "https"})  # noqa: S310
        with urlopen(request, timeout=10) as response:  # noqa: S310 - our own server
            assert response.status == 200
            assert response.headers.get("Server") is None
            assert 'href="/arkiv/amnen"' in response.read().decode()
    serving.join(10)


@pytest.mark.parametrize(
    ("host", "prefix", "shown"),
    [
        ("127.0.0.1", "", "http://127.0.0.1:8765/"),
        ("::1", "arkiv/", "http://[::1]:8765/arkiv/"),
    ],
)
def test_the_address_can_be_opened(host: str, prefix: str, shown: str) -> None:
    assert address(Settings(host=host, prefix=prefix)) == shown


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A port, where no server answers."""
    monkeypatch.setattr(Server, "run", lambda _: None)
    with listen(Settings(port=free_port())) as held:
        yield held


@pytest.mark.parametrize(
    ("library", "said"),
    [
        (MemoryLibrary(), "svarar med 52 artiklar."),
        (MemoryLibrary((Article("a", "Buller"),)), "svarar med 1 artikel."),
        (closed_library(), "Bygg det med: sokverket reindex"),
    ],
)
def test_what_is_served_is_said(
    library: Library, said: str, listener: socket.socket, capsys: pytest.CaptureFixture[str]
) -> None:
    library.settings = replace(library.settings, workers=1)
    run(library, listener)
    told = capsys.readouterr().err
    assert said in told
    assert "http://127.0.0.1:8765/" in told


def test_serve_takes_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Any] = []
    monkeypatch.setattr(commands, "run", lambda library, _: served.append(library.settings))
    port = free_port()
    cli.add_command(commands.serve)
    line = ["serve", "--host", "127.0.0.1", "--port", str(port), "--workers", "3"]
    result = CliRunner().invoke(cli, line)
    assert result.exit_code == 0, result.output
    assert (served[0].host, served[0].port, served[0].workers) == ("127.0.0.1", port, 3)


@pytest.mark.parametrize("number", ["0", "-1", "x", "1001", ""])
def test_a_number_of_workers_that_cannot_be_is_wrong_usage(number: str) -> None:
    cli.add_command(commands.serve)
    result = CliRunner().invoke(cli, ["serve", "--workers", number])
    assert result.exit_code == 2
    assert "--workers" in result.output


def test_where_no_process_can_be_forked_one_answers_and_it_is_said(
    listener: socket.socket, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "CAN_FORK", False)
    run(MemoryLibrary(settings=replace(SITE, workers=4)), listener)
    told = capsys.readouterr().err
    assert "svarar en enda process, med trådar" in told
    assert "svarar med 52 artiklar." in told


@pytest.mark.parametrize(
    ("wanted", "own", "room", "number"),
    [(4, 100, 1000, 4), (4, 100, 600, 3), (4, 100, 50, 1), (4, 0, 50, 4), (4, 100, None, 4)],
)
def test_no_more_processes_start_than_memory_allows(
    wanted: int, own: int, room: int | None, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capacity, "free", lambda: room and room * MEGABYTE)
    found, said = capacity.how_many(wanted, own * MEGABYTE)
    assert found == number
    assert bool(said) == (number < wanted)
    if said:
        assert f"Minnet räcker inte till {wanted} serverprocesser: en tar {own} MB" in said
        assert f"{number} startas" in said


def test_the_sample_archive_is_not_mixed_with_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = tmp_path / "exempel"
    sample.mkdir()
    (sample / "a.txt").write_text("Titel\n\nText.", encoding="utf-8")
    (sample / FILE_NAME).write_text('[sources.a]\npath = "a.txt"\n', encoding="utf-8")
    served: list[Path] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOKVERKET_INDEX", str(tmp_path / "eget"))
    monkeypatch.setattr(commands, "sample_archive", lambda: sample)
    monkeypatch.setattr(commands, "run", lambda library, _: served.append(library.settings.index))
    for more in ([], ["--index", "annat"]):
        outcome = CliRunner().invoke(cli, ["demo", "--port", str(free_port()), *more], obj={})
        assert outcome.exit_code == 0, outcome.output
    assert served == [commands.DEMO_INDEX, Path("annat")]
    assert (tmp_path / commands.DEMO_INDEX / "current").exists()
    assert not (tmp_path / "eget").exists()
