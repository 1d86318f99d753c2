"""The store: one folder of documents that any number of programs read and change at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock, get_ident
from typing import TYPE_CHECKING, TypeVar

from taskwell.errors import CouldNot
from taskwell.store import folding, opening
from taskwell.store import undo as steps
from taskwell.store.caches import Caches
from taskwell.store.disk import Disk
from taskwell.store.documents import PARTITIONED, Change, Doc, Notice, began
from taskwell.store.journal import name_of
from taskwell.store.ledger import Ledger, News
from taskwell.store.life import Signs, read_signs, sign
from taskwell.store.lines import Record
from taskwell.store.lock import CannotLock, Lock
from taskwell.store.memory import Part, State
from taskwell.store.saving import refusal
from taskwell.store.sessions import SessionIndex
from taskwell.store.transactions import Transaction
from taskwell.timekeeping.instants import Clock, to_text, utc_now

if TYPE_CHECKING:
    from tinydb import TinyDB

    from taskwell.store.backup import RestoreReport
    from taskwell.store.diary import Wiped
    from taskwell.store.doctor import Report
    from taskwell.store.tables import StoreTable

T = TypeVar("T")
Subscriber = Callable[[Change], None]
PATIENCE = 5.0
"""Seconds to wait for another program's lock."""


class Store:
    """Documents of one folder. Reads never wait for a lock; every write is one transaction.

    One object may be used from several threads. Documents from `table()` and `Transaction.get` are
    copies; those from `core()` and `sessions` are shared and must not be changed.
    """

    def __init__(self, folder: Path, clock: Clock, disk: Disk, *, read_only: bool) -> None:
        self.folder = folder
        self.clock = clock
        self.disk = disk
        self.ledger = Ledger(disk, str(folder))
        self.lock = Lock(disk, str(folder), PATIENCE)
        self.caches = Caches(disk, f"{folder}/cache")
        self.sessions = SessionIndex(self._view, self.derived)
        self._mutex = RLock()
        self._transaction: Transaction | None = None
        self._owner = 0
        self._subscribers: list[Subscriber] = []
        self._untold: list[Change] = []
        self._db: TinyDB | None = None
        self._asked_read_only = read_only
        self._refused: str | None = None
        self._fold_failed = False
        self._opened_at = 0
        self._diary: Store | None = None
        self.nested = False
        """It is the diary of another store, and has none itself."""

    # -- opening and closing ------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Clock = utc_now,
        create: bool = True,
        read_only: bool = False,
        disk: Disk | None = None,
    ) -> Store:
        """Open the store in `folder`, made when there is none (`create`).

        What cannot be written safely opens with `read_only` saying why. CouldNot: the folder
        cannot be read or made, or there is no store and none may be made.
        """
        store = cls(Path(folder).absolute(), clock, disk or Disk(), read_only=read_only)
        store.settle_in(create=create, read_only=read_only)
        return store

    def settle_in(self, *, create: bool, read_only: bool) -> None:
        """Load what there is, or make it; see `open`."""
        try:
            self._refused = opening.load(self, create=create, read_only=read_only)
            if self.ledger.trouble.older and self.read_only is None:
                opening.update_if_possible(self)
        except OSError as error:
            raise CouldNot(
                f"The data folder {self.folder} cannot be opened ({error.strerror})",
                "check the path and its permissions, or name another with --store",
            ) from error
        self._opened_at = self.sequence

    def refuse(self, reason: str) -> None:
        """Take no changes from now on."""
        self._refused = reason

    @property
    def diary(self) -> Store:
        """The wellbeing diary, opened when first asked for; a store of the same kind."""
        if self.nested:
            raise ValueError("a diary holds no diary")
        if self._diary is None:
            from taskwell.store.diary import open_diary

            self._diary = open_diary(self)
            self._diary.subscribe(self._pass_on)
        return self._diary

    @property
    def diary_stands(self) -> bool:
        """Whether there is a diary in the folder."""
        from taskwell.store.diary import FOLDER

        return not self.nested and FOLDER in self.disk.sizes(str(self.folder))

    def close(self) -> None:
        """Give all files back. Nothing is lost without it."""
        if self._diary is not None:
            self._diary.close()
        self.ledger.close()
        self.lock.close()
        self._subscribers.clear()

    # -- what it is ---------------------------------------------------------------------------

    @property
    def sequence(self) -> int:
        """The number of the last change."""
        return self.ledger.sequence

    @property
    def moved(self) -> bool:
        """Whether anything was changed since it was opened, here or elsewhere, or in its diary."""
        moved = self.sequence != self._opened_at
        return moved or (self._diary is not None and self._diary.moved)

    @property
    def read_only(self) -> str | None:
        """Why nothing can be written, in words; None when it can."""
        return self._refused or self.ledger.why_read_only()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the store has to say about itself."""
        found = self.ledger.notices()
        reason = self.read_only
        if reason and not self._asked_read_only and not any(n.level == "alarm" for n in found):
            found.insert(0, Notice("read-only", reason, "warning"))
        if self._diary is not None:
            about = "The wellbeing diary: "
            for each in self._diary.notices:
                if each.id != "read-only" or not reason:
                    found.append(Notice(f"diary-{each.id}", f"{about}{each.text}", each.level))
        return tuple(found)

    @property
    def empty(self) -> bool:
        """No document at all, and nothing says that there were any."""
        return not self._view().tables() and not self.ledger.frozen

    @property
    def token(self) -> str:
        """What `glance` compares: the active segment and how much of it this program knows."""
        return f"{name_of(self.ledger.journal.number)}:{self.ledger.journal.offset}"

    # -- reading ------------------------------------------------------------------------------

    def _view(self) -> State:
        transaction = self._transaction
        if transaction is not None and self._owner == get_ident():
            return transaction.view()
        return self.ledger.state

    @property
    def db(self) -> TinyDB:
        """The store as TinyDB."""
        if self._db is None:
            from taskwell.store.tables import StoreDB

            self._db = StoreDB(self)
        return self._db

    def table(self, name: str) -> StoreTable:
        """A TinyDB table; the documents it hands out are copies."""
        from taskwell.store.tables import StoreTable

        table = self.db.table(name)
        assert isinstance(table, StoreTable)
        return table

    @property
    def core_tables(self) -> tuple[str, ...]:
        """The names of the small tables that hold something."""
        return tuple(sorted(self._view().core))

    def core(self, table: str) -> Mapping[int, Doc]:
        """All documents of a small table by id, shared and cheap."""
        if table in PARTITIONED:
            raise ValueError(f"{table} is kept by month: use Store.sessions or Store.between")
        return self._view().rows(table)

    def derived(
        self,
        name: str,
        version: str,
        build: Callable[[str, Mapping[int, Doc]], T],
        *,
        table: str = "sessions",
        since: str = "",
    ) -> Iterator[tuple[str, T]]:
        """For every month of a table kept by month, in order: (month, build(month, documents)).

        Built again only for months that changed; kept in `cache/`. `build` must depend on nothing
        but its arguments and `version`, and give what JSON gives back unchanged. The values are
        shared: do not change them. `since` ("2026-05") leaves months unread that hold nothing from
        then on; one with a document that was moved there since, or lasts until then, is read.
        """
        state, committed = self._view(), self.ledger.state
        everything = [part for part in state.partitions[table].parts.values() if part.count]
        parts = [
            part for part in everything if max(part.month, part.last[:7], part.reach[:7]) >= since
        ]
        staged: set[str] = set()
        if state is not committed:
            known: dict[str, Part] = committed.partitions[table].parts
            staged = {part.month for part in parts if known.get(part.month) is not part}
        here = frozenset(part.month for part in everything)
        writable = self._refused is None
        return self.caches.derived(parts, here, staged, name, version, build, writable)

    def between(self, table: str, first: str, last: str) -> Iterator[tuple[int, Doc]]:
        """Documents of a table kept by month whose instant (or day) lies in [first, last), as texts.

        By month; within a month in no order. Shared: do not change them. Only months that can hold
        any are parsed; a document that was moved out of its month is found where it lies.
        """
        for _, part in sorted(self._view().partitions[table].parts.items()):
            if part.count and part.first < last and part.last >= first:
                for doc_id, doc in part.rows().items():
                    if first <= began(table, doc) < last:
                        yield doc_id, doc

    def latest(self, table: str, wanted: Callable[[Doc], bool]) -> tuple[int, Doc] | None:
        """The latest document of a table kept by month that is `wanted`; newest months first."""
        parts = [part for part in self._view().partitions[table].parts.values() if part.count]
        best: tuple[int, Doc] | None = None
        for part in sorted(parts, key=lambda part: part.last, reverse=True):
            if best is not None and part.last < began(table, best[1]):
                break
            for doc_id, doc in part.rows().items():
                newer = best is None or (began(table, best[1]), best[0]) < (
                    began(table, doc),
                    doc_id,
                )
                if newer and wanted(doc):
                    best = doc_id, doc
        return best

    def get(self, table: str, doc_id: int) -> Doc | None:
        """One document of any table, shared; parses one month at most."""
        return self._view().get(table, doc_id)

    def read_cache(self, name: str) -> object:
        """A small derived value kept before; None if there is none."""
        return self.caches.read(name)

    def write_cache(self, name: str, value: object) -> None:
        """Keep a small derived value; whoever reads it checks that it still holds."""
        if self._refused is None:
            self.caches.write(name, value)

    # -- following ----------------------------------------------------------------------------

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Be told of every change, one's own as well; the result ends it."""
        self._subscribers.append(callback)

        def end() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return end

    def refresh(self) -> Change | None:
        """Take in what other programs did, tell the subscribers; about 10 us for nothing.

        Returns at once, with None, while another thread writes. The diary's news are told as well.
        """
        if self._diary is not None:
            self._diary.refresh()
        if not self._mutex.acquire(blocking=False):
            return None
        try:
            if self._transaction is not None:
                return None
            news = self.ledger.catch_up()
        except (OSError, CouldNot) as error:
            text = f"The data folder cannot be read ({error}): what is shown may be out of date"
            self.ledger.say(Notice("unreadable", text, "alarm"))
            return None
        finally:
            self._mutex.release()
        if news is None:
            return None
        change = self._note(news)
        self._tell()
        return change

    def _note(self, news: News) -> Change:
        if news.whole:
            self.caches.forget()
        change = change_of(news.records, self.sequence, own=False, whole=news.whole)
        self._untold.append(change)
        return change

    def _tell(self) -> None:
        while self._untold:
            self._pass_on(self._untold.pop(0))

    def _pass_on(self, change: Change) -> None:
        for subscriber in tuple(self._subscribers):
            subscriber(change)

    # -- writing ------------------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold mutex and lock with everything read and repaired. CouldNot: read-only or busy."""
        with self._mutex:
            self._check_writable()
            try:
                self.lock.acquire()
            except CannotLock as error:
                self._refused = str(error)
                raise
            except OSError as error:
                raise refusal(error) from error
            try:
                news = self.ledger.prepare()
                if news is not None:
                    self._note(news)
                self._check_writable()
                if self.ledger.trouble.older:
                    opening.update(self)
                yield
            except OSError as error:
                raise refusal(error) from error
            finally:
                self.lock.release()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold mutex and lock whatever state the files are in; afterwards everything is new.

        CouldNot: busy, or opened for reading only.
        """
        if self._refused:
            raise CouldNot(self._refused, "nothing was changed")
        with self._mutex:
            self.lock.acquire()
            try:
                yield
            finally:
                self.lock.release()
        self._untold.append(change_of([], self.sequence, own=True, whole=True))
        self._tell()

    def _check_writable(self) -> None:
        reason = self.read_only
        if reason:
            raise CouldNot(reason, "nothing was changed; see taskwell doctor")

    @contextmanager
    def transaction(
        self, why: str, *, fold: str | None = None, at: datetime | None = None
    ) -> Iterator[Transaction]:
        """Make changes together: one journal record, one step of undo, or nothing at all.

        `why` is what history and undo call it. Consecutive transactions with the same `fold` key
        are one step of undo. Inside another transaction of the same thread it joins that one.
        """
        try:
            with self._mutex:
                outer = self._transaction
                if outer is None:
                    with self._locked():
                        yield from self._outermost(Transaction(self.ledger.state, why, fold), at)
                    return
                mark = outer.enter()
                try:
                    yield outer
                except BaseException:
                    outer.leave(mark, failed=True)
                    raise
                outer.leave(mark, failed=False)
        finally:
            if self._transaction is None:
                self._tell()

    def _outermost(self, transaction: Transaction, at: datetime | None) -> Iterator[Transaction]:
        self._transaction, self._owner = transaction, get_ident()
        try:
            yield transaction
        finally:
            self._transaction = None
        self._commit(transaction, at)

    def _commit(
        self, transaction: Transaction, at: datetime | None, step: steps.Step | None = None
    ) -> Record | None:
        operations = transaction.operations()
        if not operations and step is None:
            return None
        record = self.ledger.commit(
            transaction.why,
            operations,
            to_text(at or self.clock()),
            fold=transaction.fold,
            undid=step.undid if step else (),
            redid=step.redid if step else None,
        )
        self._untold.append(change_of([record], record.sequence, own=True, whole=False))
        return record

    # -- undo and history ---------------------------------------------------------------------

    def undo(self, now: datetime) -> steps.Undone:
        """Take the last act back, as a change of its own. CouldNot when there is none.

        Of the diary's acts and all others the newest.
        """
        if self.diary_stands:
            from taskwell.store.diary import to_undo

            self.refresh()
            return to_undo(self, self.diary)._turn(now, steps.step_back)
        return self._turn(now, steps.step_back)

    def redo(self, now: datetime) -> steps.Undone:
        """Do again what was undone last. CouldNot when there is nothing, or a new act came."""
        if self.diary_stands:
            from taskwell.store.diary import to_redo

            self.refresh()
            return to_redo(self, self.diary)._turn(now, steps.step_forward)
        return self._turn(now, steps.step_forward)

    def _turn(self, now: datetime, find: Callable[[Ledger], steps.Step]) -> steps.Undone:
        with self._mutex:
            if self._transaction is not None:
                raise CouldNot("A change is being made", "undo when it is done")
            with self._locked():
                step = find(self.ledger)
                transaction = Transaction(self.ledger.state, step.why, None)
                steps.reverse(self.ledger, step, transaction)
                record = self._commit(transaction, now, step)
                assert record is not None
        touched = frozenset((op.table, op.id) for op in record.operations())
        self._tell()
        return steps.Undone(step.act, record.sequence, touched)

    def history(self, uid: str | None = None, limit: int = 200) -> list[steps.Act]:
        """What was done, newest first; with `uid` only what touched documents whose uid begins so."""
        found = steps.history(self.ledger, uid, limit)
        if self.diary_stands:
            found += steps.history(self.diary.ledger, uid, limit)
            found.sort(key=lambda act: act.at, reverse=True)
        return found[:limit]

    # -- signs of life ------------------------------------------------------------------------

    def heartbeat(self, now: datetime, last_key: datetime | None) -> None:
        """Leave a sign that a program runs, and when a key was pressed last; no record."""
        if self._refused is None:
            sign(self.disk, str(self.folder), now, last_key)

    def signs_of_life(self) -> Signs:
        """The latest signs any program left."""
        return read_signs(self.disk, str(self.folder))

    # -- upkeep -------------------------------------------------------------------------------

    @property
    def wants_fold(self) -> bool:
        """Whether folding pays: more than 2,500 changes or 1 MB wait in a journal."""
        if self._diary is not None and self._diary.wants_fold:
            return True
        return self._folds

    @property
    def _folds(self) -> bool:
        return self.ledger.wants_fold and self.read_only is None and not self._fold_failed

    def fold(self, *, force: bool = False) -> bool:
        """Fold the journal into the months when that pays (`force`: whenever anything waits).

        Whether it did. Never raises for a busy or full disk: nothing is lost by waiting.
        """
        if self._diary is not None:
            self._diary.fold(force=force)
        if self.read_only or self.ledger.frozen or not (force or self._folds):
            return False
        if self._transaction is not None:
            return False
        done = False
        try:
            with self._locked():
                if not self.ledger.frozen:
                    done = folding.fold(self.ledger, self.clock())
            self._fold_failed = False
        except CouldNot as error:
            self._fold_failed = True
            text = f"The journal could not be folded ({error.what}); nothing is lost"
            self.ledger.say(Notice("fold", text, "note"))
        self._tell()
        return done

    def backup(self, file: Path | None = None, *, diary: bool = False) -> Path:
        """Write everything into one file, opened and compared before it counts; where it lies.

        The wellbeing diary is left out unless `diary` says so.
        """
        from taskwell.store.backup import back_up

        return back_up(self, file, diary=diary)

    def wipe_diary(self) -> Wiped:
        """Remove every byte of the wellbeing diary, also from the backups that were made.

        Not undoable. CouldNot: it could not be finished.
        """
        from taskwell.store.backup import backups
        from taskwell.store.diary import wipe

        return wipe(self, self.diary, backups(self))

    def restore(self, file: Path, *, dry_run: bool = False) -> RestoreReport:
        """Make the documents those of a backup, after a backup of what is there; undoable.

        `dry_run` only says what would change. CouldNot: the file is no sound backup.
        """
        from taskwell.store.backup import restore

        return restore(self, file, dry_run=dry_run)

    def doctor(self, fix: bool = False) -> Report:
        """Read and check everything; `fix` repairs what can be repaired without losing anything."""
        from taskwell.store.doctor import examine

        return examine(self, fix=fix)


def change_of(records: list[Record], sequence: int, *, own: bool, whole: bool) -> Change:
    """What a number of records changed, as subscribers are told."""
    touched = frozenset((op.table, op.id) for record in records for op in record.operations())
    undone = any(record.undid or record.redid is not None for record in records)
    return Change(sequence, tuple(record.why for record in records), touched, undone, own, whole)
