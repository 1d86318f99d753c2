"""Payouts in a shell: noted, listed with what is to come, matched, taken back, written off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns, count_of
from taskwell.cli.sessions import SHORT_UID, label, pay
from taskwell.cli.skills import changes_of
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm

if TYPE_CHECKING:
    from taskwell.commands.payouts import PayoutMade
    from taskwell.queries.payouts import PayoutView
    from taskwell.queries.sessions import SessionView

_SHOWN = 30
"""Sessions of which a payout is told that it could pay them; --json tells all."""
FIELDS = ("amount", "fee", "received", "date", "method", "note", "unclaimed", "rate")


def _platform(context: Context, typed: str) -> str:
    """The uid of the platform that was typed."""
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    names = directory(context.store)
    return names.platform(place_names(typed, names)[0]).uid


def _add(context: Context, given: Given) -> int:
    from taskwell.commands.payouts import MoreThanOwed, add_payout

    platform = _platform(context, given.word("PLATFORM"))

    def note(*, more: bool) -> PayoutMade:
        return add_payout(
            context.store,
            context.now,
            platform,
            " ".join(given.all_words("AMOUNT")),
            fee=given.text("fee"),
            received=given.text("received"),
            day=given.text("date"),
            method=given.text("method") or "",
            note=given.text("note") or "",
            unclaimed=given.flag("unclaimed"),
            rate=given.text("rate"),
            more_than_owed=more,
        )

    try:
        made = note(more=given.flag("more-than-owed"))
    except MoreThanOwed as error:
        if not context.asks() or not _yes(f"{error.what}. Note it all the same? (y/N) "):
            raise
        made = note(more=True)
    return _told(context, made)


def _yes(question: str) -> bool:
    import sys

    print(visible(question), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _told(context: Context, made: PayoutMade) -> int:
    return context.done(
        f"{made.label} {made.words}",
        {
            "uid": made.uid,
            "sessions": made.matched,
            "matched": made.matched_sum.json(),
            "left_over": made.left_over.json() if made.left_over else None,
            "short": made.short.json() if made.short else None,
            "estimated": made.estimated,
        },
    )


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.payouts import payouts

    typed = given.text("platform")
    wanted = _platform(context, typed) if typed else None
    found = [
        each
        for each in payouts(context.store, context.now)
        if wanted is None or each.platform_uid == wanted
    ]
    if context.json:
        context.give({"payouts": [each.json() for each in found]})
        return 0
    if not given.flag("all"):
        found = _recent(context, found)
    if context.plain:
        context.facts(_facts(each) for each in found)
    elif found:
        context.say(_table(context, found))
    else:
        context.warn("Nothing was paid and nothing is owed yet: log work that pays")
    return 0


def _recent(context: Context, found: list[PayoutView]) -> list[PayoutView]:
    """All that is to come, and what was recorded in the last 90 days."""
    today = context.calendar.day_of(context.now)
    return [
        each
        for each in found
        if each.uid is None or each.due is None or (today - each.due).days <= 90
    ]


def _state(each: PayoutView) -> str:
    words: str = each.state
    if each.late_days:
        words += f", {count_of(each.late_days, 'day')} late"
    if each.short is not None:
        words += f" by {each.short.shown()}"
    if each.under_minimum:
        words += ", under its minimum"
    if each.unclaimed:
        words += ", unclaimed"
    return words


def _due(each: PayoutView) -> str:
    if each.due is None:
        return "?" if each.state != "payable" else "now"
    return f"{each.due:%a} {each.due.day} {each.due:%b} {each.due.year}"


def _amount(each: PayoutView) -> str:
    return f"{'~' if each.estimated and each.uid is None else ''}{each.amount.shown()}"


def _table(context: Context, found: list[PayoutView]) -> str:
    rows = [
        [
            (each.uid or "")[:SHORT_UID],
            _due(each),
            each.platform,
            _amount(each),
            _state(each),
            each.what,
        ]
        for each in found
    ]
    heads = ("uid", "day", "platform", "amount", "state", "work")
    return columns(heads, rows, "   r", drop=("work", "uid"))


def _facts(each: PayoutView) -> list[tuple[str, str]]:
    return [
        ("payout", each.uid or "to come"),
        ("platform", each.platform),
        ("day", _due(each)),
        ("at the latest", each.due_until.isoformat() if each.due_until else ""),
        ("amount", _amount(each)),
        ("state", _state(each)),
        ("work", each.what),
        ("sessions", str(each.sessions)),
        ("fee", each.fee.shown() if each.fee else ""),
        ("received", each.received.shown() if each.received else ""),
        ("pays", each.matched.shown() if each.matched else ""),
        ("left over", each.unmatched.shown() if each.unmatched else ""),
        ("method", each.method),
        ("note", each.note),
    ]


_HEADS = ("uid", "start", "time", "work", "money")


def _match(context: Context, given: Given) -> int:
    from taskwell.commands.payouts import match_payout
    from taskwell.queries.payouts import candidates, paid_sessions, payout_named

    payout, sessions = given.word("PAYOUT"), given.all_words("SESSION")
    if given.flag("none") and sessions:
        raise BadInput("--none takes no sessions", "leave one of them out")
    if sessions or given.flag("none"):
        made = match_payout(context.store, context.now, payout, sessions, more=given.flag("more"))
        return _told(context, made)
    _, held = payout_named(context.store, payout)
    paid = paid_sessions(context.store, context.now, held)
    others = candidates(context.store, context.now, held)
    if context.json:
        context.give(
            {
                "uid": held.uid,
                "pays": [each.json() for each in paid],
                "could_pay": [each.json() for each in others],
            }
        )
        return 0
    if context.plain:
        return context.facts(
            [("relation", relation), *zip(_HEADS, row, strict=True)]
            for relation, found in (("pays", paid), ("could pay", others[:_SHOWN]))
            for row in _rows(context, found)
        )
    context.say(f"It pays {count_of(len(paid), 'session')}:")
    if paid:
        context.say(columns(_HEADS, _rows(context, paid), "  r r"))
    if others:
        some = f", the oldest {_SHOWN} of them" if len(others) > _SHOWN else ""
        context.say(f"\nIt could pay {count_of(len(others), 'other')}{some}:")
        context.say(columns(_HEADS, _rows(context, others[:_SHOWN]), "  r r"))
    return 0


def _rows(context: Context, found: tuple[SessionView, ...]) -> list[list[str]]:
    return [
        [
            each.session.uid[:SHORT_UID],
            context.calendar.local(each.session.started).strftime("%Y-%m-%d %H:%M"),
            hm(each.seconds),
            label(each),
            pay(each),
        ]
        for each in found
    ]


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.payouts import set_payout

    changes = changes_of(given.all_words("FIELD=VALUE"), FIELDS, "A payout")
    payout, more = given.word("PAYOUT"), given.flag("more-than-owed")
    uid = set_payout(context.store, context.now, payout, changes, more_than_owed=more)
    return context.done(
        f"Payout: {', '.join(changes)} changed; taskwell undo takes it back", {"uid": uid}
    )


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.payouts import delete_payout
    from taskwell.queries.payouts import payout_named

    uid = payout_named(context.store, given.word("PAYOUT"))[1].uid
    label = delete_payout(context.store, context.now, uid)
    return context.done(
        f"{label} is deleted, what it paid is owed again; taskwell undo takes it back",
        {"uid": uid},
    )


def _write_off(context: Context, given: Given) -> int:
    from taskwell.commands.payouts import write_off
    from taskwell.queries.payouts import payout_named

    typed = given.text("before")
    before: date | None = None
    if typed is not None:
        from taskwell.timekeeping.clockwords import parse_day

        days = context.calendar
        before = parse_day(typed, days.day_of(context.now), days)
    platform = _platform(context, given.word("PLATFORM"))
    made = write_off(context.store, context.now, platform, before=before)
    amounts = [payout_named(context.store, uid)[1].amount for uid in made]
    return context.done(
        f"{' + '.join(each.shown() for each in amounts)} written off; taskwell undo takes it back",
        {"uid": made[0], "uids": made},
    )


_PLATFORM = Word("PLATFORM", "who paid; a beginning is enough", complete="place")
_MORE = Option(("--more-than-owed",), "note it although it is more than is owed")
_PAYOUT = Word("PAYOUT", "the uid of a payout: taskwell payout list names them")

COMMANDS = (
    Command(
        "payout add",
        _add,
        (_PLATFORM, Word("AMOUNT", "what was paid, before fees", most=2)),
        (
            Option(("--fee",), "what was taken off on the way", "M"),
            Option(("--received",), "what arrived, perhaps in another currency", "M"),
            Option(("--rate",), "what one unit of it was in your currency, such as 0.92", "R"),
            Option(("--date",), "the day, if not today; also with a time, 'yesterday 14:05'", "D"),
            Option(("--method",), "how it came, for example PayPal", "TEXT"),
            Option(("--note",), "a note, in your own words", "N"),
            Option(("--unclaimed",), "it still waits to be claimed"),
            _MORE,
        ),
        about="Notes a payout. What it pays is found and said: whole pay periods first, then"
        " sessions by age; taskwell payout match corrects that. No session is ever paid twice.",
        examples=("payout add uhrs 96.10 --date wed", "payout add prolific '18.40 GBP' --fee 0.40"),
    ),
    Command(
        "payout list",
        _list,
        options=(
            Option(("--platform",), "only of this platform", "P", complete="place"),
            Option(("--all",), "also what was recorded more than 90 days ago"),
        ),
        query=True,
        about="What was paid, and what is to come by each platform's own rule.",
    ),
    Command(
        "payout match",
        _match,
        (_PAYOUT, Word("SESSION", "the sessions it pays, by their uids", least=0, most=None)),
        (
            Option(("--more",), "besides those that it pays already"),
            Option(("--none",), "it pays none of them"),
        ),
        query=True,
        about="Without sessions it shows what a payout pays and what else it could.",
        examples=("payout match k3x9", "payout match k3x9 f7ab q2mm"),
    ),
    Command(
        "payout set",
        _set,
        (_PAYOUT, Word("FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None)),
        (_MORE,),
        about="Changes a payout; an empty value clears a field. What it pays stays the same.",
        examples=("payout set k3x9 fee=0.40 unclaimed=no",),
    ),
    Command("payout delete", _delete, (_PAYOUT,)),
    Command(
        "payout write-off",
        _write_off,
        (_PLATFORM,),
        (Option(("--before",), "only work before this day", "D"),),
        about="Gives up what a platform owes; it counts as owed no more, and nowhere as paid.",
        examples=("payout write-off remotasks --before 2026-01-01",),
    ),
)
