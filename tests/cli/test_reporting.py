"""Hours to type on platforms' sites, in a shell: listed, ticked, taken back."""

from __future__ import annotations

import pytest

from taskwell.records.documents import plain
from taskwell.records.payout_rule import ReportRule
from taskwell.store.store import Store
from tests.cli.driver import Shell


@pytest.fixture
def chat(shell: Shell, store: Store) -> Shell:
    """Chat asks for reports in hundredths of an hour, UHRS for none."""
    shell.ok("platform", "add", "Chat")
    shell.ok("platform", "add", "UHRS")
    store.refresh()
    (number,) = (i for i, doc in store.core("platforms").items() if doc["name"] == "Chat")
    with store.transaction("rule") as act:
        rule = ReportRule(week_start="sat", zone="Asia/Kolkata")
        act.update("platforms", number, {"report": plain(rule)})
    return shell


def texts(shell: Shell) -> list[tuple[object, object]]:
    return [
        (each["day"], each["text"]) for each in shell.ok("reported", "--json").rows("to_report")
    ]


def test_nothing_is_to_report_at_first(chat: Shell) -> None:
    assert chat.ok("reported").out == "Nothing is to report.\n"
    assert chat.ok("reported", "--json").json == {"to_report": []}
    assert chat.ok("reported", "--plain").out == ""


def test_days_are_listed_with_the_end_of_their_week_on_the_persons_clocks(chat: Shell) -> None:
    chat.ok("log", "chat 09:44-11:05")
    chat.ok("log", "chat yesterday 20:00-20:30")
    chat.ok("log", "uhrs 12:00-13:00")
    lines = [" ".join(line.split()) for line in chat.ok("reported").out.splitlines()]
    assert lines[0] == "platform day paid reported to type closes state"
    assert lines[2:] == [
        "Chat Wed 18 Nov 0:30 - 0.50 Fri 20 Nov 12:29 closing",
        "Chat Thu 19 Nov 1:21 - 1.35 Fri 20 Nov 12:29 closing",
    ]
    assert chat.ok("reported", "--plain").out.splitlines()[:7] == [
        "platform: Chat",
        "day: Wed 18 Nov",
        "paid: 0:30",
        "reported: -",
        "to type: 0.50",
        "closes: Fri 20 Nov 12:29",
        "state: closing",
    ]
    (_, today) = chat.ok("reported", "--json").rows("to_report")
    assert today == {
        "platform": "Chat",
        "day": "2026-11-19",
        "seconds": 4860,
        "rounded_seconds": 4860,
        "reported_seconds": 0,
        "left_seconds": 4860,
        "text": "1.35",
        "total": "1.35",
        "closes": "2026-11-20",
        "closes_at": "2026-11-20T18:30:00Z",
        "state": "closing",
        "running": False,
    }


def test_today_is_ticked_without_saying_so_and_the_rest_shows_later(chat: Shell) -> None:
    chat.ok("log", "chat yesterday 20:00-20:30")
    chat.ok("log", "chat 09:44-11:05")
    assert chat.ok("reported", "ch").out == "Chat, Thu 19 Nov: 1.35 reported\n"
    assert texts(chat) == [("2026-11-18", "0.50")]
    chat.ok("log", "chat 12:00-12:30")
    assert texts(chat) == [("2026-11-18", "0.50"), ("2026-11-19", "0.50")]
    done = chat.ok("reported", "chat", "--json").json
    assert (done["day"], done["text"], done["total"]) == ("2026-11-19", "0.50", "1.85")
    assert done["reported_seconds"] == 6660
    assert isinstance(done["uid"], str)
    # Now yesterday is the only one left, and meant.
    assert chat.ok("reported", "chat").out == "Chat, Wed 18 Nov: 0.50 reported\n"
    assert texts(chat) == []
    chat.ok("undo")
    assert texts(chat) == [("2026-11-18", "0.50")]


def test_a_rest_is_told_beside_the_whole(chat: Shell) -> None:
    chat.ok("log", "chat 09:00-10:00")
    chat.ok("reported", "chat")
    chat.ok("log", "chat 10:00-10:30")
    assert chat.ok("reported", "chat").out == "Chat, Thu 19 Nov: 0.50 reported, 1.50 in all\n"


def test_of_several_days_one_has_to_be_named(chat: Shell) -> None:
    chat.ok("log", "chat 2026-11-17 20:00-20:30")
    chat.ok("log", "chat 2026-11-18 20:00-20:30")
    said = chat.refuses("reported", "chat")
    assert "Several days are to report: Tue 17 Nov, Wed 18 Nov; name one with --day" in said
    assert chat.ok("reported", "chat", "--day", "-2d").out == "Chat, Tue 17 Nov: 0.50 reported\n"
    chat.ok("reported", "chat", "--day", "WED")
    said = chat.refuses("reported", "chat", "--undo")
    assert "Several days could be taken back: Tue 17 Nov, Wed 18 Nov" in said
    chat.ok("reported", "chat", "--undo", "--day", "2026-11-17")
    assert texts(chat) == [("2026-11-17", "0.50")]
    assert chat.ok("reported", "chat", "--undo").out == "Chat, Wed 18 Nov: to report again\n"


def test_running_work_is_said_to_run(chat: Shell) -> None:
    chat.ok("start", "chat", "--at", "16:00")
    assert "closing, still runs" in chat.ok("reported").out
    assert chat.ok("reported", "chat").out == (
        "Chat, Thu 19 Nov: 0.70 reported; a session still runs, its rest is shown later\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("uhrs",), 2, "UHRS asks for no hours to be typed on its site"),
        (("nowhere",), 2, "There is no platform 'nowhere'"),
        (("chat",), 2, "There is no paid time on Chat on Thu 19 Nov"),
        (("chat", "--day", "tomorrow"), 2, "'tomorrow' is no day"),
        (("chat", "--day", "2026-11-20"), 2, "Fri 20 Nov lies in the future"),
        (("chat", "--day", "2026-13-01"), 2, "'2026-13-01' is no day"),
        (("chat", "--undo"), 1, "Nothing of Thu 19 Nov was reported to Chat"),
        (("--day", "yesterday"), 2, "--day needs a platform"),
        (("--undo",), 2, "--undo needs a platform"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    chat: Shell, words: tuple[str, ...], code: int, said: str
) -> None:
    assert said in chat.refuses("reported", *words, code=code)
    assert texts(chat) == []
