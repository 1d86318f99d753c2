"""Drafts of letters about an incident, with all blanks filled that the records can fill."""

from __future__ import annotations

from datetime import date
from textwrap import fill

from taskwell.queries.case import Case, counted
from taskwell.queries.incidents import IncidentView, of_money
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm

_WIDTH = 76
_TITLES = {
    "warning": "the warning",
    "restriction": "the restriction of my account",
    "ban": "the ban of my account",
    "rejection": "the rejection of my work",
    "non-payment": "the missing payment",
}
_WISHES = {
    "restriction": "If the review finds no ground for it, please restore my access.",
    "ban": "If the review finds no ground for it, please restore my access.",
    "rejection": "If the review finds no ground for it, please approve and pay the work.",
    "non-payment": "Please tell me the day on which it will be paid.",
}


def day_in_words(day: date) -> str:
    """`12 November 2026`, which no country reads another way."""
    return f"{day.day} {day:%B %Y}"


def appeal(case: Case, about: IncidentView) -> str:
    """An appeal as plain text: account, ticket, summary, dates; it asks for reason and review."""
    mine = about.incident
    title = _TITLES.get(mine.kind, "the incident")
    body = [
        f"I appeal against {title} of {day_in_words(mine.opened)}. {_reason(about)}",
        f"Case summary: {_summary(case)}",
        "[If you know what it is about, say in one or two sentences what happened.]",
        "I ask you to\n"
        f"1. tell me the specific reason for {title}, and what it was measured by;\n"
        "2. have the decision reviewed by a person;\n"
        "3. tell me the result in writing.",
        _WISHES.get(mine.kind, ""),
        "Dates:\n" + "\n".join(f"- {line}" for line in _dates(case, about)),
    ]
    return _letter(case, about, f"Appeal against {title} of {day_in_words(mine.opened)}", body)


def access(case: Case, about: IncidentView | None) -> str:
    """A request under the GDPR as plain text: Art. 15 access, Art. 16 correction, Art. 22 contest.

    Without an incident there is no decision to contest.
    """
    title, subject = "any decision about my account", "Request under Articles 15 and 16 GDPR"
    if about is not None:
        title = _TITLES.get(about.kind, "the incident")
        title += f" of {day_in_words(about.incident.opened)}"
        subject = "Request under Articles 15, 16 and 22 GDPR"
    body = [
        "Under Article 15 of the General Data Protection Regulation I ask you for a copy of the"
        " personal data that you process about me, in particular\n"
        "1. all ratings, scores, accuracy and review results of my work, with their dates, and how"
        " they are worked out;\n"
        f"2. the data, the rules and the thresholds that {title} rests on;\n"
        "3. the purposes, the recipients, the source of the data and how long they are kept;\n"
        "4. whether I am subject to automated decision-making or profiling under Article 22, with"
        " meaningful information about the logic involved.",
        "Under Article 16 I ask you to correct what is inaccurate: [name what is wrong, or take this"
        " paragraph out].",
    ]
    if about is not None:
        body.append(
            f"As far as {title} rests on automated processing alone, I contest it under Article"
            " 22(3), and ask that a person reviews it and hears my point of view."
        )
    body.append("Article 12(3) gives you one month from receipt to answer.")
    return _letter(case, about, subject, body)


def _letter(case: Case, about: IncidentView | None, subject: str, body: list[str]) -> str:
    name = visible(case.platform.name)
    ticket = visible(about.incident.ticket) if about is not None else ""
    head = [
        f"To: {name}",
        "From: [your full name]",
        f"Account: {visible(case.platform.account) or '[your account id]'}",
        "E-mail: [the e-mail address of the account]",
        f"Ticket: {ticket or '[the ticket number, if there is one]'}",
        f"Date: {day_in_words(case.days.day_of(case.made))}",
        f"Subject: {subject}",
    ]
    parts = ["\n".join(head), f"Dear {name} team,", *body, "Kind regards,\n[your full name]"]
    return "\n\n".join(_wrapped(part) for part in parts if part)


def _wrapped(part: str) -> str:
    """A paragraph in lines of a letter's width; the lines it has stay apart."""
    lines = []
    for line in part.split("\n"):
        mark = "   " if line[:1].isdigit() else "  " if line.startswith("- ") else ""
        lines.append(
            fill(
                line,
                _WIDTH,
                subsequent_indent=mark,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return "\n".join(lines)


def _reason(about: IncidentView) -> str:
    mine = about.incident
    tasks = counted(mine.tasks, "task") if mine.tasks else ""
    stake = " and ".join(part for part in (tasks, of_money(mine.amount)) if part)
    parts = [f"It concerns {about.place}." if mine.project else ""]
    parts.append(f"At stake: {stake}." if stake else "")
    if mine.reason:
        parts.append(f'The reason given was: "{visible(" ".join(mine.reason.split()))}".')
    else:
        parts.append("No reason was given to me.")
    return " ".join(part for part in parts if part)


def _summary(case: Case) -> str:
    """The work in one sentence or a few, numbers only."""
    total = case.total
    between = f"between {day_in_words(case.first)} and {day_in_words(case.last)}"
    if not total.sessions:
        return f"my own records hold no work {between}."
    told = (
        f"{between} I worked {hm(total.seconds)} hours in {counted(total.sessions, 'session')} on"
        f" {counted(total.tasks, 'task')}, by my own time records."
    )
    if total.pace.each is not None:
        told += f" The median time was {total.pace.each:.1f} seconds a task."
    known = sum(sessions for sessions, _ in total.outcomes.values())
    approved = total.outcomes.get("approved", (0, 0))[0]
    if known:
        told += f" Of {counted(known, 'session')} with a known outcome {approved} were approved."
    return told


def _dates(case: Case, about: IncidentView) -> list[str]:
    """What happened and when, in order."""
    mine = about.incident
    found = [(mine.opened, 0, f"{mine.kind} began")]
    for message in mine.messages:
        who = "your message" if message.by == "them" else "my message"
        found.append((case.days.day_of(message.at), 1, who))
    for day, what in (
        (mine.appealed, "my appeal"),
        (mine.appeal_by, "last day to appeal"),
        (mine.until, "end of the restriction as announced"),
        (mine.closed, f"closed: {mine.outcome}"),
    ):
        if day is not None:
            found.append((day, 2, what))
    found.sort(key=lambda each: each[:2])  # messages of one day stay in their order
    return [f"{day_in_words(day)}: {what}" for day, _, what in found]
