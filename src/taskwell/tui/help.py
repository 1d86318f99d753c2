"""The help screen, made from the one table of acts, and the help panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from taskwell.errors import BadInput
from taskwell.records.text import visible
from taskwell.tui.drawing import veiled, wrapped
from taskwell.tui.pager import Pager
from taskwell.words.act import GROUPS, Facts
from taskwell.words.acts import ACTS
from taskwell.words.keys import shown

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

TITLES = 24
WIDE = 76


def help_screen(app: TaskwellApp) -> Pager:
    """Every act of the place that is shown, with its keys; what cannot be done now says why."""
    place = app.place
    facts = app.facts()
    title = place.TITLE if place is not None else None
    about = [] if place is None else [place.help_text, f"For example: {place.example}"]
    return Pager(
        f"Help: {title or 'Taskwell'}", lambda width: _help_lines(app, facts, about, width)
    )


def _help_lines(
    app: TaskwellApp, facts: Facts, about: Sequence[str], width: int
) -> Sequence[str | Content]:
    lines: list[str | Content] = []
    for text in about:
        lines += ["", *wrapped(text, width)]
    for group in GROUPS:
        lines += ["", Content.styled(group, "bold $accent")]
        for act in ACTS.values():
            if act.group != group or not act.applies_to(facts.place):
                continue
            keys = app.overrides.get(act.id, act.keys)
            names = " ".join(shown(key) for key in keys) or (
                f":{act.command}" if act.command else ""
            )
            if not names:
                continue
            reason = act.available(facts)
            told = act.help if reason is None else f"{act.help} Not now: {reason}."
            lines += _act_lines(names, act.title, told, width)
    lines += [
        "",
        Content.styled("In an input", "bold $accent"),
        *(
            f"  {line}"
            for line in wrapped(
                "Esc leaves it and keeps what was typed, Tab goes on, Enter takes it, ctrl+s saves "
                "a form.",
                width - 2,
            )
        ),
        "",
        Content.styled("More", "bold $accent"),
        '  Your own keys: keys.toml beside config.toml: "row.delete" = "D"',
        "  All commands: the : line, or taskwell help in a shell.",
        "  The handbook: :help tour, :help store, :help privacy ...",
    ]
    return lines


def _act_lines(names: str, title: str, told: str, width: int) -> Sequence[Content]:
    """One act: its keys, its title, and what it does, which hangs below itself where it is long;
    below the title where the screen is narrow."""
    if width < WIDE or len(title) > TITLES:
        head = Content.assemble((f"  {names:<12} ", "bold"), title)
        return [
            head,
            *(
                Content.styled(f"    {line}", "$text-muted")
                for line in wrapped(told, max(width - 4, 20))
            ),
        ]
    indent = 2 + 13 + TITLES + 1
    first, *more = wrapped(told, width - indent)
    return [
        Content.assemble(
            (f"  {names:<12} ", "bold"), f"{title:<{TITLES}} ", (first, "$text-muted")
        ),
        *(Content.styled(" " * indent + line, "$text-muted") for line in more),
    ]


def handbook_screen(topic: str) -> Pager:
    """A page of the handbook. BadInput for a topic that is none, with those there are."""
    from taskwell.words import handbook

    if topic not in handbook.PAGES:
        raise BadInput(
            f"There is no page '{visible(topic[:40])}'", f"there are {', '.join(handbook.PAGES)}"
        )
    text = handbook.page(topic)
    return Pager(f"Handbook: {topic}", lambda width: list(handbook.reflowed(text, width)))


def panel_screen(app: TaskwellApp) -> Pager:
    """Where to find help for oneself; works offline."""
    from taskwell.queries.contacts import panel

    found = panel(app.store)
    if app.hidden:
        found = [veiled(line) if line[:1].isdigit() else line for line in found]
    return Pager(
        "Help panel",
        lambda width: ["", *(piece for line in found for piece in (wrapped(line, width) or [""]))],
    )
