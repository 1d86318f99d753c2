"""The catalogue on a command line."""

from __future__ import annotations

import pytest

from tests.cli.driver import Shell


def row(shell: Shell, words: tuple[str, ...], key: str, of: str) -> dict[str, object]:
    return next(each for each in shell.ok(*words, "--json").rows(of) if each["key"] == key)


def test_the_catalogue_is_listed_in_every_form(shell: Shell) -> None:
    result = shell.ok("platform", "catalogue")
    assert "uhrs-clickworker" in result.out
    assert "remotasks" not in result.out
    assert result.err == "Left out: 1 dormant; --all lists them too\n"
    assert "remotasks" in shell.ok("platform", "catalogue", "--all").out
    plain = shell.ok("platform", "catalogue", "--plain").out
    assert "key: mercor\nplatform: Mercor\n" in plain
    assert "countries: not known" in plain
    document = shell.ok("platform", "catalogue", "--json").json
    assert document["country"] is None
    assert document["left_out"] == {"country": 0, "dormant": 1}


def test_the_country_the_person_is_in_leaves_out_what_names_others(shell: Shell) -> None:
    shell.ok("config", "set", "country", "KE")
    result = shell.ok("platform", "catalogue")
    assert "dataannotation" not in result.out
    assert "1 names other countries than KE" in result.err
    assert "dataannotation" in shell.ok("platform", "catalogue", "--country", "US").out
    everything = shell.ok("platform", "catalogue", "--all")
    assert "dataannotation" in everything.out
    assert everything.err == ""
    assert row(shell, ("platform", "catalogue"), "mercor", "offers")["here"] is None
    shell.refuses("platform", "catalogue", "--country", "Kenya")


def test_the_offer_is_narrowed(shell: Shell) -> None:
    beginners = shell.ok("platform", "catalogue", "--entry-level").out
    assert "toloka" in beginners
    assert "mercor" not in beginners
    assert "alignerr" in shell.ok("platform", "catalogue", "--find", "labelbox").out
    nothing = shell.ok("platform", "catalogue", "--find", "xyzzy")
    assert nothing.out == ""
    assert "Nothing in the catalogue fits" in nothing.err


def test_facts_of_an_entry_are_told_before_it_is_added(shell: Shell) -> None:
    told = shell.ok("platform", "facts", "mercor")
    assert told.out.startswith("Mercor: 5 facts, 5 to verify\n")
    assert "week from sat in Asia/Kolkata" in told.out
    document = shell.ok("platform", "facts", "mercor", "--json").json
    assert (document["uid"], document["catalogue"]) == (None, "mercor")
    assert document["links"] == ["talent.docs.mercor.com"]
    assert shell("status").code == 0


def test_facts_of_a_platform_carry_the_person_s_word(shell: Shell) -> None:
    uid = shell.uid("platform", "add", "UHRS", "--from-catalogue", "uhrs-clickworker")
    asked = ("platform", "facts", "uhrs")
    fact = row(shell, asked, "sessions", "facts")
    assert fact["verify"] is True
    assert fact["as_of"] is None
    assert shell.uid("platform", "correct", "uhrs", "sessions", "Nine", "hours", "now.") == uid
    fact = row(shell, asked, "sessions", "facts")
    assert (fact["text"], fact["corrected"], fact["verify"]) == ("Nine hours now.", True, False)
    assert fact["original"] == "A session ends after 8 hours; then you have to log in again."
    assert fact["as_of"] == "2026-11-19"
    assert "the catalogue says: A session ends after 8" in " ".join(shell.ok(*asked).out.split())
    assert "corrected: yes" in shell.ok(*asked, "--plain").out
    shell.ok("platform", "correct", "uhrs", "sessions", "")
    assert row(shell, asked, "sessions", "facts")["corrected"] is False
    shell.ok("platform", "correct", "uhrs", "sessions", "--confirm")
    assert row(shell, asked, "sessions", "facts")["verify"] is False


def test_a_rule_is_corrected_in_words(shell: Shell) -> None:
    shell.ok("platform", "add", "--from-catalogue", "oneforma")
    told = shell.ok("platform", "correct", "oneforma", "payout", "month; on the 12th")
    assert "OneForma: payout is your own word now" in told.out
    field = row(shell, ("platform", "facts", "oneforma"), "payout", "fields")
    assert (field["text"], field["own"]) == ("month; on the 12th of the next month", True)
    sentence = shell.refuses("platform", "correct", "oneforma", "payout", "on pluto")
    assert "'pluto' is no weekday" in sentence
    told = shell.ok("platform", "correct", "oneforma", "payout", "")
    assert "the catalogue's again" in told.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("platform", "facts", "nix"), "There is no platform 'nix'"),
        (("platform", "facts", "mercr"), "did you mean mercor"),
        (("platform", "correct", "nix", "payday", "x"), "There is no platform 'nix'"),
        (("platform", "correct", "uhrs"), "needs FACT"),
        (("platform", "correct", "uhrs", "payday"), "needs VALUE"),
        (("platform", "correct", "uhrs", "payday", "x", "--confirm"), "takes no value"),
        (("platform", "correct", "uhrs", "payday", "--confirm"), "has no fact 'payday'"),
        (("platform", "correct", "uhrs", "payday", ""), "no word of yours"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    roster: Shell, words: tuple[str, ...], says: str
) -> None:
    assert says in roster.refuses(*words)


def test_hostile_words_are_shown_harmless(roster: Shell) -> None:
    roster.ok("platform", "correct", "uhrs", "payday", "on \x1b[31m Fridays")
    for form in ((), ("--plain",), ("--json",)):
        assert "\x1b" not in roster.ok("platform", "facts", "uhrs", *form).out


def test_the_handbook_tells_the_words_of_rules(shell: Shell) -> None:
    page = shell.ok("help", "catalogue").out
    assert "39 days later" in page
    assert "[[platform.fact]]" in page
