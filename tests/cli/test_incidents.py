"""Incidents in a shell: opened, followed, closed, each act with its uid."""

from __future__ import annotations

import pytest

from tests.cli.driver import Shell


def _state(shell: Shell) -> object:
    return shell.ok("platform", "show", "uhrs", "--json").json["state"]


def test_an_incident_from_the_restriction_to_the_outcome(roster: Shell) -> None:
    said = roster.ok(
        "incident", "open", "uhrs", "restriction", "--until", "+13d", "--reason", "spam score",
        "--ticket", "4711", "--appeal-by", "+7d", "--tasks", "37", "--amount", "3.40 USD",
    )  # fmt: skip
    assert said.out == (
        "UHRS, restriction of 2026-11-19: open, until 2026-12-02, appeal by 2026-11-26 (7 d)\n"
    )
    assert _state(roster) == "restricted"
    (told,) = roster.ok("incident", "list", "--json").rows("incidents")
    uid = told["uid"]
    assert isinstance(uid, str)
    noted = roster.ok("incident", "note", "uhrs", "We", "look into it.", "--at", "14:05")
    assert noted.out == "Noted; 1 message so far\n"
    assert roster.uid("incident", "note", uid[:6], "Why?", "--by", "me") == uid
    assert "appealed 2026-11-19" in roster.ok("incident", "set", "uhrs", "appealed=today").out
    assert roster.uid("incident", "close", "uhrs", "lifted") == uid
    assert _state(roster) == "active"
    (told,) = roster.ok("incident", "list", "--all", "--json").rows("incidents")
    assert told == {
        "uid": uid,
        "place": "UHRS",
        "kind": "restriction",
        "opened": "2026-11-19",
        "reason": "spam score",
        "ticket": "4711",
        "until": "2026-12-02",
        "appeal_by": "2026-11-26",
        "appealed": "2026-11-19",
        "amount": {"amount": "3.40", "currency": "USD"},
        "tasks": 37,
        "messages": [
            {"at": "2026-11-19T20:05:00Z", "by": "them", "text": "We look into it."},
            {"at": "2026-11-19T22:42:00Z", "by": "me", "text": "Why?"},
        ],
        "closed": "2026-11-19",
        "outcome": "lifted",
    }
    assert "lifted 2026-11-19" in roster.ok("incident", "list", "--all").out
    assert "No open incident" in roster.ok("incident", "list").err


def test_incidents_are_listed_of_one_platform_and_in_plain_words(roster: Shell) -> None:
    roster.ok("incident", "open", "uhrs/rel", "ban", "--day", "yesterday")
    roster.ok("incident", "open", "prolific", "non-payment", "--amount", "4.50")
    roster.ok("incident", "note", "prolific", "It is on its way.")
    assert _state(roster) == "active"
    rows = roster.ok("incident", "list", "prol", "--json").rows("incidents")
    assert [each["place"] for each in rows] == ["Prolific"]
    plain = roster.ok("incident", "list", "--plain").out
    assert "place: UHRS / Relevance\nkind: ban\nsince: 2026-11-18\nstanding: open\n" in plain
    assert "amount: £4.50\nthem, 2026-11-19 16:42: It is on its way.\n" in plain


def test_an_appeal_date_of_the_catalogue_is_said_to_be_checked(roster: Shell) -> None:
    roster.ok("platform", "add", "--from-catalogue", "toloka")
    said = roster.ok("incident", "open", "toloka", "rejection").out
    assert said.endswith("appeal by 2026-11-26 (7 d); that last day is the catalogue's, check it\n")


def test_an_outcome_of_two_words_and_a_deletion(roster: Shell) -> None:
    uid = roster.uid("incident", "open", "uhrs", "warning")
    assert "no answer" in roster.ok("incident", "close", uid, "no", "answer").out
    roster.ok("incident", "delete", uid)
    assert "No incident was ever" in roster.ok("incident", "list", "--all").err
    roster.ok("undo")
    roster.ok("undo")
    assert uid[:6] in roster.ok("incident", "list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["open", "nobody", "ban"], "no platform"),
        (["open", "uhrs", "outage"], "no kind"),
        (["open", "uhrs/rel", "ban", "--project", "rel"], "named twice"),
        (["open", "uhrs", "ban", "--until", "+3d"], "Only a restriction"),
        (["open", "uhrs", "restriction", "--until", "-3d"], "before it began"),
        (["open", "uhrs", "warning", "--day", "+3d"], "future"),
        (["open", "uhrs", "warning", "--appeal-by", "soon"], "no day"),
        (["open", "uhrs", "warning", "--amount", "1e9"], "no amount"),
        (["note", "prolific"], "needs TEXT"),
        (["note", "prolific", "x", "--at", "23:59"], "future"),
        (["note", "prolific", "x", "--by", "boss"], "no writer"),
        (["set", "prolific", "untill=+3d"], "did you mean until"),
        (["close", "prolific", "solved"], "no outcome"),
        (["close", "nothing", "lifted"], "no platform 'nothing'"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(roster: Shell, words: list[str], said: str) -> None:
    roster.ok("incident", "open", "prolific", "warning")
    before = roster.ok("incident", "list", "--all", "--json").out
    assert said in roster.refuses("incident", *words)
    assert roster.ok("incident", "list", "--all", "--json").out == before


def test_a_platform_without_an_open_incident_is_told_so(roster: Shell) -> None:
    assert "UHRS has no open incident" in roster.refuses("incident", "note", "uhrs", "x", code=1)
