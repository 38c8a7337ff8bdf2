from __future__ import annotations

from pathlib import Path

from tests.commands.typing_in import Run


class TestSynonymsCheck:
    right = "förskola, dagis\nsurfplatta -> pekplatta\n"
    wrong = "# ord\nförskola, dagis\nensam\na -> b -> c\n"

    def test_a_right_file_is_counted(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "ord.txt").write_text(self.right, encoding="utf-8")
        outcome = run("synonyms", "check", "ord.txt")
        assert (outcome.status, outcome.out, outcome.err) == (0, "2 regler, 0 fel.\n", "")

    def test_what_is_wrong_is_said_with_its_line(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "ord.txt").write_text(self.wrong, encoding="utf-8")
        outcome = run("synonyms", "check", "ord.txt")
        assert (outcome.status, outcome.out) == (1, "1 regel, 2 fel.\n")
        first, second = outcome.err.splitlines()
        assert first.startswith("ord.txt, rad 3: ”ensam” har ingen synonym. ")
        assert second.startswith("ord.txt, rad 4: ")

    def test_as_json(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "ord.txt").write_text(self.wrong, encoding="utf-8")
        outcome = run("synonyms", "check", "ord.txt", "--json")
        assert outcome.status == 1
        assert outcome.json["rules"] == 1
        assert [problem["line"] for problem in outcome.json["problems"]] == [3, 4]
        assert all(one["reason"] and one["remedy"] for one in outcome.json["problems"])

    def test_the_file_of_the_settings_is_checked_when_none_is_named(
        self, run: Run, tmp_path: Path
    ) -> None:
        assert "ingen fil är angiven" in run("synonyms", "check").err
        (tmp_path / "sokverket.toml").write_text('synonyms = "ord.txt"', encoding="utf-8")
        outcome = run("synonyms", "check")
        assert outcome.status == 1
        assert "ord.txt" in outcome.err
        (tmp_path / "ord.txt").write_text(self.right, encoding="utf-8")
        assert run("synonyms", "check").status == 0
