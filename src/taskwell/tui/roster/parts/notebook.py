"""`o`: the notebook of a platform or project: searched as one types, written, no version lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.commands.notebook import add_note, change_note, delete_note
from taskwell.queries.directory import directory
from taskwell.queries.notebook import NoteView, notebook, versions
from taskwell.queries.roster_words import counted
from taskwell.queries.settings import calendar
from taskwell.records.note import SECTIONS
from taskwell.records.text import visible
from taskwell.tui.drawing import veiled, wrapped
from taskwell.tui.pager import Pager
from taskwell.tui.part import Part
from taskwell.tui.place import Place
from taskwell.tui.roster.list_part import Item, list_lines
from taskwell.tui.roster.parts.which import About, AnotherPart, about, label_of, letter_keys
from taskwell.tui.roster.parts.writing import WritePart
from taskwell.tui.widgets.cells import MUTED
from taskwell.tui.widgets.line_input import LineInput

KEYS = "jknedxy/"
_HINT = "enter whole  n new  e edit  d delete  x history  / search  tab another"
_SHORT = "enter whole  n new  e edit  d del  x history  / search"
_WHOLE_LINES = 3


def open_notebook(place: Place, found: About | None = None, *, find: str = "") -> None:
    """The notebook of a platform, with that of one project; without one of what the place is about."""
    place.open_part(NotebookPart(place, found or about(place), find=find))


class NotebookPart(Part):
    """The notes by section; with a project its own and those of the whole platform."""

    DEFAULT_CSS = """
    NotebookPart .search-line { height: 1; display: none; }
    NotebookPart .search-line.-open { display: block; }
    NotebookPart .search-line Static { width: auto; color: $accent; }
    NotebookPart Input { width: 1fr; }
    """

    def __init__(self, place: Place, found: About, *, find: str = "") -> None:
        super().__init__()
        self._on = place
        self._about = found
        self._find = find
        self._key: str | None = None
        self._drawn = (-1, False)
        self.choices = {
            **letter_keys(place, KEYS, lambda other: open_notebook(place, other)),
            "down": lambda: self._move(1),
            "j": lambda: self._move(1),
            "up": lambda: self._move(-1),
            "k": lambda: self._move(-1),
            "enter": self._open,
            "n": self._new,
            "e": self._edit,
            "d": self._delete,
            "x": self._history,
            "y": self._copy,
            "/": self._search,
            "tab": self._another,
        }

    def compose_part(self) -> ComposeResult:
        """The notes, and below them the line to search with."""
        yield Static(classes="part-lines", markup=False)
        with Horizontal(classes="search-line"):
            yield Static(" / ", markup=False)
            yield LineInput(self._find, id="search")

    # What is shown

    def notes(self) -> list[NoteView]:
        """The notes that match, by section."""
        store, now, found = self._on.store, self._on.now(), self._about
        every = notebook(store, now, found.platform, find=self._find)
        if found.project is None:
            return list(every)
        project = directory(store).project_name(found.project)
        return [each for each in every if each.project in (None, project)]

    def redraw(self) -> None:
        """The heading says what is looked for."""
        label = label_of(self._on, self._about)
        looked_for = f", {len(self.notes())} /{self._find}" if self._find else ""
        self.heading = f"Notebook: {label}{looked_for}"
        self.heading_right = "esc back"
        self._drawn = (self.taskwell.store.sequence, self.taskwell.hidden)
        super().redraw()

    def lines(self, width: int) -> Sequence[str | Content]:
        """The notes around the chosen one, and its text where that is longer than its line."""
        notes, hidden = self.notes(), self.taskwell.hidden
        items = [Item(each.uid, note_text(each, hidden=hidden)) for each in notes]
        at = next((n for n, each in enumerate(notes) if each.uid == self._key), 0)
        empty = f"nothing holds {self._find}" if self._find else "no notes yet: n writes one"
        hint = _HINT if width > len(_HINT) + 1 else _SHORT
        shown = list_lines(items, at, width, self.taskwell.glyphs, hint, empty)
        if notes and not hidden:
            whole = wrapped(notes[at].text, max(width - 6, 20))
            if len(whole) > 1:
                more = [*whole[:_WHOLE_LINES], *(["..."] if len(whole) > _WHOLE_LINES else [])]
                shown[-1:-1] = [Content.styled(f"     {line}", MUTED) for line in more]
        return shown

    def tick(self, now: datetime) -> None:
        """Something was undone or written elsewhere, or texts are masked: draws it anew."""
        if self._drawn != (self.taskwell.store.sequence, self.taskwell.hidden):
            self.redraw()

    def _chosen(self) -> NoteView | None:
        notes = self.notes()
        found = next((each for each in notes if each.uid == self._key), None)
        return found or (notes[0] if notes else None)

    def _move(self, step: int) -> None:
        uids = [each.uid for each in self.notes()]
        if uids:
            at = uids.index(self._key) if self._key in uids else 0
            self._key = uids[max(0, min(at + step, len(uids) - 1))]
        self.redraw()

    # The search

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    def _search(self) -> None:
        self.query_one(".search-line").add_class("-open")
        self._line.focus()

    @on(Input.Changed)
    def _looked(self, event: Input.Changed) -> None:
        event.stop()
        self._find = " ".join(event.value.split())
        self.redraw()

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        self._leave_search()

    def _leave_search(self) -> None:
        self.focus()
        self.query_one(".search-line").set_class(bool(self._find), "-open")

    def act_app_back(self) -> object:
        """Leaves the search, takes it away, closes: a level at a time."""
        if self._line.has_focus:
            self._leave_search()
        elif self._find:
            self._line.put("")
            self._find = ""
            self._leave_search()
            self.redraw()
        else:
            self.close()
        return True

    def act_app_next_pane(self) -> object:
        """Tab names another platform; in the search it goes back to the notes."""
        if self._line.has_focus:
            self._leave_search()
        else:
            self._another()
        return True

    # What can be done

    def _again(self) -> None:
        open_notebook(self._on, self._about, find=self._find)

    def _new(self) -> None:
        self._on.open_part(NotePart(self._on, self._about, self._find))

    def _edit(self) -> None:
        note = self._chosen()
        if note is not None:
            self._on.open_part(NotePart(self._on, self._about, self._find, note))

    def _delete(self) -> None:
        note = self._chosen()
        if note is not None:
            delete_note(self._on.store, self._on.now(), note.uid)
            self.taskwell.say(f"A note of {note.place} deleted", undo=True)
            self.redraw()

    def _copy(self) -> None:
        note = self._chosen()
        if note is not None:
            self.app.copy_to_clipboard(note.text)
            self.taskwell.say("The note is sent to your terminal's clipboard")

    def _open(self) -> None:
        note = self._chosen()
        if note is not None:
            heading = f"{note.place}: {note.section}, {self._moment(note.at)}"
            self.app.push_screen(Pager(heading, lambda width: wrapped(note.text, width)))

    def _history(self) -> None:
        note = self._chosen()
        if note is None:
            return
        told = versions(self._on.store, note.uid)

        def lines(width: int) -> list[str]:
            found = []
            for each in told:
                found += [self._moment(each.at), *wrapped(each.text, width), ""]
            return found

        self.app.push_screen(Pager("How this note read, newest first", lines))

    def _moment(self, at: datetime) -> str:
        return f"{calendar(self._on.store).local(at):%Y-%m-%d %H:%M}"

    def _another(self) -> None:
        place = self._on
        heading = "Another notebook"
        place.open_part(
            AnotherPart(heading, lambda o: open_notebook(place, o), self._again, projects=True)
        )


def note_text(note: NoteView, *, hidden: bool = False) -> str:
    """`gotchas     Relevance: ties count as wrong ...  (2 earlier)`."""
    head, _, rest = note.text.partition("\n")
    project = f"{visible(note.project)}: " if note.project else ""
    more = " ..." if rest else ""
    earlier = f"  ({note.versions} earlier)" if note.versions else ""
    return f"{note.section:<12}{project}{veiled(head) if hidden else visible(head)}{more}{earlier}"


class NotePart(WritePart):
    """A new note, or the text of one; Tab turns through the sections."""

    def __init__(
        self, place: Place, found: About, find: str = "", note: NoteView | None = None
    ) -> None:
        label = label_of(place, found) if note is None else note.place
        super().__init__(
            f"{'A new note on' if note is None else 'A note on'} {label}",
            draft_key=f"note {note.uid if note else f'{found.platform} {found.project}'}",
            text=note.text if note is not None else "",
            label=note.section if note is not None else SECTIONS[1],
        )
        self._on = place
        self._about = found
        self._find = find
        self._note = note
        self._section = self._label

    def hint(self) -> str:
        """The keys, and that no task content belongs here."""
        others = ", ".join(each for each in SECTIONS if each != self._section)
        return f"enter next line, once more: save   tab {others}   never task content"

    def turn(self) -> None:
        """The next section."""
        at = SECTIONS.index(self._section) if self._section in SECTIONS else 0
        self._section = SECTIONS[(at + 1) % len(SECTIONS)]
        self.relabel(self._section)
        self.redraw()

    def keep(self, text: str) -> object:
        """Keeps the note; a changed one keeps its earlier text."""
        place, note = self._on, self._note
        if note is None:
            add_note(
                place.store, place.now(), self._about.platform, self._about.project, text,
                self._section,
            )  # fmt: skip
            told = f"Noted in {self._section} of {label_of(place, self._about)}"
        else:
            change_note(place.store, place.now(), note.uid, text, self._section)
            earlier = counted(note.versions + 1, "earlier text") if text != note.text else ""
            told = f"A note of {note.place} changed{f', {earlier} kept' if earlier else ''}"
        place.taskwell.say(told, undo=True)
        return True

    def back(self) -> object:
        """The notebook again."""
        open_notebook(self._on, self._about, find=self._find)
        return True
