"""Hooks on the screen: they run beside the keys, and what fails is said."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from threading import get_ident

import pytest

from taskwell.commands import roster
from taskwell.hooks.happenings import Happening
from taskwell.hooks.running import Hooks
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from tests.conftest import FakeClock


async def test_a_start_on_the_screen_is_told_and_a_failure_is_said(
    store: Store, clock: FakeClock, tmp_path: Path
) -> None:
    folder = tmp_path / "settings" / "hooks"
    folder.mkdir(parents=True)
    hook = folder / "start"
    hook.write_text(
        f"#!{sys.executable}\nimport sys\nopen('told', 'w').write(sys.stdin.read())\n"
        "sys.exit('no light')\n"
    )
    hook.chmod(0o755)
    roster.add_platform(store, clock(), "UHRS", letter="u")
    app = TaskwellApp(store, clock=clock, settings_folder=folder.parent)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("s", "u")
        while not app.voice.listing or "hook" not in app.voice.listing[-1].text:
            await pilot.pause(0.01)
        assert app.voice.listing[-1].text == "The hook start failed with 1: no light"
    assert '"event": "start"' in (folder / "told").read_text()


async def test_hooks_run_one_after_another_so_that_a_slow_stop_is_not_overtaken_by_a_start(
    store: Store, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in one thread: there nothing can overtake."""
    ran: list[tuple[str, int]] = []

    def noted(self: Hooks, happenings: Iterable[Happening]) -> list[str]:
        ran.extend((each.event, get_ident()) for each in happenings)
        return []

    monkeypatch.setattr(Hooks, "run", noted)
    (tmp_path / "settings" / "hooks").mkdir(parents=True)
    roster.add_platform(store, clock(), "UHRS", letter="u")
    app = TaskwellApp(store, clock=clock, settings_folder=tmp_path / "settings")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("s", "u", "s", "s", "escape", "s", "u")
        while len(ran) < 3:
            await pilot.pause(0.01)
    assert [event for event, _ in ran] == ["start", "stop", "start"]
    assert len({thread for _, thread in ran}) == 1
