"""`now`, offers and `spread` in a shell: in words, in plain facts and in JSON."""

from __future__ import annotations

import pytest

from tests.cli.driver import Shell


@pytest.fixture
def worked(roster: Shell) -> Shell:
    """Eight hours of UHRS at $6, three of Prolific, and one of searching on UHRS."""
    for number in range(8):
        day = f"2026-10-{12 + number:02d}"
        roster.ok("log", f"uhrs/rel {day} 10:00-11:00 60 tasks $6.00")
    for number in range(3):
        roster.ok("log", f"prolific 2026-10-{22 + number} 10:00-11:00 £7")
    roster.ok("log", "uhrs/search 2026-10-20 10:00-11:00 kind:search", "--new")
    return roster


def test_what_fits_is_listed_with_its_reasons(worked: Shell) -> None:
    told = worked.ok("now").out.splitlines()
    assert told[0] == "What fits now"
    assert told[1].startswith(
        " 1  UHRS / Relevance: about $5.33/h (lower quarter of 8 sessions, unpaid time counted in), "
    )
    assert any(line.startswith(" 3  Prolific: pay: too early, 3 of 8 sessions") for line in told)
    assert worked.ok("now", "--minutes", "25").out.startswith("What fits 25 minutes\n")


def test_what_cannot_be_worked_on_stands_below(worked: Shell) -> None:
    worked.ok("platform", "set", "prolific", "--state", "restricted until 2026-12-02: speed")
    told = worked.ok("now").out
    assert told.endswith("\nNot now\n    Prolific: restricted until Wed 2 Dec\n")
    assert worked.ok("now", "--json").rows("not_now") == [
        {"label": "Prolific", "why": "restricted until Wed 2 Dec"}
    ]


def test_scripts_and_screen_readers_get_the_same(worked: Shell) -> None:
    first = worked.ok("now", "--minutes", "90", "--json").rows("options")[0]
    assert (first["platform"], first["project"], first["n"]) == ("UHRS", "Relevance", 8)
    assert first["hourly"] == {"amount": "5.33", "currency": "USD"}
    assert "option: UHRS / Relevance\nexpected: $5.33/h\nn: 8\n" in worked.ok("now", "--plain").out


def test_an_empty_store_says_how_to_begin(shell: Shell) -> None:
    assert "taskwell platform add" in shell.ok("now").out
    assert shell.ok("now", "--json").json == {
        "minutes": None,
        "more": 0,
        "options": [],
        "not_now": [],
    }


def test_nothing_is_ever_changed_by_asking(worked: Shell) -> None:
    before = worked.ok("history").out
    for words in (["now"], ["now", "--offer", "1"], ["spread"], ["deadlines"]):
        worked.ok(*words)
    assert worked.ok("history").out == before


# -- offers ---------------------------------------------------------------------------------------


def test_an_offer_is_told_step_by_step(worked: Shell) -> None:
    worked.ok("project", "set", "uhrs/relevance", "--task-time", "30s")
    worked.ok("config", "set", "floor_hourly", "8.00", "USD")
    told = worked.ok("now", "--offer", "1.20", "--minutes", "8", "--platform", "uhrs").out
    assert told.splitlines() == [
        "$1.20 for 8 min on UHRS",
        "step              an hour  why",
        "----------------  -------  ----------------------------------------------------------",
        "as advertised     $9.00/h  $1.20 for 8 min",
        "at your pace      $4.50/h  16 min, 2.00 times the time advertised (480 tasks on UHRS)",
        "with unpaid time  $4.00/h  11 % of your time on UHRS is unpaid",
        "your floor of $8.00/h is reached within 9 min in all; as it stands it is not",
    ]


def test_an_offer_for_scripts(worked: Shell) -> None:
    told = worked.ok("now", "--offer", "£2", "--minutes", "10", "--json").json
    assert told["amount"] == {"amount": "2.00", "currency": "GBP"}
    assert told["overrun"] is None
    assert told["early"]
    plain = worked.ok("now", "--offer", "£2", "--minutes", "10", "--plain").out
    assert "as advertised: £12.00/h, £2.00 for 10 min\n" in plain


def test_a_bare_amount_is_in_the_platform_s_currency(worked: Shell) -> None:
    told = worked.ok("now", "--offer", "1.20", "--platform", "prolific").out
    assert told.splitlines()[:2] == [
        "£1.20 on Prolific",
        "Add --minutes to see what an hour of it would pay.",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--minutes", "0"], "0 is too small for minutes"),
        (["--minutes", "1e3"], "'1e3' is no whole number for minutes"),
        (["--minutes", "1441"], "A day has 1440 minutes"),
        (["--offer", "1,5"], "'1,5' holds a comma"),
        (["--offer", "1e9"], "'1e9' is no amount"),
        (["--offer", "NaN"], "'NaN' is no amount"),
        (["--offer", "0"], "An offer of nothing pays nothing"),
        (["--offer", "-1"], "'-1' is negative"),
        (["--offer", "3 XQZ"], "'XQZ' is no currency"),
        (["--offer", "1", "--platform", "nobody"], "There is no platform 'nobody'"),
        (["--platform", "uhrs"], "--platform belongs to an offer"),
    ],
)
def test_bad_input_is_one_sentence(worked: Shell, words: list[str], said: str) -> None:
    assert said in worked.refuses("now", *words)


# -- spread ---------------------------------------------------------------------------------------


def test_where_the_income_comes_from(worked: Shell) -> None:
    worked.ok("platform", "add", "Outlier")
    worked.ok("log", "outlier 2026-10-21 10:00-11:00 $16")
    worked.ok("config", "set", "other_income", "576.00", "USD")
    told = worked.ok("spread").out.splitlines()
    assert told == [
        "Income of the last 39 days, settled or not",
        "platform  income  share  if it closes tomorrow, the next best",
        "--------  ------  -----  ------------------------------------",
        "UHRS      $48.00   75 %  too early to name one",
        "Outlier   $16.00   25 %  UHRS, $6.00/h in a lower quarter",
        "That is as much as 1.60 platforms of equal size.",
        "Apart, in no share: £21.00 Prolific",
        "A month of it is about $49.95, 8 % of all with the other $576.00.",
    ]
    assert worked.ok("spread", "--json").json["effective"] == 1.6
    assert "share: 75.0 %\n" in worked.ok("spread", "--plain").out


def test_a_short_history_is_too_early(roster: Shell) -> None:
    roster.ok("log", "uhrs 45m until 14:00 yesterday $3.40")
    assert roster.ok("spread").out == "Shares: too early: 2 of 30 days of history\n"
    assert roster.ok("spread", "--json").json["shares"] == []
