"""Draws the README's pictures from the program itself: `python -m tests.pictures`.

The demo's store on a fixed day, on a screen of its own, as SVG files in `.github/`.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from taskwell.commands.demo import fill
from taskwell.look.terminal import Look
from taskwell.look.themes import load_themes, shipped_folder
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from tests.conftest import FakeClock

FOLDER = Path(__file__).resolve().parents[1] / ".github"
DAY = datetime(2026, 11, 19, 22, 42, tzinfo=UTC)
PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "timer": ((80, 24), ()),
    "picker": ((80, 24), ("s",)),
    "phone": ((60, 20), ()),
    "roster": ((80, 24), ("2",)),
    "quality": ((80, 24), ("3",)),
    "wellbeing": ((80, 24), ("4",)),
    "money": ((80, 24), ("5",)),
    "welcome": ((80, 24), ("enter", "enter", "enter", "enter", "space")),
}
"""Size and keys of each picture."""
EMPTY = ("welcome",)
"""Pictures of a store in which nothing is yet."""


async def draw(name: str, store: Store, clock: FakeClock) -> Path:
    """One picture; returns where it lies."""
    size, keys = PICTURES[name]
    themes, _ = load_themes((shipped_folder(),))
    look = Look(mouse=False, motion=False)
    app = TaskwellApp(store, clock=clock, look=look, themes=tuple(themes.values()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if keys:
            await pilot.press(*keys)
            await pilot.pause(0.4)
        file = FOLDER / f"{name}.svg"
        file.write_text(plain(app.export_screenshot(title="taskwell")), encoding="utf-8")
    return file


def plain(svg: str) -> str:
    """The picture without fonts from elsewhere, its spaces kept by every viewer."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


def main() -> None:
    """All pictures, from one store that is thrown away."""
    os.environ["TZ"] = "America/Chicago"
    time.tzset()
    clock = FakeClock(DAY)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "store", clock=clock)
        fill(store, DAY, years=0.25, seed=7)
        store.heartbeat(DAY, DAY)
        empty = Store.open(Path(folder) / "empty", clock=clock)
        for name in PICTURES:
            print(asyncio.run(draw(name, empty if name in EMPTY else store, clock)))
        empty.close()
        store.close()


if __name__ == "__main__":
    main()
