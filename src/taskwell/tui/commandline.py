"""The : line and the palette in one: every command with its key, the shell's words completing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.errors import BadInput, TaskwellError
from taskwell.tui.drawing import fit, wrapped
from taskwell.tui.part import Part
from taskwell.tui.widgets.line_input import LineInput
from taskwell.words.acts import ACTS
from taskwell.words.keys import shown

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

SHOWN = 8
"""Lines of the palette at the least; a third of a tall screen."""
_KEY = 8
"""Cells before the words of a line: the key and its spaces."""
HIDDEN_ACTS = {"app.command", "app.back", "app.interrupted", "app.next_pane"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of the palette: what it puts into the line, what it says, its key, and why it
    cannot be done now. `act` is set when it is an act rather than words to complete."""

    text: str
    says: str
    key: str = ""
    reason: str | None = None
    act: str | None = None
    more: bool = False


def candidates(app: TaskwellApp, typed: str) -> list[Candidate]:
    """What may be meant by what is typed, best first; everything when nothing is typed."""
    from taskwell.tui.commands import COMMANDS

    word, space, rest = typed.lstrip().partition(" ")
    command = COMMANDS.get(word)
    if command is not None and space:
        found = [
            Candidate(f"{word} {each} ", f"{word} {each}", more=True)
            for each in command.complete(app)
            if each.lower().startswith(rest.lower()) and each.lower() != rest.strip().lower()
        ]
        return found or [Candidate(typed, command.usage, reason=_why_not(app, command.writes))]
    wanted = typed.strip().lower()
    if not wanted:
        return [*_acts(app), *_commands(app)]
    listed = [*_commands(app), *_acts(app)]
    scored = [
        (score, n, each)
        for n, each in enumerate(listed)
        if (score := _score(wanted, each)) is not None
    ]
    return [each for _, _, each in sorted(scored, key=lambda item: item[:2])]


def _why_not(app: TaskwellApp, writes: bool) -> str | None:
    if writes and app.store.read_only:
        return f"The store takes no changes: {app.store.read_only}"
    return None


def _told(each: Candidate) -> str:
    """What a line says: what it does, or why that cannot be done now."""
    return each.says if each.reason is None else f"{each.says.split(':')[0]}: {each.reason}"


def _commands(app: TaskwellApp) -> list[Candidate]:
    from taskwell.tui.commands import COMMANDS

    return [
        Candidate(
            f"{each.word} ",
            f"{each.usage}: {each.help}",
            reason=_why_not(app, each.writes),
            more=True,
        )
        for each in COMMANDS.values()
    ]


def _acts(app: TaskwellApp) -> list[Candidate]:
    facts = app.facts()
    found = []
    for act in ACTS.values():
        if act.id in HIDDEN_ACTS or act.id.startswith("move."):
            continue
        key = app.keys_of(act.id)
        found.append(
            Candidate(
                act.command or act.title.lower(),
                f"{act.title}: {act.help}",
                shown(key) if key else "",
                act.available(facts),
                act.id,
            )
        )
    return found


def _score(wanted: str, each: Candidate) -> int | None:
    text, says = each.text.lower(), each.says.lower()
    if text.strip() == wanted:
        return 0
    if text.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in says.split()):
        return 2
    if wanted in says:
        return 3
    signs = iter(text)
    return 4 if all(sign in signs for sign in wanted) else None


async def run_line(app: TaskwellApp, typed: str) -> None:
    """Does what a typed line says. BadInput when there is no such command."""
    from difflib import get_close_matches

    from taskwell.tui.commands import COMMANDS

    line = typed.strip().removeprefix(":").removeprefix("taskwell ").strip()
    word, _, rest = line.partition(" ")
    command = COMMANDS.get(word.lower())
    if command is not None:
        reason = _why_not(app, command.writes)
        if reason is not None:
            raise BadInput(reason, "")
        if command.bare and not rest.strip():
            await app.run_act(command.bare)
            return
        done = command.run(app, rest)
        if isawaitable(done):
            await done
        return
    for act in ACTS.values():
        if line.lower() in (act.command, act.title.lower(), act.id):
            await app.run_act(act.id)
            return
    known = [*COMMANDS, *(act.command for act in ACTS.values() if act.command)]
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    raise BadInput(
        f"There is no command '{word}'",
        f"did you mean {near[0]}?" if near else "an empty line lists them all",
    )


async def do_line(app: TaskwellApp, text: str, act: str | None) -> None:
    """Does a line; one that cannot be done comes back to be mended, with the reason."""
    try:
        if act is not None:
            await app.run_act(act)
        else:
            await run_line(app, text)
    except TaskwellError:
        app.command_draft = text
        app.place_now.open_part(CommandLine(text))
        raise


class CommandLine(Part):
    """The line, and below it what it may become. Tab completes, up and down choose, Enter does."""

    title = "Command"
    takes_text = True
    DEFAULT_CSS = """
    CommandLine .line { height: 1; }
    CommandLine .colon { width: 2; color: $accent; text-style: bold; }
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(heading_right="tab completes, enter does it, esc back")
        self._text = text
        self._found: Sequence[Candidate] = ()
        self._at: int | None = None
        self._first = 0
        self.choices = {"tab": self._complete, "up": self._up, "down": self._down}

    def compose_part(self) -> ComposeResult:
        """The candidates above, the line below them, next to the message line."""
        yield Static(classes="part-lines", markup=False)
        with Horizontal(classes="line"):
            yield Static(":", classes="colon", markup=False)
            yield LineInput(self._text or self.taskwell.command_draft, select_on_focus=True)

    def take_focus(self) -> None:
        """The line."""
        self._line.focus()
        self._look()

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    @property
    def found(self) -> Sequence[Candidate]:
        """What is listed now."""
        return self._found

    def lines(self, width: int) -> Sequence[str | Content]:
        """The candidates that are in sight; unavailable ones are grey and say why."""
        marks = self.taskwell.glyphs
        drawn: list[str | Content] = []
        height = self.app.size.height
        room = max(min(max(SHOWN, height // 3), height - 8), 3)
        at = self._at or 0
        chosen = self._whole(self._at, width) if self._at is not None else []
        self._first = max(min(self._first, at), at - room + max(len(chosen), 1), 0)
        for number in range(self._first, len(self._found)):
            each = self._found[number]
            line = fit(f" {each.key:<6} {_told(each)}", width, marks=marks)
            if number == self._at:
                drawn += [Content.styled(fit(text, width), "reverse") for text in chosen]
            elif each.reason is not None:
                drawn.append(Content.styled(line, "$text-muted"))
            else:
                drawn.append(line)
        return drawn[:room]

    def _whole(self, number: int, width: int) -> list[str]:
        """The chosen line is never cut: what it says goes on below."""
        each = self._found[number]
        first, *more = wrapped(_told(each), max(width - _KEY - 1, 8)) or [""]
        return [f" {each.key:<6} {first}", *(f"{'':<{_KEY}}{text}" for text in more)]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another text, other candidates."""
        event.stop()
        self._at = None
        self._look()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Does the chosen candidate, or what is typed."""
        event.stop()
        app = self.taskwell
        chosen = self._found[self._at] if self._at is not None and self._found else None
        text = event.value
        if chosen is not None:
            if chosen.more:
                self._take(chosen)
                return
            text = chosen.text
        if not text.strip():
            return
        app.command_draft = ""
        self.close()
        act = chosen.act if chosen is not None else None
        await app.run_handler(lambda: do_line(app, text, act))

    def act_app_back(self) -> object:
        """Back; what was typed is kept for the next time."""
        self.taskwell.command_draft = self._line.value
        self.close()
        return True

    def _look(self) -> None:
        self._found = candidates(self.taskwell, self._line.value)
        self._first = 0
        self.redraw()

    def _take(self, chosen: Candidate) -> None:
        self._line.put(chosen.text)

    def _complete(self) -> None:
        if self._found:
            chosen = self._found[self._at or 0]
            if chosen.text != self._line.value:
                self._take(chosen)

    def _step(self, by: int) -> None:
        if self._found:
            at = (-1 if by > 0 else 0) if self._at is None else self._at
            self._at = (at + by) % len(self._found)
            self.redraw()

    def _up(self) -> None:
        self._step(-1)

    def _down(self) -> None:
        self._step(1)
