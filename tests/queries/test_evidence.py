"""The evidence pack says what the records say, literally, and anybody can take its checksum again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from taskwell.commands.incidents import add_message, change_incident, close_incident, open_incident
from taskwell.commands.metrics import add_metric
from taskwell.commands.notebook import add_note
from taskwell.commands.readings import note_reading
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.case import Case, Figures, Pace, case
from taskwell.queries.evidence import evidence, page
from taskwell.queries.incidents import IncidentView
from taskwell.records.incident import Incident, Message
from taskwell.records.platform import Platform
from taskwell.records.session import Source
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW
from tests.queries.records import put, roster, setting

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture
def known(store: Store) -> Store:
    """UHRS with work in September and November, before and after the change of the clocks."""
    roster(store)
    setting(store, "zone", "America/Chicago")
    put(store, "s1", "uhrs", "2026-09-10 15:00", "2026-09-10 17:00", tasks=240,
        earned=Money(1560, "USD"), outcome="approved")  # fmt: skip
    put(store, "s2", "uhrs", "2026-11-10 16:00", "2026-11-10 17:00", tasks=360, project="relevance",
        earned=Money(2340, "USD"), outcome="rejected", note="what the task said", tags=("secret",),
        source=Source("toggl", "x", "y"))  # fmt: skip
    put(store, "s3", "uhrs", "2026-11-17 16:00", "2026-11-17 16:30", tasks=60,
        earned=Money(300, "GBP"), outcome="approved")  # fmt: skip
    put(store, "s4", "uhrs", "2026-11-18 04:00", "2026-11-18 04:30", kind="search")
    put(store, "s5", "uhrs", "2026-11-19 21:42", None, tasks=10)
    put(store, "o1", "outlier", "2026-11-12 16:00", "2026-11-12 17:00", tasks=7)
    return store


def section(text: str, title: str) -> list[str]:
    """The lines under a heading."""
    lines = text.splitlines()
    at = lines.index(title)
    rest = lines[at + 1 :]
    ends = [number for number, line in enumerate(rest) if line.startswith("## ")]
    return [line for line in rest[: ends[0] if ends else None] if line]


def test_the_head_says_whose_and_which_days_and_when_it_was_made(known: Store) -> None:
    with known.transaction("account") as act:
        act.update("platforms", 1, {"account": "me_1"})
    text = evidence(known, NOW, "uhrs", first=date(2026, 11, 1))
    assert text.startswith(
        "# Evidence: UHRS\n\n"
        "- Platform: UHRS\n"
        "- Account: me\\_1\n"
        "- Period: 2026-11-01 to 2026-11-19, both included\n"
        "- Zone: days of America/Chicago\n"
        "- Made: 2026-11-19 16:42 -06:00\n"
    )


def test_the_summary_adds_up_the_platforms_own_sessions(known: Store) -> None:
    # s1 30 s, s2 10 s, s3 30 s, s5 (3,600 s so far) 360 s a task: the middle of the four is 30 s.
    assert section(evidence(known, NOW, "uhrs"), "## Summary")[2:] == [
        "| Hours | 5:00 |",
        "| Paid hours | 4:30 |",
        "| Sessions | 5, 1 running |",
        "| Tasks | 670 |",
        "| Earned | 3.00 GBP + 39.00 USD |",
        "| Estimated by the rates, not confirmed | 1.00 USD |",
        "| Median seconds a task | 30.0 (the middle one of 4 sessions with tasks) |",
        "| Beside the floor | 1 took less than the 12 s a task set for them, of 4 sessions |",
    ]


def test_each_month_and_each_of_the_last_eight_weeks_has_its_line(known: Store) -> None:
    text = evidence(known, NOW, "uhrs")
    assert section(text, "## Months")[2:] == [
        "| 2026-09 | 2:00 | 2:00 | 1 | 240 | 30.0 | 15.60 USD | - |",
        "| 2026-10 | 0:00 | 0:00 | 0 | 0 | - | - | - |",
        "| 2026-11 | 3:00 | 2:30 | 4 | 430 | 30.0 | 3.00 GBP + 23.40 USD | 1.00 USD |",
    ]
    weeks = section(text, "## The last weeks")[2:]
    assert len(weeks) == 8
    assert weeks[0].startswith("| 2026-09-28 to 2026-10-04 | 0:00 ")
    assert weeks[6].startswith("| 2026-11-09 to 2026-11-15 | 1:00 | 1:00 | 1 | 360 | 10.0 ")
    assert weeks[7].startswith("| 2026-11-16 to 2026-11-22 | 2:00 | 1:30 | 3 | 70 | 195.0 ")


def test_a_session_counts_on_the_day_it_begins_in_the_persons_zone(known: Store) -> None:
    # s4 begins on the 18th in UTC and late on the 17th in Chicago.
    made = case(known, NOW, "uhrs", first=date(2026, 11, 17), last=date(2026, 11, 17))
    assert (made.total.sessions, made.total.seconds) == (2, 3600)
    assert case(known, NOW, "uhrs", first=date(2026, 11, 18)).total.sessions == 1


def test_outcomes_are_counted_as_sessions_and_tasks(known: Store) -> None:
    text = evidence(known, NOW, "uhrs")
    assert section(text, "## Outcomes")[2:] == ["| approved | 2 | 300 |", "| rejected | 1 | 360 |"]
    assert "## Outcomes" not in evidence(known, NOW, "outlier")


def test_an_incident_stands_with_its_dates_reason_and_messages(known: Store) -> None:
    uid = open_incident(known, NOW, "UHRS", "restriction", opened="-7d", until="+13d", tasks="37",
                        reason="spam *score*", ticket="47_11", appeal_by="+7d")  # fmt: skip
    add_message(known, NOW, uid, "Dear worker,\n\n# stop", at=NOW - timedelta(days=20))
    add_message(known, NOW, uid, "Why?", "me")
    lines = section(evidence(known, NOW, "uhrs"), "## Restriction of 12 November 2026")
    assert lines == [
        "- Where: UHRS",
        "- Until: 2026-12-02",
        "- Ticket: 47\\_11",
        "- Tasks at stake: 37",
        "- Last day to appeal: 2026-11-26",
        "- State: open",
        "The reason given:",
        "> spam \\*score\\*",
        "The platform, 2026-10-30 17:42 -05:00:",
        "> Dear worker,",
        ">",
        "> \\# stop",
        "The account holder, 2026-11-19 16:42 -06:00:",
        "> Why?",
    ]


def test_the_days_begin_ninety_before_the_incident(known: Store) -> None:
    def reach(**days: date) -> tuple[date, date]:
        made = case(known, NOW, "uhrs", **days)
        return made.first, made.last

    assert reach() == (date(2026, 8, 21), date(2026, 11, 19))
    open_incident(known, NOW, "UHRS", "warning", opened="2026-10-01")
    assert reach() == (date(2026, 7, 3), date(2026, 11, 19))
    newer = open_incident(known, NOW, "UHRS", "warning", opened="2026-11-12")
    assert reach() == (date(2026, 8, 14), date(2026, 11, 19))
    assert reach(last=date(2026, 10, 31)) == (date(2026, 7, 3), date(2026, 10, 31))
    close_incident(known, NOW, newer, "dropped")
    assert reach() == (date(2026, 7, 3), date(2026, 11, 19))


def test_only_incidents_of_the_days_are_told(known: Store) -> None:
    early = open_incident(known, NOW, "UHRS", "warning", opened="2026-08-01")
    close_incident(known, NOW, early, "dropped", "2026-09-01")
    late = open_incident(known, NOW, "UHRS", "rejection", opened="2026-11-12")

    def told(first: date, last: date) -> list[str]:
        return [each.uid for each in case(known, NOW, "uhrs", first=first, last=last).incidents]

    assert told(date(2026, 9, 1), date(2026, 11, 12)) == [late, early]
    assert told(date(2026, 9, 2), date(2026, 11, 11)) == []


def test_days_that_cannot_be_are_refused(known: Store) -> None:
    with pytest.raises(BadInput, match="future"):
        case(known, NOW, "uhrs", last=date(2026, 11, 20))
    with pytest.raises(BadInput, match="lies after"):
        case(known, NOW, "uhrs", first=date(2026, 11, 2), last=date(2026, 11, 1))
    with pytest.raises(BadInput, match="gone"):
        case(known, NOW, "nobody")


def test_anybody_can_take_the_checksum_again(known: Store) -> None:
    """The rule of the document, followed on the documents of the store and on nothing of ours."""
    second = open_incident(known, NOW, "UHRS", "warning", opened="-1d", reason="naïve")
    first = open_incident(known, NOW, "UHRS", "rejection", opened="-9d", amount="3.40")
    sessions = [dict(each) for each in known.table("sessions").all() if each["platform"] == "uhrs"]
    sessions.sort(key=lambda each: (each["started"], each["uid"]))
    by_uid = {each["uid"]: dict(each) for each in known.table("incidents").all()}
    of_session = (
        "earned, ended, kind, outcome, pauses, platform, project, started, tasks, uid, zone"
    )
    of_incident = (
        "amount, appeal_by, appealed, closed, kind, messages, opened, outcome, platform, project,"
        " reason, tasks, ticket, uid, until"
    )
    records = [(each, of_session) for each in sessions]
    records += [(by_uid[first], of_incident), (by_uid[second], of_incident)]
    data = b""
    for record, fields in records:
        kept = {key: value for key, value in record.items() if key in fields.split(", ")}
        data += json.dumps(kept, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"
    text = evidence(known, NOW, "uhrs")
    told = section(text, "## Checksum")
    assert told[0] == f"SHA-256 `{sha256(data).hexdigest()}`"
    assert "for each of 5 sessions" in told[1]
    assert "for each of 2 incidents" in told[1]
    assert of_session in told[1]
    assert of_incident.replace("_", "\\_") in told[1]


def test_the_checksum_changes_with_the_records_and_not_with_notes_or_payouts(known: Store) -> None:
    before = case(known, NOW, "uhrs").digest
    number = known.sessions.by_uid("s2")[0]
    with known.transaction("a note and a payout") as act:
        act.update("sessions", number, {"note": "another", "tags": [], "settled": "p1"})
    assert case(known, NOW, "uhrs").digest == before
    with known.transaction("tasks") as act:
        act.update("sessions", number, {"tasks": 361})
    assert case(known, NOW, "uhrs").digest != before


def test_no_task_content_gets_into_the_pack(known: Store) -> None:
    add_note(known, NOW, "UHRS", None, "a gotcha about the rubric")
    open_incident(known, NOW, "UHRS", "warning")
    text = evidence(known, NOW, "uhrs")
    lines = "\n".join(case(known, NOW, "uhrs").lines)
    for hidden in ("what the task said", "secret", "gotcha", "toggl"):
        assert hidden not in text
        assert hidden not in lines


def test_the_appeal_has_its_blanks_filled(known: Store) -> None:
    with known.transaction("account") as act:
        act.update("platforms", 1, {"account": "me_1"})
    uid = open_incident(
        known,
        NOW,
        "UHRS",
        "rejection",
        opened="-7d",
        tasks="37",
        amount="3.40",
        reason="too\nfast",
        ticket="4711",
        appeal_by="+7d",
        project="Relevance",
    )
    add_message(known, NOW, uid, "too fast", at=NOW - timedelta(days=1))
    change_incident(known, NOW, uid, {"appealed": "today"})
    text = evidence(known, NOW, "uhrs")
    fences = [each.content for each in MARKDOWN.parse(text) if each.type == "fence"]
    assert fences[0] == (
        "To: UHRS\n"
        "From: [your full name]\n"
        "Account: me_1\n"
        "E-mail: [the e-mail address of the account]\n"
        "Ticket: 4711\n"
        "Date: 19 November 2026\n"
        "Subject: Appeal against the rejection of my work of 12 November 2026\n"
        "\n"
        "Dear UHRS team,\n"
        "\n"
        "I appeal against the rejection of my work of 12 November 2026. It concerns\n"
        "UHRS / Relevance. At stake: 37 tasks and 3.40 USD. The reason given was:\n"
        '"too fast".\n'
        "\n"
        "Case summary: between 14 August 2026 and 19 November 2026 I worked 5:00\n"
        "hours in 5 sessions on 670 tasks, by my own time records. The median time\n"
        "was 30.0 seconds a task. Of 3 sessions with a known outcome 2 were approved.\n"
        "\n"
        "[If you know what it is about, say in one or two sentences what happened.]\n"
        "\n"
        "I ask you to\n"
        "1. tell me the specific reason for the rejection of my work, and what it was\n"
        "   measured by;\n"
        "2. have the decision reviewed by a person;\n"
        "3. tell me the result in writing.\n"
        "\n"
        "If the review finds no ground for it, please approve and pay the work.\n"
        "\n"
        "Dates:\n"
        "- 12 November 2026: rejection began\n"
        "- 18 November 2026: your message\n"
        "- 19 November 2026: my appeal\n"
        "- 26 November 2026: last day to appeal\n"
        "\n"
        "Kind regards,\n"
        "[your full name]\n"
    )
    assert "Subject: Request under Articles 15, 16 and 22 GDPR\n" in fences[1]
    assert "Account: me_1\n" in fences[1]
    asked = " ".join(fences[1].split())
    assert "thresholds that the rejection of my work of 12 November 2026 rests on" in asked
    assert "22(3)" in fences[1]


def test_without_an_incident_there_is_no_appeal_and_nothing_to_contest(known: Store) -> None:
    text = evidence(known, NOW, "uhrs")
    assert "## Draft: appeal" not in text
    assert "Request under Articles 15 and 16 GDPR" in text
    assert "22(3)" not in text
    uid = open_incident(known, NOW, "UHRS", "restriction")
    assert "## Draft: appeal" in evidence(known, NOW, "uhrs")
    close_incident(known, NOW, uid, "lifted")
    assert "## Draft: appeal" not in evidence(known, NOW, "uhrs")


def test_without_any_work_the_pack_says_so(known: Store) -> None:
    text = evidence(known, NOW, "prolific")
    assert section(text, "## Summary") == ["The records hold no work on these days."]
    assert "## Months" not in text


def _plain(tokens: list[Token]) -> str:
    """The text of a document; anything but what the pack itself marks up is an error."""
    shown = ""
    for token in tokens:
        for child in token.children or ():
            assert child.type in ("text", "text_special", "softbreak", "hardbreak", "code_inline")
            shown += child.content
    return shown


@given(text=st.text(alphabet=list("ab1.)#+-=:*_`~[]()<>!|&;\\\t\n\x1b "), max_size=30))
def test_whatever_they_write_is_shown_literally(text: str) -> None:
    hostile = f"x{text}x"
    whole = page(_hostile(hostile))
    tokens = MARKDOWN.parse(whole)
    shown = _plain(tokens)
    kept = "".join(line.strip() for line in visible(hostile, one_line=False).split("\n"))
    assert shown.count(kept) >= 2  # the reason and the message
    assert shown.count(visible(hostile)) >= 3  # names stand on one line
    letters = [each.content for each in tokens if each.type == "fence"]
    assert len(letters) == 2
    assert all(f"To: {visible(hostile)}" in each for each in letters)


def _hostile(text: str) -> Case:
    """A case in which a platform, its account and an incident are called and say `text`."""
    incident = Incident(
        uid="i", platform="p", kind="warning", opened=date(2026, 11, 12), reason=text, ticket=text,
        messages=(Message(at=NOW, text=text),),
    )  # fmt: skip
    nothing = Figures(0, 0, 0, 0, (), (), Pace(), {})
    return Case(
        Platform(uid="p", name=text, account=text),
        Calendar(zone("America/Chicago")),
        NOW,
        date(2026, 11, 1),
        date(2026, 11, 19),
        nothing,
        (),
        (),
        (IncidentView(incident, visible(text), 7, None, None),),
        (),
        "0",
    )


def test_scores_of_the_days_stand_with_their_thresholds_and_without_feedback(known: Store) -> None:
    uid = add_metric(known, NOW, "uhrs", "spam *score*", "percent", thresholds=["90 restrict"])
    note_reading(known, NOW, uid, '18/20 2026-11-10 "what the task said"')
    note_reading(known, NOW, uid, "16/20 2026-11-12")
    note_reading(known, NOW, uid, "20/20 2026-01-12")
    text = evidence(known, NOW, "uhrs", first=date(2026, 11, 1), last=date(2026, 11, 19))
    lines = section(text, r"## Score: UHRS: spam \*score\*")
    assert "2 readings; 34 of 40 answers were right" in lines[0]
    assert "90 restrict" in lines[0]
    assert next(line for line in lines if "of 20" in line).startswith("| 2026-11-12")
    assert "what the task said" not in text
    made = case(known, NOW, "uhrs", first=date(2026, 11, 1), last=date(2026, 11, 19))
    assert [json.loads(line)["correct"] for line in made.lines if '"correct"' in line] == [18, 16]
    assert sha256("".join(f"{line}\n" for line in made.lines).encode()).hexdigest() in text
