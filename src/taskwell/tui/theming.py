"""A theme file becomes a theme of the toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.color import Color, ColorParseError
from textual.scrollbar import ScrollBar
from textual.theme import BUILTIN_THEMES, Theme

from taskwell.errors import BadInput
from taskwell.tui.widgets.scroll_bar import scroll_bar

_TRACKS = (
    "scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active",
    "scrollbar-corner-color",
)  # fmt: skip

if TYPE_CHECKING:
    from taskwell.look.themes import ThemeFile
    from taskwell.tui.shell import Shell


def to_theme(theme: ThemeFile) -> Theme:
    """The toolkit's theme; every colour is parsed first, since one bad colour would end the app."""
    colors = theme.colors
    for name, value in colors.items():
        try:
            Color.parse(value)
        except ColorParseError as error:
            raise BadInput(
                f"Theme {theme.file.name}: '{value}' for {name} is no colour", "it is skipped"
            ) from error
    text, background, muted = colors["text"], colors["background"], colors["muted"]
    return Theme(
        name=theme.name,
        primary=colors["accent"],
        secondary=colors["accent"],
        warning=colors["watch"],
        error=colors["bad"],
        success=colors["good"],
        accent=colors["accent"],
        foreground=text,
        background=background,
        surface=background,
        panel=colors["panel"],
        boost=background,
        dark=theme.dark,
        ansi=theme.ansi,
        variables={
            **(BUILTIN_THEMES["ansi-dark"].variables if theme.ansi else {}),
            "ansi-background": background,
            "ansi-foreground": text,
            "text": text,
            "text-muted": muted,
            "foreground-muted": muted,
            "border": colors["accent"],
            "border-blurred": muted,
            **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), muted),
            **dict.fromkeys(_TRACKS, background),
            "input-cursor-background": text,
            "input-cursor-foreground": background,
            "input-selection-background": colors["selection"],
            "input-selection-foreground": text,
            "screen-selection-background": colors["selection"],
            "screen-selection-foreground": text,
        },
    )


def dress(app: Shell) -> None:
    """Gives the app its themes before anything is drawn, so that nothing is drawn twice.

    A theme that cannot be used is named in the app's problems; without any the toolkit's own stays.
    """
    usable = []
    for theme in app.themes.values():
        try:
            app.register_theme(to_theme(theme))
        except BadInput as error:
            app.problems.append(str(error))
        else:
            usable.append(theme.name)
    wanted = app.look.theme
    if wanted not in usable:
        if usable:
            app.problems.append(f"There is no theme '{wanted}': known are {', '.join(usable)}")
        wanted = "dark" if "dark" in usable else ""
    app.themes = {name: theme for name, theme in app.themes.items() if name in usable}
    if wanted:
        app.set_reactive(App.theme, wanted)
        app.stylesheet.set_variables(app.get_css_variables())
        app.set_class(app.current_theme.dark, "-dark-mode", update=False)
        app.set_class(not app.current_theme.dark, "-light-mode", update=False)
    app.set_reactive(App.ansi_color, None)
    ScrollBar.renderer = scroll_bar(app.glyphs)


def wear(app: Shell, name: str) -> None:
    """Changes the theme of the running program; BadInput when there is none of the name, or when
    the terminal shows too few colours for it."""
    theme = app.themes.get(name)
    if theme is None:
        raise BadInput(f"There is no theme '{name}'", f"known are {', '.join(app.themes)}")
    if app.look.color in ("16", "none") and not theme.ansi:
        raise BadInput(
            f"This terminal shows {'no' if app.look.color == 'none' else 'sixteen'} colours",
            "the ansi theme stays, since others would be hard to read",
        )
    app.theme = name
