"""What is really drawn can be read: every colour on its ground, on every tab, in every theme."""

from __future__ import annotations

import pytest

from taskwell.commands.demo import fill
from taskwell.look.terminal import Look
from taskwell.look.themes import LEAST_CONTRAST, contrast, load_themes, shipped_folder
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from tests.conftest import NOW, FakeClock

SHIPPED, _ = load_themes([shipped_folder()])
RGB = [name for name, theme in SHIPPED.items() if not theme.ansi]
HIGH = 7.0
VISITS = (*((tab,) for tab in "12345"), ("1", "s"), ("1", "colon", "down"), ("1", "e"),
          ("2", "enter"), ("4", "c"), ("5", "p"), ("question_mark",))  # fmt: skip


def faint(app: TaskwellApp, least: float) -> list[tuple[str, str, float]]:
    """What is drawn on the screen with less contrast, or dimmed."""
    found = []
    for strip in app.screen._compositor.render_strips(app.size):
        for text, style, _ in strip:
            if not text.strip() or style is None or style.color is None or style.bgcolor is None:
                continue
            ink, ground = (each.get_truecolor().hex for each in (style.color, style.bgcolor))
            share = contrast(ink, ground)
            if share < least or style.dim:
                found.append((text, f"{ink} on {ground}", share))
    return found


@pytest.mark.parametrize("name", RGB)
async def test_everything_drawn_is_dark_enough_on_light_or_light_enough_on_dark(
    store: Store, clock: FakeClock, name: str
) -> None:
    fill(store, NOW, years=0.05, seed=3)
    store.heartbeat(NOW, NOW)
    look = Look(motion=False, theme=name)
    app = TaskwellApp(store, clock=clock, look=look, themes=tuple(SHIPPED.values()))
    least = HIGH if name == "contrast" else LEAST_CONTRAST
    async with app.run_test(size=(80, 24)) as pilot:
        app.say("Something was said")
        for keys in VISITS:
            await pilot.press(*keys)
            await pilot.pause()
            assert faint(app, least) == [], keys
            await pilot.press("escape", "escape")
