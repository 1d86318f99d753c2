"""Payouts in a shell."""

from __future__ import annotations

import io

import pytest

from tests.cli.driver import Shell


@pytest.fixture
def worked(shell: Shell) -> Shell:
    """Alignerr, paid on Fridays, with $10 of the week to 8 Nov and $20 of the week to 15 Nov."""
    shell.ok("platform", "add", "Alignerr", "--payout", "week from mon; on fri")
    shell.ok("log", "Alignerr 2026-11-03 09:00-10:00 $10")
    shell.ok("log", "Alignerr 2026-11-10 09:00-10:00 $20")
    return shell


def test_a_payout_says_what_it_pays(worked: Shell) -> None:
    result = worked.ok("payout", "add", "align", "20", "--fee", "0.40", "--method", "PayPal")
    assert result.out == "Alignerr $20.00 pays Tue 10 Nov, 1 session, $20.00\n"
    found = worked.ok("payout", "list", "--json").rows("payouts")
    assert [(each["state"], each["due"], each["platform"]) for each in found] == [
        ("expected", "2026-11-13", "Alignerr"),
        ("paid", "2026-11-19", "Alignerr"),
    ]
    told = worked.ok("payout", "list").out
    assert "expected, 6 days late" in told
    assert "paid" in told
    assert "method: PayPal" in worked.ok("payout", "list", "--plain").out


def test_more_than_is_owed_names_the_way_on_and_is_noted_when_asked(worked: Shell) -> None:
    assert "--more-than-owed" in worked.refuses("payout", "add", "align", "31")
    uid = worked.uid("payout", "add", "align", "31", "--more-than-owed")
    assert worked.ok("payout", "list", "--plain").out.count("left over: $1.00") == 1
    worked.ok("payout", "delete", uid[:5])
    assert len(worked.ok("payout", "list", "--json").rows("payouts")) == 2


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("\n", 2)])
def test_at_a_terminal_more_than_is_owed_is_asked_about(
    worked: Shell, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr("taskwell.cli.context.Context.asks", lambda self: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    result = worked("payout", "add", "align", "31")
    assert result.code == code
    assert (
        "$31.00 is more than is known: Alignerr owes $30.00. Note it all the same? " in result.err
    )
    known = worked.ok("payout", "list", "--json").rows("payouts")
    assert any(each["state"] == "paid" for each in known) == (code == 0)


def test_a_day_may_have_a_time_behind_it(worked: Shell) -> None:
    worked.ok("payout", "add", "align", "20", "--date", "yesterday 14:05")
    found = worked.ok("payout", "list", "--json").rows("payouts")
    assert [each["due"] for each in found if each["uid"]] == ["2026-11-18"]
    assert "future" in worked.refuses("payout", "add", "align", "5", "--date", "18:00")


def test_a_payout_is_matched_by_hand(worked: Shell) -> None:
    uid = worked.uid("payout", "add", "align", "20")
    sessions = [str(each["uid"]) for each in worked.ok("sessions", "--json").rows("sessions")]
    shown = worked.ok("payout", "match", uid).out
    assert shown.startswith("It pays 1 session:")
    assert "It could pay 1 other:" in shown
    worked.ok("payout", "match", uid, sessions[0][:6])
    found = worked.ok("payout", "match", uid, "--json").json
    assert [each["uid"] for each in found["pays"]] == [sessions[0]]  # type: ignore[attr-defined]  # a list
    worked.ok("payout", "match", uid, "--none")
    assert worked.ok("payout", "match", uid).out.startswith("It pays 0 sessions:")
    worked.refuses("payout", "match", uid, "nosuch")
    worked.refuses("payout", "match", "nosuch")


def test_fields_are_changed_and_what_will_not_come_is_given_up(worked: Shell) -> None:
    uid = worked.uid("payout", "add", "align", "20")
    worked.ok("payout", "set", uid, "fee=1", "unclaimed=yes", "date=2026-11-18")
    assert "unclaimed" in worked.ok("payout", "list").out
    assert "no field" in worked.refuses("payout", "set", uid, "colour=red")
    assert "--more-than-owed" in worked.refuses("payout", "set", uid, "amount=31")
    result = worked.ok("payout", "write-off", "align", "--before", "2026-11-09")
    assert result.out.startswith("$10.00 written off")
    states = [each["state"] for each in worked.ok("payout", "list", "--json").rows("payouts")]
    assert sorted(map(str, states)) == ["paid", "written off"]
    worked.refuses("payout", "write-off", "align")


@pytest.mark.parametrize("amount", ["1,5", "1e9", "NaN", "-3", "0", "5 XXY", ""])
def test_an_amount_that_is_none_is_one_sentence_and_changes_nothing(
    worked: Shell, amount: str
) -> None:
    before = worked.ok("payout", "list", "--json").out
    worked.refuses("payout", "add", "align", amount)
    assert worked.ok("payout", "list", "--json").out == before
    assert "future" in worked.refuses("payout", "add", "align", "5", "--date", "tomorrow")
