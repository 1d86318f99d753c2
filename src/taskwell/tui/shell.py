"""The shell around the places: its state, its one voice, its clockwork, and how it ends."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from taskwell.errors import CouldNot, TaskwellError
from taskwell.timekeeping.instants import Clock, utc_now
from taskwell.tui.bell import Bell
from taskwell.tui.glyphs import glyphs
from taskwell.tui.key_order import Freed, KeyOrder
from taskwell.tui.place import Place, half_typed
from taskwell.tui.places import PLACES
from taskwell.tui.voice import Said, Voice
from taskwell.words.act import Facts
from taskwell.words.acts import ACTS
from taskwell.words.keys import keymap, toolkit_name

if TYPE_CHECKING:
    from taskwell.look.config import Config
    from taskwell.look.terminal import Look
    from taskwell.look.themes import ThemeFile
    from taskwell.store.documents import Change
    from taskwell.store.store import Store
    from taskwell.tui.own_programs import OwnPrograms

TICK = 1.0
LOOK_FOR_CHANGES = 0.3
HEARTBEAT = 20.0
SWITCH_DELAY = 0.01
AFTER_AN_ACT = 0.05
"""Seconds after which the quick status is written: what the act changed on the screen comes first."""
FIRST_PLACE = "timer"
REST = "rest:"
"""How the keys of what is said about rests begin: it waits while something is half typed."""
MESSAGES_EACH = timedelta(seconds=15)


class Shell(App[int], inherit_bindings=False):
    """What the program is made of, besides its keys and acts."""

    TITLE = "Taskwell"
    DEFAULT_MODE = FIRST_PLACE
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = True
    CSS = """
    Screen { background: $background; color: $foreground; }
    LineInput { background: $background; color: $foreground; }
    LineInput > .input--cursor { text-style: reverse; color: $foreground; background: $background; }
    """
    hidden: bool = False
    """Private texts and amounts are masked; the next key ends it."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock = utc_now,
        config: Config | None = None,
        look: Look | None = None,
        themes: Sequence[ThemeFile] = (),
        overrides: Mapping[str, tuple[str, ...]] | None = None,
        problems: Sequence[str] = (),
        places: Mapping[str, Callable[[], Place]] | None = None,
        state_folder: Path | None = None,
        settings_folder: Path | None = None,
    ) -> None:
        from taskwell.look.config import Config as Defaults
        from taskwell.look.terminal import Look as Plain
        from taskwell.tui.theming import dress

        self.look = look or Plain()
        super().__init__(ansi_color=self.look.color in ("16", "none"))
        self.store = store
        self.clock = clock
        self.config = config or Defaults()
        self.glyphs = glyphs(self.look.ascii)
        self.voice = Voice()
        self.drafts: dict[str, dict[str, str]] = {}
        self.command_draft = ""
        self.last_words = ""
        self.overrides = dict(overrides or {})
        self.problems = list(problems)
        self.state_folder = state_folder
        self.settings_folder = settings_folder
        self.themes = {theme.name: theme for theme in themes}
        self._modes = dict((places or PLACES).items())
        self.keys = KeyOrder()
        if self.DEFAULT_MODE != FIRST_PLACE:
            self.keys.hold("opening")
        self._last_key: datetime | None = None
        self._minute = -1
        self._bugs: set[tuple[str, int]] = set()
        self._messages_at: datetime | None = None
        self._rest_waits = False
        self._bell = Bell()
        self._own_programs: OwnPrograms | None = None
        self.roster_known = False
        """What the roster has to say is worked out, and is cheap to ask for from now on."""
        self._unsubscribe: Callable[[], None] | None = None
        self._save_glance_soon = False
        self.act_of = {toolkit_name(key): act_id for key, act_id in keymap(self.overrides).items()}
        for key, act_id in self.act_of.items():
            self.bind(key, f"act({act_id!r})", description=ACTS[act_id].title)
        dress(self)

    def delay_update(self, delay: float = 0.05) -> None:
        """A shorter wait than the toolkit's before a tab that was just switched to is drawn."""
        super().delay_update(min(delay, SWITCH_DELAY))

    # Life

    def on_mount(self) -> None:
        """Starts the clockwork: ticks, other programs' changes, signs of life, lost connections."""
        from taskwell.tui.hangup import Hangup

        self._unsubscribe = self.store.subscribe(self._changed)
        self.set_interval(TICK, self._tick)
        self.set_interval(LOOK_FOR_CHANGES, self.look_for_changes)
        self.set_interval(HEARTBEAT, self._beat)
        for number, problem in enumerate(self.problems):
            self.voice.add(Said(problem, 3, f"start:{number}"), self.clock())
        if not self.is_headless:
            self._hangup = Hangup(self)
            self._hangup.watch()
        self.call_after_refresh(self.started)

    def started(self) -> None:
        """All is drawn: what can wait is done now, and what was loaded is not looked through for
        garbage again."""
        self._beat()
        if self.settings_folder is not None:
            from taskwell.tui.own_programs import OwnPrograms

            self._own_programs = OwnPrograms(self, self.settings_folder)
        self._offer_messages(self.clock())
        self.tick_now()
        gc.collect()
        gc.freeze()
        gc.enable()
        if self.is_headless:
            self._guard(self._know_roster)  # nobody waits for the first key there
        else:
            self.run_worker(self._know_roster, thread=True, group="roster", exit_on_error=False)

    def _know_roster(self) -> None:
        """Works out what the roster and money have to say: years of months are read, beside the
        first keys."""
        from taskwell.queries.messages import messages
        from taskwell.queries.money import overview

        try:
            messages(self.store, self.clock())
            overview(self.store, self.clock())
        finally:  # what went wrong here is said when the messages are offered
            self.roster_known = True
            self._messages_at = None

    def on_unmount(self) -> None:
        """No more news from the store."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def save(self) -> None:
        """What must not be lost when the program ends: every act is on disk already, so only the
        sign of life and the glance remain."""
        try:
            self.store.heartbeat(self.clock(), self._last_key)
            self._save_glance()
        except (TaskwellError, OSError):
            return  # the acts are safe; the next start finds the sign of life before this one

    # The place and its facts

    @property
    def place(self) -> Place | None:
        """The place of the tab that is shown, also while something is open on top of it."""
        stack = self._screen_stacks.get(self.current_mode)
        return stack[0] if stack and isinstance(stack[0], Place) else None

    @property
    def place_now(self) -> Place:
        """The place that is shown, for what cannot happen without one."""
        place = self.place
        if place is None:
            raise CouldNot("Nothing is shown yet", "try again")
        return place

    def facts(self) -> Facts:
        """What acts depend on now."""
        place = self.place
        facts = place.facts() if place is not None else Facts()
        return replace(
            facts,
            running=len(self.store.sessions.open()),
            read_only=self.store.read_only,
            message=self.voice.standing() is not None,
        )

    def keys_of(self, act_id: str) -> str:
        """The first key of an act, the person's own considered; empty when it has none."""
        keys = self.overrides.get(act_id, ACTS[act_id].keys)
        return keys[0] if keys else ""

    def report_bug(self, error: Exception, *, asked: bool = False) -> None:
        """Says that something went wrong and where the report lies. The same bug is reported once,
        and said again only when a person `asked` for what it broke."""
        from taskwell.crash import write_report

        last = error.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        place = (type(error).__name__, last.tb_lineno if last is not None else 0)
        known = place in self._bugs
        if known and not asked:
            return
        self._bugs.add(place)
        file = None if known else write_report(error, self.state_folder)
        where = f"; a report without your texts is in {file}" if file else ""
        self.say(
            f"That went wrong inside Taskwell, what you had confirmed is safe{where}", priority=0
        )

    def _handle_exception(self, error: Exception) -> None:
        """The toolkit's crash screen prints local variables, and with them private notes. Instead:
        save, write a report without values, say so in two lines, exit 1."""
        from taskwell.crash import write_report

        if self._exit:
            return  # what goes wrong while everything is being taken down is no news
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.save()
        file = write_report(error, self.state_folder)
        self.last_words = (
            "Taskwell came upon a bug and had to stop. Everything you confirmed is saved.\n"
            + (f"A report without your texts is in {file}" if file else "No report was written")
        )
        self._close_messages_no_wait()

    def keep_setting(self, key: str, value: str) -> None:
        """Writes a setting of the look to config.toml."""
        from taskwell.look.config import load, set_value

        if self.settings_folder is None:
            raise CouldNot("There is no folder for settings", "start taskwell in the usual way")
        set_value(self.settings_folder, key, value)
        self.config = load(self.settings_folder)

    # The voice

    def say(
        self, text: str, *, priority: int = 5, key: str | None = None, undo: bool = False
    ) -> None:
        """The one voice. Without a key it is the answer to an act and shown at once; with a key it
        is a standing message. `undo` adds that u undoes it."""
        now = self.clock()
        if undo:
            text = f"{text}   {self.keys_of('app.undo') or ':undo'} undoes"
        if key is None:
            self.voice.answer(text, now, priority)
        else:
            self.voice.add(Said(text, priority, key), now)
        self._show_lines()

    def fail(self, error: TaskwellError) -> None:
        """Says what is wrong and what to do; nothing was changed."""
        self.say(str(error), priority=1)

    def _offer_messages(self, now: datetime) -> None:
        from taskwell.queries.messages import messages

        self._messages_at = now
        told = messages(self.store, now, roster=self.roster_known)
        if self._own_programs is not None and self.roster_known:
            self._own_programs.after_messages(told, now)
        found = [Said(each.text, each.priority, each.key, each.act) for each in told]
        found += [Said(text, 3, f"start:{n}") for n, text in enumerate(self.problems)]
        if half_typed(self.focused):
            self._rest_waits = any((each.key or "").startswith(REST) for each in found)
            found = [each for each in found if not (each.key or "").startswith(REST)]
        self.voice.offer(found, now)
        aloud = self._bell.ring_for(found, self.config)
        if aloud and self._driver is not None:
            self._driver.write(aloud)

    def eye_words(self) -> str:
        """What the hint line says to the eyes now, for a few seconds now and then; "" for nothing."""
        if not self.roster_known:
            return ""
        from taskwell.queries.rests import eyes_due

        return "eyes: a look into the distance" if eyes_due(self.store, self.clock()) else ""

    # The clockwork

    def _tick(self) -> None:
        """Each second; without motion only what a new minute changes is drawn."""
        if self.keys.free_lost():
            self.post_message(Freed())
        minute = int(self.clock().timestamp()) // 60
        if self.config.motion != "none" or minute != self._minute:
            self._minute = minute
            self.tick_now()

    def tick_now(self) -> None:
        """Draws what depends on the time, without waiting for the second to end."""
        now = self.clock()
        if self._rest_waits and not half_typed(self.focused):
            self._rest_waits, self._messages_at = False, None
        if self._messages_at is None or abs(now - self._messages_at) >= MESSAGES_EACH:
            self._guard(lambda: self._offer_messages(now))
        place = self.place
        if place is None or not place.is_mounted:
            return
        if self.screen is place:
            self._guard(lambda: place.tick(now))
            part = place.part
            if part is not None:
                self._guard(lambda: part.tick(now))
            self._guard(lambda: self._show_status(place, now))
            self._show_lines()

    def _guard(self, step: Callable[[], object]) -> None:
        try:
            step()
        except TaskwellError as error:
            self.fail(error)
        except Exception as error:  # noqa: BLE001 - a bug in one picture must not end the program; it is reported to a file
            self.report_bug(error)

    def _show_status(self, place: Place, now: datetime) -> None:
        from taskwell.tui.status import bar_status
        from taskwell.tui.widgets.tab_bar import TabBar

        text = place.bar_status(now)
        if text is None:
            text = bar_status(self, place.place_id, now)
        place.query_one(TabBar).show_status(text)

    def _show_lines(self) -> None:
        place = self.place
        if place is not None:
            place.refresh_lines_below()

    def look_for_changes(self) -> None:
        """Takes in what other programs wrote; asked three times a second."""
        self._guard(self.store.refresh)

    def _beat(self) -> None:
        if self.store.read_only is None:
            self._guard(lambda: self.store.heartbeat(self.clock(), self._last_key))

    def _changed(self, change: Change) -> None:
        self._messages_at = None
        programs = self._own_programs
        if programs is not None:
            self._guard(lambda: programs.after_change(self.clock(), own=change.own))
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Place):
                    self._guard(partial(screen.store_changed, change))
        if change.own and not self._save_glance_soon:
            self._save_glance_soon = True
            self.set_timer(AFTER_AN_ACT, self._save_glance)

    def _save_glance(self) -> None:
        from taskwell.commands.glance import refresh_glance

        self._save_glance_soon = False
        if self.store.read_only is None:
            self._guard(lambda: refresh_glance(self.store, self.clock()))
