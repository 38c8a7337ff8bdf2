from __future__ import annotations

import json
from pathlib import Path

from tests.commands.typing_in import Run
from tests.conftest import ROOT
from tests.index.archive import article


class TestTopics:
    def test_a_list_is_checked(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "amnen.csv"
        path.write_text("id,label,broader\na,Ljud,\nb,ljud,\nc,,\nd,D,borta\n", encoding="utf-8")
        outcome = run("topics", "check", path)
        assert outcome.status == 1
        assert outcome.out == "3 ämnen, 2 fel, 1 varning.\n"
        assert f"Varning: {path}, rad 3: ”b” och ”a” heter båda ”ljud”." in outcome.err
        assert f"{path}, rad 4: id eller label saknas." in outcome.err
        assert f"{path}, rad 5: det överordnade ämnet ”borta”" in outcome.err
        record = json.loads(run("topics", "check", path, "--json").out)
        assert (record["topics"], len(record["problems"])) == (3, 3)

    def test_the_sample_list_is_right(self, run: Run) -> None:
        assert run("topics", "check", ROOT / "data" / "amnen.ttl").out.endswith(
            "ämnen, 0 fel, 0 varningar.\n"
        )

    def test_without_a_list_it_says_so(self, run: Run) -> None:
        outcome = run("topics", "check")
        assert outcome.status == 1
        assert "ingen fil är angiven" in outcome.err

    def test_an_index_tells_of_its_topics(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "amnen.csv").write_text("id,label\nbuller,Buller\n", encoding="utf-8")
        (tmp_path / "sokverket.toml").write_text('topics = "amnen.csv"\n', encoding="utf-8")
        source = tmp_path / "nyheter.jsonl"
        source.write_text(json.dumps(article("a", title="Buller")) + "\n", encoding="utf-8")
        assert run("reindex", source).status == 0
        record = json.loads(run("topics", "untagged", "--json").out)
        assert record["total"] == 1
        topic = {"id": "buller", "label": "Buller", "by": "vocabulary", "evidence": ["buller"]}
        assert record["articles"][0]["topics"] == [topic]
        assert "Buller (ord i texten)" in " ".join(run("topics", "untagged").out.split())
        shown = run("topics", "suggest", "a")
        assert "buller" in shown.out
        assert "Indexet har ingen ämnesmodell." in shown.out
        assert json.loads(run("topics", "suggest", "a", "--json").out)["has_model"] is False
        assert run("topics", "suggest", "borta").status == 1
        outcome = run("topics", "evaluate")
        assert outcome.status == 1
        assert "för få artiklar har redaktionens ämnen (0 av 200)" in outcome.err
