"""Upkeep: backup, restore, doctor, and a demo that is thrown away."""

from __future__ import annotations

import sys
from pathlib import Path

from taskwell.cli.context import Context
from taskwell.cli.output import count_of
from taskwell.cli.spec import Command, Given, Option, Word, whole_number
from taskwell.errors import BadInput, CouldNot
from taskwell.records.text import visible
from taskwell.store.place import path_of

_DEMO_YEARS = 1.0
_DEMO_SEED = 20261119
_MOST_YEARS = 50


def _backup(context: Context, given: Given) -> int:
    typed = given.word("FILE")
    file = path_of(typed) if typed else None
    if file is not None and file.is_file() and file.stat().st_size and not given.flag("force"):
        raise BadInput(f"{visible(typed)} exists already", "name another file, or add --force")
    diary = given.flag("with-wellbeing")
    made = context.store.backup(file, diary=diary)
    held = ", the wellbeing diary in it" if diary else ""
    return context.done(
        f"Saved to {visible(str(made))} ({made.stat().st_size // 1024 + 1} kB){held},"
        " read back and equal",
        {"uid": None, "file": str(made)},
    )


def _restore(context: Context, given: Given) -> int:
    file = path_of(given.word("FILE"))
    dry_run = given.flag("dry-run")
    report = context.store.restore(file, dry_run=dry_run)
    counts = f"{report.added} added, {report.changed} changed, {report.removed} removed"
    would = "Would restore" if dry_run else "Restored"
    lines = [f"{would} {count_of(report.documents, 'document')}: {counts}."]
    if report.diary:
        lines.append("The wellbeing diary came with it, as a change of its own.")
    if report.replaced:
        lines.append("The store was incomplete; what was left of it lies in quarantine/.")
    if report.safety is not None:
        lines.append(f"What was there before is in {visible(str(report.safety))}.")
    if not dry_run and not report.replaced and (report.added or report.changed or report.removed):
        lines.append("taskwell undo takes the restore back.")
    value: dict[str, object] = {
        "uid": None,
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "documents": report.documents,
        "safety": str(report.safety) if report.safety else None,
        "replaced": report.replaced,
        "wellbeing": report.diary,
        "dry_run": dry_run,
    }
    return context.done("\n".join(lines), value)


def _doctor(context: Context, given: Given) -> int:
    report = context.store.doctor(fix=given.flag("fix"))
    if context.json:
        context.give(
            {
                "ok": report.ok,
                "documents": report.documents,
                "problems": [
                    {"what": each.what, "where": each.where, "fix": each.fix}
                    for each in report.problems
                ],
            }
        )
    elif context.plain:
        context.facts(
            [
                [("ok", "yes" if report.ok else "no"), ("documents", str(report.documents))],
                *(
                    [("what", each.what), ("where", each.where), ("fix", each.fix)]
                    for each in report.problems
                ),
            ]
        )
    else:
        state = "All is sound" if report.ok else "Something is missing or damaged"
        lines = [f"{state}: {count_of(report.documents, 'document')} in {context.store.folder}"]
        for each in report.problems:
            lines += [f"- {each.what}", f"  where: {each.where}", f"  mend:  {each.fix}"]
        context.say("\n".join(visible(line) for line in lines))
    return 0 if report.ok else 1


def _demo(context: Context, given: Given) -> int:
    from shutil import rmtree
    from tempfile import mkdtemp

    from taskwell.hooks.running import switched_off

    years = _years(given.text("years"))
    sessions = given.whole_number("sessions", "--sessions")
    target = given.text("fill")
    if target is not None:
        return _fill(context, path_of(target), years, sessions, given)
    if context.screen is None or not sys.stdin.isatty():
        raise BadInput("The demo opens the full screen and needs a terminal", "run it in one")
    folder = Path(mkdtemp(prefix="taskwell-demo-"))
    try:
        _fill_store(context, folder, years, sessions, _DEMO_SEED)
        with switched_off():  # nothing of the demo's is news to a person's own programs
            return context.screen(folder)
    finally:
        rmtree(folder, ignore_errors=True)


def _fill(context: Context, folder: Path, years: float, sessions: int | None, given: Given) -> int:
    seed = given.whole_number("seed", "--seed")
    if folder.exists() and any(folder.iterdir()):
        raise CouldNot(f"{folder} is not empty", "name a new folder")
    count = _fill_store(context, folder, years, sessions, _DEMO_SEED if seed is None else seed)
    return context.done(
        f"{count_of(count, 'session')} in {folder}",
        {"uid": None, "folder": str(folder), "sessions": count},
    )


def _fill_store(
    context: Context, folder: Path, years: float, sessions: int | None, seed: int
) -> int:
    from taskwell.commands.demo import fill
    from taskwell.store.store import Store

    store = Store.open(folder, clock=context.clock)
    try:
        fill(store, context.now, years=years, seed=seed, sessions=sessions)
        return store.sessions.count()
    finally:
        store.close()


def _years(typed: str | None) -> float:
    if typed is None:
        return _DEMO_YEARS
    years = whole_number(typed, "--years", least=1)
    if years > _MOST_YEARS:
        raise BadInput(f"{years} years are too many", f"write at most {_MOST_YEARS}")
    return float(years)


COMMANDS = (
    Command(
        "backup",
        _backup,
        (Word("FILE", "where to; the store's backup folder if unsaid", least=0, complete="file"),),
        (
            Option(("--force",), "replace the file if it exists"),
            Option(("--with-wellbeing",), "put the wellbeing diary in as well"),
        ),
        about="One file with everything, read back and compared before it counts. The wellbeing"
        " diary is left out, so that the file can be shared, unless --with-wellbeing says so.",
    ),
    Command(
        "restore",
        _restore,
        (Word("FILE", "a backup", complete="file"),),
        (Option(("--dry-run",), "only say what would change"),),
        about="Makes the store what it was at the backup. What is there now is backed up first, and"
        " taskwell undo takes the restore back.",
    ),
    Command(
        "doctor",
        _doctor,
        options=(Option(("--fix",), "mend what can be mended without losing anything"),),
        query=True,
        about="Reads and checks everything. The exit code is 1 only if saved data are missing or"
        " damaged.",
    ),
    Command(
        "demo",
        _demo,
        options=(
            Option(("--fill",), "only fill a folder", "DIR", complete="file", hidden=True),
            Option(("--years",), "how many years of work", "N", hidden=True),
            Option(("--sessions",), "exactly so many sessions", "N", hidden=True),
            Option(("--seed",), "another person", "N", hidden=True),
        ),
        about="Opens the full-screen program on a store filled with a year of a made-up person's"
        " work. It is thrown away when you leave; your own store is not touched.",
    ),
)
