"""Money in a shell: every word of it, and one sentence for everything that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.driver import Shell

RATES = "Date,USD,GBP,\n2026-11-18,1.1500,0.8800,\n"


@pytest.fixture
def worked(shell: Shell) -> Shell:
    """Two paid hours for $20.00, half an hour of searching, an hour for nine pounds."""
    shell.ok("platform", "add", "UHRS")
    shell.ok("platform", "add", "Prolific", "--currency", "GBP")
    shell.ok("log", "uhrs 2026-11-18 09:00-11:00 $20.00")
    shell.ok("log", "uhrs 2026-11-18 11:00-11:30 kind:search")
    shell.ok("log", "prolific 2026-11-18 12:00-13:00 £9.00")
    return shell


def test_money_says_the_ladder_and_keeps_currencies_apart(worked: Shell) -> None:
    worked.ok("bucket", "add", "tax", "20")
    worked.ok("payout", "add", "uhrs", "20.00", "--fee", "0.40")
    found = worked.ok("money", "--json").json
    ladders = found["ladders"]
    assert isinstance(ladders, list)
    assert [each["currency"] for each in ladders] == ["USD", "GBP"]
    rungs = ladders[0]["rungs"]
    assert {name: each and each["amount"] for name, each in rungs.items()} == {
        "advertised": None, "paid time": "10.00", "all time": "8.00", "after fees": "7.84",
        "after tax": "6.27",
    }  # fmt: skip
    assert found["from"] == "2026-10-23"
    text = worked.ok("money").out
    assert "$8.00/h: $20.00 in 2:30, 0:30 unpaid" in text
    assert "too early: 0 of 12" in text
    assert "all time, USD: $8.00/h" in worked.ok("money", "--plain").out


def test_ladders_by_platform_project_kind_and_month(worked: Shell) -> None:
    for by in ("platform", "project", "kind", "month"):
        rows = worked.ok("money", "--by", by, "--json").rows("ladders")
        assert rows
        assert worked.ok("money", "--by", by).out
    worked.refuses("money", "--by", "platfrom")
    assert "earlier day" in worked.refuses("money", "--from", "2026-11-02", "--to", "2026-11-01")


def test_an_adjustment_is_noted_listed_changed_and_deleted(worked: Shell) -> None:
    uid = worked.uid("adjustment", "add", "uhrs", "-4.10", "--reason", "duplicates")
    assert worked.ok("adjustment", "list", "--json").rows("adjustments")[0]["kind"] == "clawback"
    worked.ok("adjustment", "set", uid, "reason=twice")
    assert "twice" in worked.ok("adjustment", "list").out
    worked.ok("adjustment", "delete", uid)
    assert "says why" in worked.refuses("adjustment", "add", "uhrs", "5")
    assert "No adjustment's uid" in worked.refuses("adjustment", "delete", "zzz")


def test_an_expense_is_noted_listed_changed_and_deleted(worked: Shell) -> None:
    uid = worked.uid("expense", "add", "40", "internet", "--share", "60")
    found = worked.ok("expense", "list", "--json").json
    assert found["categories"] == {"internet": [{"amount": "24.00", "currency": "USD"}]}
    worked.ok("expense", "set", uid, "share=50")
    assert "$20.00" in worked.ok("expense", "list").out
    worked.ok("expense", "delete", uid)
    assert worked.ok("expense", "list", "--json").rows("expenses") == []


@pytest.mark.parametrize("amount", ["NaN", "inf", "1,5", "1.234,56", "-5", "0", "5 XYZ"])
def test_amounts_that_are_none_are_refused(worked: Shell, amount: str) -> None:
    worked.refuses("expense", "add", amount, "internet")
    worked.refuses("payout", "add", "uhrs", amount)


def test_a_negative_payout_names_the_clawback(worked: Shell) -> None:
    assert "clawback: taskwell adjustment add" in worked.refuses("payout", "add", "uhrs", "-5")


def test_buckets_goals_and_deadlines(worked: Shell) -> None:
    assert "verify" in worked.ok("bucket", "preset").out
    worked.ok("bucket", "preset", "--take")
    assert len(worked.ok("bucket", "--json").rows("buckets")) in (1, 5)
    assert "more than 100" in worked.refuses("bucket", "add", "x", "101")
    worked.ok("bucket", "set", "tax", "percent=22")
    assert "holds nothing" in worked.refuses("bucket", "withdraw", "tax", "1")
    worked.ok("bucket", "close", "tax")
    worked.ok("goal", "set", "week", "24h")
    goal = worked.uid("goal", "set", "month", "800 USD")
    assert len(worked.ok("goal", "list", "--json").rows("goals")) == 2
    worked.ok("goal", "delete", goal)
    worked.ok("deadline", "add", "estimated", "payment", "--on", "15 Jan")
    assert worked.ok("deadline", "list", "--json").rows("deadlines")[0]["next"] == "2027-01-15"
    assert "estimated payment" in worked.ok("deadlines", "--ical").out
    assert "verify" in worked.ok("deadline", "preset").out
    worked.ok("deadline", "delete", "estimated payment")


def test_rates_are_taken_from_the_file_and_from_a_pipe(worked: Shell, tmp_path: Path) -> None:
    file = tmp_path / "eurofxref-hist.csv"
    file.write_text(RATES)
    worked.ok("payout", "add", "prolific", "9.00", "--date", "2026-11-18")
    assert "1 payout converted" in worked.ok("rates", "import", str(file)).out
    assert "0.8800 for a euro" in worked.ok("rates").out
    (payout,) = [each for each in worked.ok("payout", "list", "--json").rows("payouts")
                 if each["state"] == "paid"]  # fmt: skip
    assert payout["rate"] == {
        "rate": "1.30681818", "currency": "USD", "kind": "ecb", "on": "2026-11-18",
    }  # fmt: skip
    file.write_bytes(b"PK\x03\x04\xff\xfe")
    assert "unpack" in worked.refuses("rates", "import", str(file))
    assert "cannot be read" in worked.refuses("rates", "import", str(tmp_path / "none"))


def test_a_rate_of_zero_is_refused(worked: Shell) -> None:
    assert "no rate" in worked.refuses("payout", "add", "prolific", "9.00", "--rate", "0")


def test_a_year_pack_is_whole_private_and_never_over_something(
    worked: Shell, tmp_path: Path
) -> None:
    folder = tmp_path / "tax"
    made = worked.ok("year-pack", "2026", "-o", str(folder), "--letter", "uhrs=1.00", "--json").json
    assert isinstance(made["files"], list)
    assert {each["name"] for each in made["files"]} == {each.name for each in folder.iterdir()}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    assert "not empty" in worked.refuses("year-pack", "2026", "-o", str(folder))
    worked.ok("year-pack", "2026", "-o", str(folder), "--force")
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".tax")] == []
    assert "no year" in worked.refuses("year-pack", "26")
    assert "names no sum" in worked.refuses("year-pack", "2026", "--letter", "uhrs")


def test_everything_is_undone_step_by_step(worked: Shell) -> None:
    worked.ok("expense", "add", "40", "internet")
    worked.ok("bucket", "add", "tax", "20")
    assert "tax" in worked.ok("undo").out
    assert "expense" in worked.ok("undo").out
