"""A person's own keys: keys.toml read, checked against the table of acts, and what is wrong said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from taskwell.words.act import Act
from taskwell.words.acts import ACTS

_NAMED = {
    "escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end",
    "pageup", "pagedown", "up", "down", "left", "right",
}  # fmt: skip
_OTHER_NAMES = {"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup",
                "pgdn": "pagedown", "ctrl+space": "ctrl+@"}  # fmt: skip
_SHOWN = {"escape": "esc", "pageup": "pgup", "pagedown": "pgdn"}
_RESERVED = {
    "ctrl+c": "it says how to leave",
    "ctrl+s": "it saves a form",
    "ctrl+q": "it leaves even when all else fails",
    "ctrl+z": "the terminal uses it to suspend programs",
    "ctrl+i": "terminals send it for Tab",
    "ctrl+m": "terminals send it for Enter",
    "ctrl+j": "terminals send it for Enter",
    "ctrl+h": "terminals send it for Backspace",
    "ctrl+[": "terminals send it for Escape",
    "backspace": "it deletes what is typed",
}
_MUST_KEEP = {"app.leave", "app.back", "app.help", "app.command", "row.open"}
_SYMBOLS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}


def load_keys(file: Path) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The valid overrides of a keys.toml (act id -> keys) and one sentence for each problem.

    Without the file both are empty. A line that cannot be used leaves the act its default keys.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError) as error:
        return {}, [
            f"{file.name} cannot be read ({error.__class__.__name__}): the usual keys apply"
        ]
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{file.name} is not TOML ({error}): the usual keys apply"]
    problems: list[str] = []
    overrides: dict[str, tuple[str, ...]] = {}
    for act_id, value in _flat(table):
        where = f"{file.name}{_line(text, act_id)}"
        keys = _keys(act_id, value, where, problems)
        if keys is not None:
            overrides[act_id] = keys
    _drop_clashes(overrides, lambda act_id: f"{file.name}{_line(text, act_id)}", problems)
    return overrides, problems


def keymap(overrides: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Key -> act id, the person's own keys included."""
    return {key: act.id for act in ACTS.values() for key in overrides.get(act.id, act.keys)}


def shown(key: str) -> str:
    """A key as hints and help write it: esc, space, ctrl+r, ?."""
    return _SHOWN.get(key, key)


def toolkit_name(key: str) -> str:
    """A key as the screen's toolkit names it: "?" is question_mark."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _SYMBOLS.get(name, name)


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, "" if name == "keys" and not before else f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _line(text: str, act_id: str) -> str:
    last = re.escape(act_id.rpartition(".")[2])
    pattern = rf'^\s*"?(?:{re.escape(act_id)}|(?:[\w."]+\.)?{last})"?\s*='
    found = re.search(pattern, text, re.MULTILINE)
    return f" line {text.count(chr(10), 0, found.end()) + 1}" if found else ""


def _keys(act_id: str, value: object, where: str, problems: list[str]) -> tuple[str, ...] | None:
    if act_id not in ACTS:
        from difflib import get_close_matches

        near = get_close_matches(act_id, ACTS, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else "taskwell help keys lists the acts"
        problems.append(f"{where}: there is no act {act_id}; {hint}")
        return None
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        problems.append(f'{where}: the keys of {act_id} are a text such as "s", or a list of texts')
        return None
    keys: list[str] = []
    for word in words:
        key = _OTHER_NAMES.get(word.strip().lower(), word.strip() or word)
        key = key if len(key) == 1 else key.lower()
        key = "space" if key == " " else key
        wrong = _wrong(key)
        if wrong:
            problems.append(f"{where}: {act_id} cannot have the key '{word}': {wrong}")
            return None
        if key not in keys:
            keys.append(key)
    if not keys and act_id in _MUST_KEEP:
        problems.append(f"{where}: {act_id} has to keep a key")
        return None
    return tuple(keys)


def _wrong(key: str) -> str:
    if key in _RESERVED:
        return _RESERVED[key]
    if len(key) == 1:
        return "" if key.isprintable() and not key.isspace() else "it is no key"
    if key in _NAMED:
        return ""
    modifier, plus, rest = key.partition("+")
    if plus and modifier == "ctrl" and len(rest) == 1 and rest.isascii() and rest.isalpha():
        return ""
    if re.fullmatch(r"f\d+", key) or modifier in ("alt", "shift", "super", "meta"):
        return "not every terminal sends it"
    from difflib import get_close_matches

    near = get_close_matches(key, _NAMED, n=1, cutoff=0.6)
    return f"no key is called that; did you mean {near[0]}?" if near else "no key is called that"


def _together(one: Act, other: Act) -> bool:
    return not one.places or not other.places or bool(one.places & other.places)


def _drop_clashes(
    overrides: dict[str, tuple[str, ...]], where: Callable[[str], str], problems: list[str]
) -> None:
    order = list(overrides)
    while True:
        clash = _first_clash(overrides, order)
        if clash is None:
            return
        key, loser, other = clash
        del overrides[loser]
        order.remove(loser)
        problems.append(
            f"{where(loser)}: the key {shown(key)} cannot be both {loser} ({ACTS[loser].title}) and "
            f"{other} ({ACTS[other].title}); {loser} keeps its usual key"
        )


def _first_clash(
    overrides: Mapping[str, tuple[str, ...]], order: list[str]
) -> tuple[str, str, str] | None:
    for loser in reversed(order):
        for key in overrides[loser]:
            for act in ACTS.values():
                taken = overrides.get(act.id, act.keys)
                if act.id != loser and key in taken and _together(act, ACTS[loser]):
                    return key, loser, act.id
    return None
