"""CSV in a shell: columns named once, scores, payouts and check-ins handed out."""

from __future__ import annotations

from pathlib import Path

from tests.cli.driver import Shell
from tests.formats.test_table import COLUMNS, FOREIGN


def test_a_mapping_is_remembered_under_its_name(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(FOREIGN, encoding="utf-8")
    words = [f"--column={name}={column}" for name, column in COLUMNS.items()]
    made = shell.ok("import", "csv", str(file), *words, "--map", "boss", "--as", "UHRS=Outlier/Chat",
                    "--json").json  # fmt: skip
    assert (made["added"], made["created"]) == (
        2,
        {"platforms": ["Outlier"], "projects": ["Outlier/Chat"]},
    )
    again = shell.ok("import", "csv", str(file), "--map", "boss", "--json").json
    assert (again["added"], again["duplicates"]) == (0, 2)
    assert "no mapping" in shell.refuses("import", "csv", str(file), "--map", "other")
    assert "No column says when" in shell.refuses(
        "import", "csv", str(file), "--column", "note=Was"
    )


def test_scores_payouts_and_check_ins_go_out_as_tables(shell: Shell) -> None:
    shell.ok("platform", "add", "UHRS")
    shell.ok("metric", "add", "uhrs", "spam", "--kind", "passfail", "--threshold", "90 restrict")
    shell.ok("score", "uhrs", "spam", "18/20")
    shell.ok("payout", "add", "uhrs", "5", "--more-than-owed", "--note", "=1+1")
    shell.ok("checkin", "--mood", "4")
    assert ",UHRS: spam,,18,20" in shell.ok("export", "csv-scores").out
    assert "'=1+1" in shell.ok("export", "csv-payouts").out
    assert "private" in shell.refuses("export", "csv-checkins")
    assert ",4," in shell.ok("export", "csv-checkins", "--with-wellbeing").out
