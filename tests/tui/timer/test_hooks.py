"""Hooks on the screen: they run beside the keys, and what fails is said."""

from __future__ import annotations

import sys
from pathlib import Path

from taskwell.commands import roster
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
