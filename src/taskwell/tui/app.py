"""The full-screen program: it sends keys to acts, and has a few acts of its own."""

from __future__ import annotations

import inspect

from textual import events

from taskwell.errors import TaskwellError
from taskwell.tui.key_order import ROUNDS, Freed, Reason, Through
from taskwell.tui.part import Handler
from taskwell.tui.place import takes_letters
from taskwell.tui.shell import Shell
from taskwell.words.act import WORK
from taskwell.words.acts import ACTS

WHILE_TYPING = frozenset({"app.back", "app.next_pane", "app.interrupted"})
"""The acts whose keys work inside an input; all others are letters there."""
ALWAYS_LEAVES = "ctrl+q"


class TaskwellApp(Shell, inherit_bindings=False):
    """The full-screen program on one open store."""

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Every key passes here first, in the order of typing."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._last_key = self.clock()
        self.keys.free_lost()
        self.keys.waiting.append(event)
        await self._take_waiting()

    async def _take_waiting(self) -> None:
        while self.keys.waiting and not self.keys.held:
            await self._take_key(self.keys.waiting.pop(0))

    async def _take_key(self, event: events.Key) -> None:
        if self.hidden:
            self.set_hidden(False)
            return
        if event.key == ALWAYS_LEAVES:
            await self.run_act("app.leave")
            return
        place, focused = self.place, self.focused
        if place is None or self.screen is not place:
            await super().on_event(event)
            return
        if focused is not None and takes_letters(focused):
            await super().on_event(event)
            if focused.post_message(Through(focused, 1 if event.is_printable else ROUNDS)):
                self.keys.hold("key")
            return
        handler = place.part.chosen(event) if place.part is not None else None
        act_id = self.act_of.get(event.key)
        if handler is None and act_id is None:
            await super().on_event(event)
            return
        if handler is not None:
            await self.run_handler(handler)
        else:
            await self.run_act(act_id or "")
        # The toolkit sets a focus that was asked for a little later.
        self.hold_keys("act")
        self.call_later(self.release_keys, "act")

    def hold_keys(self, reason: Reason) -> None:
        """Keys are kept, in their order, until what they are meant for is there."""
        self.keys.hold(reason)

    def release_keys(self, reason: Reason) -> None:
        """What the keys are meant for is there."""
        self.keys.free(reason)
        if not self.keys.held:
            self.post_message(Freed())

    async def on_through(self, message: Through) -> None:
        """A key that was typed into an input has been taken."""
        again = Through(message.widget, message.rounds - 1)
        if message.rounds > 1 and message.widget.post_message(again):
            return
        self.keys.free("key")
        await self._take_waiting()

    async def on_freed(self, message: Freed) -> None:
        """The keys that waited are taken as if they were pressed now."""
        await self._take_waiting()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Inside an input only Esc, Tab and the like act; everything else is what is typed."""
        if action == "act" and takes_letters(self.focused):
            return parameters[0] in WHILE_TYPING
        return True

    async def action_act(self, act_id: str) -> None:
        """A key was pressed: does its act."""
        await self.run_act(act_id)

    async def action_quit(self) -> None:
        """Leaves as q does."""
        await self.run_act("app.leave")

    # Acts

    async def run_act(self, act_id: str) -> bool:
        """Does an act, or says why it cannot be done. The open part comes first, then the place,
        then the app. True when something did it."""
        act = ACTS[act_id]
        place = self.place
        part = place.part if place is not None else None
        name = f"act_{act_id.replace('.', '_')}"
        if part is not None and hasattr(part, name):
            if await self.run_handler(getattr(part, name)) is not False:
                return True
        elif part is not None and not part.wants(act_id):
            if not part.gives_way:
                self.say("esc closes this first", priority=6)
                return False
            part.close()
        reason = act.available(self.facts())
        if reason is not None:
            self.say(reason)
            return False
        for target in (place, self):
            handler = getattr(target, name, None)
            if handler is not None and await self.run_handler(handler) is not False:
                if act_id == "row.more" and place is not None:
                    from taskwell.tui.messages import add_message

                    add_message(self, place)
                return True
        if act.group == WORK and place is not None:
            from taskwell.tui.timer.work import work

            if await self.run_handler(lambda: work(self, place, act_id)) is not False:
                return True
        return False

    async def run_handler(self, handler: Handler) -> object:
        """Runs what a key means. An error a person can mend is said; any other is reported to a
        file, and the screen goes on. False means: not handled."""
        try:
            result = handler()
            if inspect.isawaitable(result):
                result = await result
        except TaskwellError as error:
            self.fail(error)
            return None
        except Exception as error:  # noqa: BLE001 - a bug in one act must not end the program; it is reported to a file
            self.report_bug(error, asked=True)
            return None
        if self.config.motion == "none":
            self.tick_now()
        elif self.place is not None:
            self.place.refresh_lines_below()
        return result

    # The app's own acts

    async def act_app_tab_1(self) -> None:
        """Timer."""
        await self.go_to("timer")

    async def act_app_tab_2(self) -> None:
        """Roster."""
        await self.go_to("roster")

    async def act_app_tab_3(self) -> None:
        """Quality."""
        await self.go_to("quality")

    async def act_app_tab_4(self) -> None:
        """Wellbeing."""
        await self.go_to("wellbeing")

    async def act_app_tab_5(self) -> None:
        """Money."""
        await self.go_to("money")

    async def go_to(self, place_id: str) -> None:
        """Shows a tab; it is built when it is shown first."""
        if place_id != self.current_mode:
            await self.switch_mode(place_id)

    def act_app_undo(self) -> None:
        """Takes back the last change and says which."""
        from taskwell.commands.history import undo

        self.say(f"{undo(self.store, self.clock())}   {self.keys_of('app.redo')} redoes")

    def act_app_redo(self) -> None:
        """Does again what was undone."""
        from taskwell.commands.history import redo

        self.say(redo(self.store, self.clock()), undo=True)

    def act_app_leave(self) -> None:
        """Leaves; a running timer goes on by the clock."""
        self.save()
        self.exit(return_code=0)

    def act_app_interrupted(self) -> None:
        """Copies what is selected; else says how to leave."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            self.say("Sent to your terminal's clipboard")
            return
        leave = self.keys_of("app.leave") or ":quit"
        self.say(f"{leave} leaves; a running timer goes on by the clock, nothing is lost")

    def act_app_hide(self) -> None:
        """Masks private texts and amounts."""
        self.set_hidden(True)

    def set_hidden(self, hidden: bool) -> None:
        """Masks private texts and amounts, or shows them again."""
        if hidden == self.hidden:
            return
        self.hidden = hidden
        if hidden:
            self.say("Private texts and amounts are hidden: any key shows them again", priority=0)
        else:
            self.voice.clear_answer()
        place = self.place
        if place is not None:
            place.on_hidden(hidden)
            if place.part is not None:
                place.part.redraw()
            self.tick_now()
        if self.screen is not place:
            from taskwell.tui.live_page import LivePage

            if isinstance(self.screen, LivePage):
                self.screen.redraw()

    def act_app_next_pane(self) -> None:
        """The focus goes on."""
        self.screen.focus_next()

    def act_app_help(self) -> None:
        """Help for this place."""
        from taskwell.tui.help import help_screen

        self.push_screen(help_screen(self))

    def act_app_help_panel(self) -> None:
        """The help panel."""
        from taskwell.tui.help import panel_screen

        self.push_screen(panel_screen(self))

    def act_app_messages(self) -> None:
        """Everything the message line has said."""
        from taskwell.tui.messages import MessagesScreen

        self.push_screen(MessagesScreen())

    async def act_app_setup(self) -> None:
        """The questions of the first start."""
        from taskwell.tui.first_start.questions import go_on

        await self.go_to("timer")
        go_on(self.place_now, 0)

    def act_app_command(self) -> None:
        """The command line."""
        from taskwell.tui.commandline import CommandLine

        if self.place is not None:
            self.place.open_part(CommandLine())

    def act_app_back(self) -> None:
        """Nothing left to go back from: the message line makes way."""
        self.voice.clear_answer()
        self._show_lines()

    def act_row_more(self) -> object:
        """On a message: seen, or not again."""
        from taskwell.tui.messages import message_part

        part = message_part(self)
        if part is None or self.place is None:
            return False
        self.place.open_part(part)
        return True
