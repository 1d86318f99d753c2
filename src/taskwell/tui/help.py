"""The help screen, made from the one table of acts, and the help panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from taskwell.tui.pager import Pager
from taskwell.words.acts import ACTS, GROUPS
from taskwell.words.keys import shown

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

HELP_PANEL = (
    "",
    "If you may be in danger, call your local emergency number.",
    "",
    "Free helplines by country: findahelpline.com",
    "",
)
FOOTER = (
    "A private diary, not a medical device. It does not diagnose anything. Nobody monitors what "
    "you type here."
)


def help_screen(app: TaskwellApp) -> Pager:
    """Every act of the place that is shown, with its keys; what cannot be done now says why."""
    place = app.place
    facts = app.facts()
    lines: list[str | Content] = []
    if place is not None and place.help_text:
        lines += ["", place.help_text]
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
            lines.append(
                Content.assemble(
                    (f"  {names:<12} ", "bold"), f"{act.title:<22} ", (told, "$text-muted")
                )
            )
    lines += [
        "",
        Content.styled("In an input", "bold $accent"),
        "  Esc leaves it and keeps what was typed, Tab goes on, Enter takes it, ctrl+s saves a form.",
        "",
        '  Your own keys: keys.toml beside config.toml, for example  "row.delete" = "D"',
        "  All commands: the : line, or taskwell help in a shell.",
    ]
    title = place.TITLE if place is not None else None
    return Pager(f"Help: {title or 'Taskwell'}", lines)


def panel_screen(app: TaskwellApp) -> Pager:
    """Where to find help for oneself; works offline."""
    return Pager("Help panel", [*HELP_PANEL, FOOTER])
