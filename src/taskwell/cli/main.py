"""From the words on a command line to an exit code: 0 done, 1 could not be done, 2 bad input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from taskwell.cli.context import Context, Screen
from taskwell.cli.index import INDEX, find
from taskwell.cli.spec import Given, near_words, read
from taskwell.errors import BadInput, TaskwellError
from taskwell.records.text import visible
from taskwell.timekeeping.instants import Clock, utc_now

INTERRUPTED = 130
PIPE_CLOSED = 141
_BEFORE = ("--store", "--json", "--plain", "--version", "--help", "-h")


def main(argv: Sequence[str], *, clock: Clock = utc_now, screen: Screen | None = None) -> int:
    """Run one command and return its exit code; errors are one sentence on standard error.

    `screen` opens the full-screen program, which the command line does not know.
    """
    _speak_any_encoding()
    try:
        code = _run(list(argv), clock, screen)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return PIPE_CLOSED
    except TaskwellError as error:
        way_on = "" if error.what_to_do else "; taskwell help says more"
        return _said(f"{error}{way_on}", error.exit_code)
    except OSError as error:
        _let_go_of_stdout()
        reason = error.strerror or type(error).__name__
        return _said(f"The system refused: {reason}; check the disk and the output", 1)
    except Exception as error:  # noqa: BLE001 - a bug becomes a sentence and a report, never a traceback
        return _bug(error)
    return code


def _run(argv: list[str], clock: Clock, screen: Screen | None) -> int:
    before, rest = _options_before(argv)
    if before.flag("version"):
        print(f"taskwell {_version()}")
        return 0
    if before.flag("help") or (rest and rest[0] in ("--help", "-h")):
        rest = ["help", *rest[:1]] if rest and not rest[0].startswith("-") else ["help"]
    if not rest:
        return _full_screen(before, clock, screen)
    name, typed = _command(rest)
    command = find(name)
    given = read(command, typed)
    if given.flag("help"):
        command, given = find("help"), Given(words={"TOPIC": name.split()})
    context = Context(
        before.text("store"),
        json=given.flag("json") or before.flag("json"),
        plain=given.flag("plain") or before.flag("plain"),
        clock=clock,
        screen=screen,
    )
    try:
        code = command.run(context, given)
        context.finish()
    finally:
        context.close()
    return code


def _options_before(argv: list[str]) -> tuple[Given, list[str]]:
    given = Given()
    rest = list(argv)
    while rest and rest[0].startswith("-") and len(rest[0]) > 1:
        name, equals, value = rest[0].partition("=")
        if name not in _BEFORE:
            near = near_words(name, _BEFORE[:-1])
            hint = f"did you mean {near}?" if near else "taskwell help lists commands and options"
            raise BadInput(f"There is no option {visible(name[:60])}", hint)
        rest.pop(0)
        if name == "--store":
            if not equals:
                value = rest.pop(0) if rest else ""
            if not value:
                raise BadInput("--store needs a folder", "write taskwell --store DIR ...")
            if given.flag("store"):
                raise BadInput("--store is given twice", "keep one")
        elif equals:
            raise BadInput(f"{name} takes no value", f"write {name} alone")
        given.options.setdefault("help" if name == "-h" else name[2:], []).append(value)
    return given, rest


def _command(words: list[str]) -> tuple[str, list[str]]:
    """The command's name, one word or two, and the words after it; BadInput with near names."""
    first = words[0]
    both = " ".join(words[:2])
    if both in INDEX:
        return both, words[2:]
    if first in INDEX:
        return first, words[1:]
    families = sorted({name.split()[0] for name in INDEX if " " in name})
    if first in families:
        members = [name.split()[1] for name in INDEX if name.startswith(f"{first} ")]
        second = words[1] if len(words) > 1 else ""
        if second in members:
            return f"{first} {second}", words[2:]
        if second in ("--help", "-h"):
            return "help", [first]
        near = near_words(second, members) if second else ""
        hint = f"did you mean {first} {near}?" if near else f"write {first} {'|'.join(members)}"
        what = f"There is no command '{first} {visible(second[:60])}'"
        raise BadInput(what if second else f"'{first}' needs another word", hint)
    known = [name for name, each in INDEX.items() if not each.hidden and " " not in name]
    near = near_words(first.lower(), [*known, *families])
    hint = f"did you mean {near}?" if near else "taskwell help lists the commands"
    raise BadInput(f"There is no command '{visible(first[:60])}'", hint)


def _full_screen(before: Given, clock: Clock, screen: Screen | None) -> int:
    if screen is None or not sys.stdin.isatty():
        raise BadInput(
            "The full-screen program needs a terminal",
            "in a script use a command: taskwell help lists them",
        )
    return screen(Context(before.text("store"), clock=clock).folder)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("taskwell")
    except PackageNotFoundError:
        return "of an unknown version"


def _speak_any_encoding() -> None:
    """Letters that a terminal's encoding lacks are replaced, never a reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _let_go_of_stdout() -> None:
    """Nobody reads any more: what is still buffered must not fail at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def _said(text: str, code: int) -> int:
    try:
        print(f"taskwell: {visible(text)}", file=sys.stderr)
    except BrokenPipeError:
        return code
    return code


def _bug(error: Exception) -> int:
    from taskwell.crash import write_report

    file = write_report(error)
    where = f"a report without your texts lies in {file}" if file else "no report could be written"
    return _said(f"This is a bug in Taskwell ({type(error).__name__}); {where}", 1)
