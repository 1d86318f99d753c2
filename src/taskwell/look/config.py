"""config.toml: how the program looks on this machine. Strict, and it says what is wrong where."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from taskwell.errors import BadInput, CouldNot
from taskwell.look.toml_lines import line_of, place

FILE_NAME = "config.toml"


@dataclass(frozen=True, slots=True)
class Option:
    """One setting of the file: its default, the words it takes (none = any word), what it is."""

    key: str
    default: str
    words: tuple[str, ...]
    help: str


OPTIONS: Mapping[str, Option] = {
    each.key: each
    for each in (
        Option("theme", "auto", (), "a theme by name; auto is dark, or ansi where colours are few"),
        Option(
            "color",
            "auto",
            ("auto", "truecolor", "256", "16", "none"),
            "how many colours the terminal shows; auto asks its environment",
        ),
        Option("mouse", "auto", ("auto", "on", "off"), "auto is off over SSH, so selecting works"),
        Option(
            "motion",
            "auto",
            ("auto", "full", "none"),
            "none: no animation, and the clock moves by the minute",
        ),
        Option(
            "bell", "off", ("on", "off"), "rings the terminal's bell for what is let ring below"
        ),
        Option(
            "notify",
            "off",
            ("off", "osc9", "osc777", "both"),
            "notifications through the terminal, also inside tmux with allow-passthrough on",
        ),
        Option("ring_rest", "on", ("on", "off"), "a rest that is due, or over, rings"),
        Option("ring_login", "off", ("on", "off"), "a log-out of a platform that is near rings"),
        Option("ring_cap", "off", ("on", "off"), "the time for one task being over rings"),
        Option("ring_week", "off", ("on", "off"), "a platform's week that closes soon rings"),
    )
}


@dataclass(frozen=True, slots=True)
class Config:
    """The settings as they apply; `problems` says in sentences what in the file was left out."""

    theme: str = "auto"
    color: str = "auto"
    mouse: str = "auto"
    motion: str = "auto"
    bell: str = "off"
    notify: str = "off"
    ring_rest: str = "on"
    ring_login: str = "off"
    ring_cap: str = "off"
    ring_week: str = "off"
    problems: tuple[str, ...] = ()

    def value(self, key: str) -> str:
        """One setting by its key."""
        return str(getattr(self, known(key).key))


def known(key: str) -> Option:
    """The option of a name; BadInput with the nearest name when there is none."""
    wanted = key.strip().lower().replace("colour", "color").replace("-", "_")
    option = OPTIONS.get(wanted)
    if option is None:
        from difflib import get_close_matches

        near = get_close_matches(wanted, OPTIONS, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(OPTIONS)}"
        raise BadInput(f"There is no setting '{key}'", hint)
    return option


def checked(option: Option, value: object) -> str:
    """A value as it is kept; BadInput when the option does not take it."""
    if isinstance(value, bool):
        text = "on" if value else "off"
    elif isinstance(value, str | int):
        text = str(value).strip().lower()
    else:
        text = ""
    if not text:
        raise BadInput(f"{option.key} needs a word", _accepted(option))
    if option.words and text not in option.words:
        from difflib import get_close_matches

        near = get_close_matches(text, option.words, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else _accepted(option)
        raise BadInput(f"{option.key} cannot be '{text}'", hint)
    return text


def _accepted(option: Option) -> str:
    return f"it takes {', '.join(option.words)}" if option.words else "write the name of a theme"


def load(folder: Path) -> Config:
    """The settings of a folder; what cannot be used is left out and named in `problems`."""
    file = folder / FILE_NAME
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        return Config(problems=(f"{FILE_NAME} cannot be read ({error.__class__.__name__})",))
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Config(problems=(f"{FILE_NAME} is not TOML: {error}",))
    config = Config()
    problems: list[str] = []
    for key, value in table.items():
        try:
            option = known(key)
            config = _with(config, option.key, checked(option, value))
        except BadInput as error:
            problems.append(f"{place(FILE_NAME, text, key)}: {error}")
    return replace(config, problems=tuple(problems))


def _with(config: Config, key: str, value: str) -> Config:
    changed: dict[str, Any] = {key: value}
    return replace(config, **changed)


def set_value(folder: Path, key: str, value: str) -> str:
    """Writes one setting and leaves every other line of the file as it is; returns what is kept.

    BadInput for unknown settings and values, CouldNot when the file cannot be written.
    """
    option = known(key)
    kept = checked(option, value)
    file = folder / FILE_NAME
    import re

    line = f'{option.key} = "{kept}"'
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        number = line_of(text, option.key)
        if number is None:
            first_table = re.search(r"^\s*\[", text, re.MULTILINE)
            cut = first_table.start() if first_table else len(text)
            head = text[:cut]
            text = (
                head + ("" if not head or head.endswith("\n") else "\n") + line + "\n" + text[cut:]
            )
        else:
            lines = text.splitlines(keepends=True)
            lines[number - 1] = line + "\n"
            text = "".join(lines)
        beside = file.with_name(f".{FILE_NAME}.{os.getpid()}")
        beside.write_text(text, encoding="utf-8")
        beside.chmod(0o600)
        beside.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        raise CouldNot(
            f"{file} cannot be written ({error.__class__.__name__})", "check the folder"
        ) from error
    return kept
