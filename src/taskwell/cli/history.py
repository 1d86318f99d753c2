"""Every change: undo, redo, history; and what the program has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns, json_text
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.text import visible
from taskwell.timekeeping.instants import to_text

if TYPE_CHECKING:
    from taskwell.store.undo import Changed

_OPS = {"i": "added", "u": "changed", "d": "deleted"}
_MOST = 200


def _undo(context: Context, given: Given) -> int:
    from taskwell.commands.history import undo

    return context.done(*_turned(context, undo(context.store, context.now), undone=True))


def _redo(context: Context, given: Given) -> int:
    from taskwell.commands.history import redo

    return context.done(*_turned(context, redo(context.store, context.now), undone=False))


def _turned(context: Context, sentence: str, *, undone: bool) -> tuple[str, dict[str, object]]:
    uid: str | None = None
    if context.json:
        acts = context.store.history(limit=_MOST)
        act = next((each for each in acts if each.undone == undone and each.changes), None)
        uid = next((change.uid for change in act.changes if change.uid), None) if act else None
    return visible(sentence), {"uid": uid, "what": sentence}


def _history(context: Context, given: Given) -> int:
    limit = given.whole_number("limit", "--limit")
    uid = given.word("UID")
    acts = context.store.history(uid or None, _MOST if limit is None else limit)
    if uid and not acts:
        raise BadInput(
            f"No change is known of a uid that begins '{visible(uid[:40])}'",
            "taskwell sessions lists the uids",
        )
    calendar = context.calendar
    if context.json:
        context.give(
            {
                "history": [
                    {
                        "sequence": act.sequence,
                        "at": to_text(act.at),
                        "why": act.why,
                        "undone": act.undone,
                        "changes": [
                            {
                                "op": _OPS.get(change.op, change.op),
                                "table": change.table,
                                "uid": change.uid,
                                "before": change.before,
                                "after": change.after,
                            }
                            for change in act.changes
                        ],
                    }
                    for act in acts
                ]
            }
        )
        return 0
    if context.plain:
        return context.facts(
            [
                ("change", str(act.sequence)),
                ("at", f"{calendar.local(act.at):%Y-%m-%d %H:%M}"),
                ("what", act.why),
                ("state", "undone" if act.undone else ""),
            ]
            for act in acts
        )
    if not acts:
        context.warn("No changes yet")
        return 0
    rows = []
    for act in acts:
        at = calendar.local(act.at)
        rows.append(
            [
                str(act.sequence),
                f"{at:%a} {at.day:>2} {at:%b} {at:%H:%M}",
                "undone" if act.undone else "",
                act.why,
            ]
        )
        if uid:
            rows += [["", "", "", line] for change in act.changes for line in _difference(change)]
    context.say(columns(("no.", "at", "state", "what"), rows, "r"))
    return 0


def _difference(change: Changed) -> list[str]:
    """What an act changed in one document, a field a line."""
    if change.before is None or change.after is None:
        return [f"  {_OPS.get(change.op, change.op)} {change.uid}".rstrip()]
    names = dict.fromkeys([*change.before, *change.after])
    return [
        f"  {name}: {_value(change.before.get(name))} -> {_value(change.after.get(name))}"
        for name in names
        if change.before.get(name) != change.after.get(name)
    ]


def _value(value: object) -> str:
    if value is None:
        return "-"
    return value if isinstance(value, str) else json_text(value)


def _messages(context: Context, given: Given) -> int:
    from taskwell.queries.messages import messages

    found = messages(context.store, context.now)
    if context.json:
        listed = [{"key": each.key, "text": each.text, "priority": each.priority} for each in found]
        context.give({"messages": listed})
    elif found:
        # What stands behind a gap are keys of the screen.
        told = [visible(each.text).split("   ")[0] for each in found]
        context.say("\n".join(f"message: {text}" if context.plain else text for text in told))
    elif not context.plain:
        context.say("Nothing to say.")
    return 0


COMMANDS = (
    Command("undo", _undo, about="Takes back the last change, also after a restart."),
    Command("redo", _redo),
    Command(
        "history",
        _history,
        (Word("UID", "only changes of this session; its beginning is enough", least=0),),
        (Option(("--limit",), f"how many, newest first; {_MOST} if unsaid", "N"),),
        query=True,
    ),
    Command("messages", _messages, query=True),
)
