"""A form: one field a line, what is wrong below the field, and a draft that is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.widgets import Input, Static

from taskwell.errors import TaskwellError
from taskwell.records.text import visible
from taskwell.tui.drawing import fit
from taskwell.tui.part import Part
from taskwell.tui.widgets.echo import echo_of
from taskwell.tui.widgets.line_input import LineInput


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `read` says how a value is read, or raises TaskwellError; `help` stands below
    while the field has the focus and nothing else is to be said."""

    key: str
    label: str
    value: str = ""
    help: str = ""
    read: Callable[[str], str] | None = None


class Form(Part):
    """Fields to fill in. Enter and Down go on, Up goes back, ctrl+s saves (so does Enter on the
    last field), Esc leaves and keeps what was typed.

    `save` gets every value by its field's key. A TaskwellError it raises is shown below the field
    it names, and the form stays. `draft_key` is where the draft is kept until it is saved.
    """

    takes_text = True
    DEFAULT_CSS = """
    Form { height: auto; max-height: 100%; }
    Form VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    Form .field { height: 1; }
    Form .field-label { color: $text-muted; }
    Form .field-note { height: auto; max-height: 3; color: $text-muted; display: none; padding: 0; }
    Form .field-note.-said { display: block; }
    Form .field-note.-wrong { color: $warning; }
    """

    def __init__(
        self,
        heading: str,
        fields: Sequence[Field],
        save: Callable[[Mapping[str, str]], object],
        *,
        draft_key: str = "",
        focus_on: str = "",
    ) -> None:
        super().__init__(heading=heading, heading_right="ctrl+s save, esc back")
        self.fields = tuple(fields)
        self._save = save
        self._draft_key = draft_key or heading
        self._focus_on = focus_on
        self.choices = {
            "up": self._up,
            "down": self._down,
            "tab": self._down,
            "shift+tab": self._up,
            "ctrl+s": self.save,
        }

    def compose_part(self) -> ComposeResult:
        """A label, an input and a note for each field."""
        draft = self.taskwell.drafts.get(self._draft_key, {})
        wide = max((len(field.label) for field in self.fields), default=0) + 3
        with VerticalScroll():
            for field in self.fields:
                with Horizontal(classes="field"):
                    label = Static(Content(fit(f" {field.label}", wide)), classes="field-label")
                    label.styles.width = wide
                    yield label
                    text = draft.get(field.key, field.value)
                    yield LineInput(text, id=f"field-{field.key}", select_on_focus=True)
                note = Static(classes="field-note", id=f"note-{field.key}", markup=False)
                note.styles.margin = (0, 0, 0, wide)
                yield note

    def take_focus(self) -> None:
        """The first field, or the one that was asked for."""
        if self.fields:
            key = self._focus_on or self.fields[0].key
            self.input(key).focus()

    def input(self, key: str) -> LineInput:
        """The input of a field."""
        return self.query_one(f"#field-{key}", LineInput)

    @property
    def values(self) -> dict[str, str]:
        """What is typed now, by field."""
        return {field.key: self.input(field.key).value for field in self.fields}

    def note(self, key: str) -> str:
        """What stands below a field now."""
        return str(self.query_one(f"#note-{key}", Static).content)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says how the value is read, or what is wrong with it."""
        event.stop()
        field = self._field_of(event.input)
        if field is None:
            return
        if event.value == field.value or field.read is None:
            self._say(field.key, field.help if event.input.has_focus else "")
            return
        echo, wrong = echo_of(self, field.read, event.value)
        self._say(field.key, echo, wrong=wrong)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Says what the field takes."""
        field = self._field_of(event.widget) if isinstance(event.widget, Input) else None
        if field is not None and not self.note(field.key):
            self._say(field.key, field.help)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Of a field that was left only what was typed is told."""
        field = self._field_of(event.widget) if isinstance(event.widget, Input) else None
        if field is not None and self.note(field.key) == field.help:
            self._say(field.key, "")

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; on the last field it saves."""
        event.stop()
        field = self._field_of(event.input)
        if field is self.fields[-1]:
            await self.taskwell.run_handler(self.save)
        else:
            self._down()

    def save(self) -> None:
        """Saves; what is wrong is shown below its field."""
        try:
            self._save(self.values)
        except TaskwellError as error:
            key = getattr(error, "field", None)
            if key not in {field.key for field in self.fields}:
                raise
            self._say(key, str(error), wrong=True)
            self.input(key).focus()
            return
        self.taskwell.drafts.pop(self._draft_key, None)
        self.close()

    def act_app_back(self) -> object:
        """Leaves the form and keeps what was typed."""
        changed = {
            field.key: value
            for field in self.fields
            if (value := self.input(field.key).value) != field.value
        }
        if changed:
            self.taskwell.drafts[self._draft_key] = changed
            self.taskwell.say("Not saved; what you typed is kept for the next time")
        self.close()
        return True

    def _say(self, key: str, text: str, *, wrong: bool = False) -> None:
        note = self.query_one(f"#note-{key}", Static)
        note.update(Content(visible(text)))
        note.set_class(bool(text), "-said")
        note.set_class(wrong, "-wrong")

    def _field_of(self, line: Input) -> Field | None:
        return next((each for each in self.fields if f"field-{each.key}" == line.id), None)

    def _step(self, by: int) -> None:
        keys = [field.key for field in self.fields]
        now = next((n for n, key in enumerate(keys) if self.input(key).has_focus), 0)
        self.input(keys[(now + by) % len(keys)]).focus()

    def _up(self) -> None:
        self._step(-1)

    def _down(self) -> None:
        self._step(1)
