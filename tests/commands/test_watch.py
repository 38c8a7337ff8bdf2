from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.commands import watch
from tests.commands.typing_in import Run, write_source
from tests.index.archive import article

pytestmark = pytest.mark.slow


def test_watch_reindexes_at_once_and_again_when_told(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def three_times(paths: list[Path], _: int) -> Iterator[None]:
        assert paths == [own]
        yield
        write_source(own, article("a"), article("c"))
        yield
        own.unlink()
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "watch_paths", three_times)
    outcome = run("watch", own, "--every", "5")
    assert outcome.status == 1
    assert "Generation 000002" in outcome.err
    assert "Generation 000003" in outcome.err
    assert "finns inte" in outcome.err


def test_a_change_is_seen_long_before_the_time_is_out(tmp_path: Path) -> None:
    ticks = watch.watch_paths([tmp_path], 3600)
    next(ticks)
    waiting = threading.Thread(target=next, args=(ticks,), daemon=True)
    waiting.start()
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text("ny")
        waiting.join(2)
        if not waiting.is_alive():
            break
    assert not waiting.is_alive()


@pytest.mark.parametrize("name", ["", "saknas"])
def test_where_nothing_changes_the_time_runs_out(tmp_path: Path, name: str) -> None:
    ticks = watch.watch_paths([tmp_path / name], 1)
    assert [next(ticks), next(ticks)] == [None, None]
