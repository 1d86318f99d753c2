"""A working day in a shell: each act does what the interface says, in words and in JSON."""

from __future__ import annotations

import pytest

from tests.cli.driver import Shell
from tests.conftest import FakeClock


def _running(shell: Shell) -> dict[str, object]:
    running = shell.ok("status", "--json").json["running"]
    assert isinstance(running, dict)
    return running


def test_a_day_from_start_to_stop(roster: Shell, clock: FakeClock) -> None:
    started = roster.ok("start", "uh/rel", "--at", "-20m", "--tag", "x", "--note", "hi", "--json")
    assert set(started.json) >= {"uid"}
    roster.ok("count")
    assert roster.ok("count", "5", "--json").json["tasks"] == 6
    assert roster.ok("count", "-1").out == "5 tasks\n"
    roster.ok("pause")
    clock.advance(300)
    roster.ok("resume")
    clock.advance(600)
    stopped = roster.ok("stop", "--earned", "4.20", "--json").json
    assert stopped["uid"] == started.json["uid"]
    listed = roster.ok("sessions", "--json").rows("sessions")
    assert listed == [
        {
            "uid": started.json["uid"],
            "platform": "UHRS",
            "project": "Relevance",
            "kind": "paid",
            "outcome": None,
            "started": "2026-11-19T22:22:00Z",
            "ended": "2026-11-19T22:57:00Z",
            "zone": "America/Chicago",
            "seconds": 1800,
            "pauses": [["2026-11-19T22:42:00Z", "2026-11-19T22:47:00Z"]],
            "tasks": 5,
            "earned": {"amount": "4.20", "currency": "USD"},
            "estimated": None,
            "exposure": "none",
            "note": "hi",
            "tags": ["x"],
        }
    ]


def test_status_says_what_runs_in_four_forms(roster: Shell, clock: FakeClock) -> None:
    nothing = roster.ok("status", "--json").json
    assert nothing["running"] is None
    assert nothing["also_running"] == []
    assert nothing["today"] == {"seconds": 0, "paid_seconds": 0}
    assert nothing["rest_due_in"] is None
    uid = roster.uid("start", "uhrs")
    other = roster.uid("start", "prolific", "--beside")
    clock.advance(3600)
    running = _running(roster)
    expected = {
        "uid": other,
        "platform": "Prolific",
        "project": None,
        "kind": "paid",
        "started": "2026-11-19T22:42:00Z",
        "zone": "America/Chicago",
        "state": "running",
        "elapsed": 3600,
        "tasks": 0,
    }
    assert {key: running[key] for key in expected} == expected
    also = roster.ok("status", "--json").rows("also_running")
    assert [each["uid"] for each in also] == [uid]
    assert roster.ok("status", "--short").out == "> Prolific +1 1:00, today 1:00\n"
    assert roster.ok("status", "--format", "{platform} {elapsed}").out == "Prolific 1:00\n"
    plain = roster.ok("status", "--plain").out
    assert "session: Prolific\nstate: running\n" in plain
    assert "use {label}" in roster.refuses("status", "--format", "{nonsense}")


def test_a_second_start_needs_to_say_what_becomes_of_the_first(roster: Shell) -> None:
    first = roster.uid("start", "uhrs")
    said = roster.refuses("start", "prolific", code=1)
    assert "--switch" in said
    assert "--beside" in said
    assert "--end-last" in said
    switched = roster.ok("start", "prolific", "--switch", "--json").json
    assert switched["stopped"] == [first]
    roster.ok("start", "uhrs", "--beside")
    assert len(roster.ok("status", "--json").rows("also_running")) == 1
    roster.refuses("start", "uhrs", "--switch", "--beside")
    stopped = roster.ok("stop", "--all", "--json").rows("stopped")
    assert len(stopped) == 2
    assert "Nothing is running" in roster.refuses("stop", code=1)


def test_a_forgotten_session_ends_at_its_last_sign_of_life(roster: Shell, clock: FakeClock) -> None:
    roster.ok("start", "uhrs")
    clock.advance(600)
    roster.ok("count")
    clock.advance(10 * 3600)
    roster.ok("start", "prolific", "--end-last")
    first = roster.ok("sessions", "--platform", "uhrs", "--json").rows("sessions")[0]
    assert first["seconds"] == 600


def test_the_kind_changes_from_now_on(roster: Shell, clock: FakeClock) -> None:
    roster.ok("start", "uhrs")
    clock.advance(900)
    roster.ok("kind", "wait")
    assert _running(roster)["kind"] == "waiting"
    kinds = [each["kind"] for each in roster.ok("sessions", "--json").rows("sessions")]
    assert kinds == ["paid", "waiting"]
    assert "did you mean search" in roster.refuses("kind", "serch")


def test_cancel_drops_and_continue_starts_the_last_work_again(
    roster: Shell, clock: FakeClock
) -> None:
    roster.ok("start", "uhrs/rel")
    clock.advance(60)
    roster.ok("stop")
    roster.uid("continue")
    assert _running(roster)["project"] == "Relevance"
    roster.uid("cancel")
    assert roster.ok("status", "--json").json["running"] is None
    assert len(roster.ok("sessions", "--json").rows("sessions")) == 1


def test_an_unknown_platform_is_named_with_near_ones_and_made_with_new(roster: Shell) -> None:
    assert "UHRS" in roster.refuses("start", "uhsr")
    assert "Relevance" in roster.refuses("start", "uhrs/relevanec")
    roster.ok("start", "Brand New/First", "--new")
    assert _running(roster)["platform"] == "Brand New"
    names = [each["name"] for each in roster.ok("platform", "list", "--json").rows("platforms")]
    assert names == ["Brand New", "Prolific", "UHRS"]


def test_an_overlap_is_saved_and_said_on_standard_error(roster: Shell) -> None:
    roster.ok("log", "uhrs 13:00-14:00")
    logged = roster.ok("log", "prolific 13:48-14:30")
    assert logged.err == "overlaps UHRS by 0:12, counted once\n"
    assert logged.out == "= Thu 19 Nov 13:48-14:30, 0:42, Prolific, paid\n"
    total = roster.ok("report", "--json").json["total"]
    assert isinstance(total, dict)
    assert (total["seconds"], total["wall_seconds"]) == (102 * 60, 90 * 60)


@pytest.mark.parametrize("word", ["-20m", "-1h30"])
def test_a_start_in_the_past_is_typed_without_quotes(roster: Shell, word: str) -> None:
    roster.ok("start", "uhrs", "--at", word)
    assert _running(roster)["elapsed"] in (1200, 5400)
