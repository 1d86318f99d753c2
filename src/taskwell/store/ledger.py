"""One journal and its months: loaded, followed, appended to. A second one of the same shape can
stand beside it in a folder of its own; the lock belongs to whoever owns the ledgers.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from zlib import crc32

from taskwell.errors import CouldNot
from taskwell.store.disk import Disk, put_file, read_file
from taskwell.store.documents import PARTITIONED, Notice, Op, Tables
from taskwell.store.journal import Journal, Seen, Vanished, pieces_of, record_at_end
from taskwell.store.lines import Record, encode
from taskwell.store.memory import Partition, Shelf, State
from taskwell.store.migration import current
from taskwell.store.months import Damaged, Head, Root, check_body, first_line, parse
from taskwell.store.reading import (
    Trouble,
    apply_record,
    newest_root,
    read_store,
    upgraded_tables,
)
from taskwell.store.repair import is_json, rebuilt
from taskwell.store.saving import append_safely
from taskwell.store.words import (
    incomplete,
    month_in_words,
    notices_of,
    repaired_notice,
)

FOLD_OPERATIONS = 2_500
FOLD_BYTES = 1_000_000
FAR_BEHIND = 20
"""Segments to follow one by one before reading everything anew is quicker."""


@dataclass(slots=True)
class News:
    """What other programs did: records in order; `whole` if everything was read again."""

    records: list[Record] = field(default_factory=list)
    whole: bool = False


class Ledger:
    """The documents of one folder and the journal they come from."""

    def __init__(self, disk: Disk, folder: str) -> None:
        self.disk = disk
        self.folder = folder
        self.months = f"{folder}/months"
        self.backups = f"{folder}/backup"
        self.quarantine = f"{folder}/quarantine"
        self.journal = Journal(disk, f"{folder}/journal")
        self.seen = Seen(disk, f"{folder}/seen")
        self.root: Root | None = None
        nothing = {table: Partition(table, {}, {}) for table in PARTITIONED}
        self.state = State(0, {}, nothing, {}, Shelf(self._month))
        self.sequence = 0
        self.pending = 0
        self.pending_bytes = 0
        self.trouble = Trouble()
        self.broken: str | None = None
        self._mended: dict[str, tuple[Head, bytes]] = {}
        self._said: dict[str, Notice] = {}
        self._headless = True  # until it is loaded there is nothing to follow
        self._rebase_due = False
        self._stray = False
        self._left_over = b""
        self._early = b""  # a record read before its newline was there

    # -- what is wrong ------------------------------------------------------------------------

    def why_read_only(self) -> str | None:
        """Why nothing may be written, from what the files say."""
        if self.broken:
            return self.broken
        if self.trouble.newer:
            return (
                "This store was written by a newer Taskwell and is only read: "
                "update Taskwell to change it"
            )
        if self.trouble.missing or self.trouble.lost:
            return incomplete(self.trouble)
        return None

    def notices(self) -> list[Notice]:
        """What a person should know."""
        return [*notices_of(self.trouble), *self._said.values()]

    def say(self, notice: Notice) -> None:
        """Remember something to tell."""
        self._said[notice.id] = notice

    @property
    def frozen(self) -> bool:
        """Confirmed changes are damaged: nothing is folded over them until a person has decided."""
        return bool(self.trouble.damaged or self.trouble.missing or self.trouble.lost)

    # -- reading ------------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything afresh. NoStore if there is nothing."""
        for _ in range(100):
            seen = self.seen.read()
            try:
                loaded = read_store(
                    self.disk, self.months, self.journal, seen, lambda: Shelf(self._month)
                )
            except Vanished:
                continue
            newest = self.journal.numbers()[-1:]
            if newest and newest[0] != loaded.segment.number:
                continue
            break
        else:
            raise CouldNot(
                "The data folder changes faster than it can be read",
                "close the other windows and try again",
            )
        self._mended.clear()
        self.root, self.state, self.sequence = loaded.root, loaded.state, loaded.sequence
        self.trouble = loaded.trouble
        self.pending, self.pending_bytes = loaded.pending, loaded.pending_bytes
        self.journal.follow(loaded.segment, loaded.base)
        self._headless = not newest
        early = record_at_end(loaded.segment.tail)
        self._early = early.line if early else b""
        self._rebase_due = self._stray = False
        for head in loaded.trouble.suspect:
            with contextlib.suppress(CouldNot):
                self._repair(head)

    def catch_up(self) -> News | None:
        """Read what other programs appended since; None if nothing."""
        if self._headless:
            return None
        news = News()
        for _ in range(FAR_BEHIND):
            fresh = self.journal.news()
            if fresh is None or not self._consume(fresh, news):
                return self._again()
            if not self.journal.has_next():
                return news if news.records else None
            if not self._enter_next(news):
                return self._again()
        return self._again()  # the newest root is nearer than all those segments

    def _again(self) -> News:
        self.load()
        return News(whole=True)

    def _consume(self, fresh: bytes, news: News) -> bool:
        """Apply the complete lines; False if they do not go on where this program is."""
        self._left_over = b""
        if not fresh:
            return True
        pieces, end = pieces_of(fresh, self.journal.offset)
        for piece in pieces:
            if not piece.records:
                self._stray = True
            for record in piece.records:
                if record.line == self._early:
                    continue
                if record.sequence != self.sequence + 1:
                    return False
                self._take(record)
                news.records.append(record)
        self.pending_bytes += end - self.journal.offset
        self._left_over = fresh[end - self.journal.offset :]
        self.journal.offset = end
        return True

    def _take(self, record: Record) -> None:
        self.pending += apply_record(self.state, record, self.journal.schema)
        self.sequence = record.sequence

    def _enter_next(self, news: News) -> bool:
        fresh = self.journal.news()  # whatever came between the last look and the new segment
        if fresh is None or not self._consume(fresh, news):
            return False
        try:
            segment = self.journal.read(self.journal.number + 1)
        except Vanished:
            return False
        if segment.base != self.sequence:
            return False
        if segment.schema > current() or segment.schema != self.journal.schema:
            return False
        pieces, segment.pieces, segment.tail = segment.pieces, [], b""
        segment.end = pieces[0].offset if pieces else segment.end
        self.journal.follow(segment, segment.base)
        self._rebase_due = True
        return True

    def rebase(self) -> None:
        """Adopt the newest generations another program has made."""
        self._rebase_due = False
        root = newest_root(self.disk, self.months)
        if root is None or (self.root is not None and root.head.gen <= self.root.head.gen):
            return
        if root.head.through > self.sequence:
            return
        for partition in self.state.partitions.values():
            partition.rebase(root.months, self.state.shelf)
        self.root = root
        self.pending = sum(1 for _ in self.journal.backwards(root.head.through))
        self.pending_bytes = self.journal.offset

    def _month(self, head: Head) -> Tables:
        """The documents of a generation. CouldNot if they cannot be had."""
        for _ in range(100):
            mended = self._mended.get(head.file)
            if mended is not None:
                return upgraded_tables(parse(mended[1]), head.schema)
            try:
                data = read_file(self.disk, f"{self.months}/{head.file}")
                body = data[max(0, len(data) - head.size) :]
                check_body(head, body)
                return upgraded_tables(parse(body), head.schema)
            except FileNotFoundError:
                root = newest_root(self.disk, self.months)
                newer = root.months.get(head.name) if root else None
                if newer is not None and newer.gen > head.gen:
                    head = newer  # folded twice since: later changes come with the next refresh
                    continue
            except Damaged:
                pass
            except OSError as error:
                raise CouldNot(
                    f"{month_in_words(head.name)} cannot be read ({error.strerror})",
                    "check the disk, then try again",
                ) from error
            self._repair(head)
        raise CouldNot(f"{month_in_words(head.name)} cannot be read", "try again")

    def _repair(self, head: Head) -> None:
        path = f"{self.months}/{head.file}"
        body = rebuilt(self.disk, self.months, self.backups, self.journal, head)
        where = month_in_words(head.name)
        if body is None:
            if where not in self.trouble.lost:
                self.trouble.lost.append(where)
            raise CouldNot(
                f"{where} is damaged and could not be repaired",
                "restore a backup: taskwell restore FILE",
            )
        kept = None
        with contextlib.suppress(OSError):
            data = read_file(self.disk, path)
            if data and is_json(data):
                kept = self.set_aside(f"{head.name}.changed", data)
        self._mended[head.file] = (head, body)
        documents = sum(contents.count for contents in head.tables.values())
        self.say(repaired_notice(head.name, documents, kept))

    def set_aside(self, name: str, data: bytes) -> str | None:
        """Keep bytes in quarantine under a name of their content; where, or None if impossible."""
        file = f"{name}-{crc32(data):08x}"
        try:
            self.disk.mkdir(self.quarantine)
            if file not in self.disk.sizes(self.quarantine):
                put_file(self.disk, f"{self.quarantine}/{file}", [data], durable=False)
        except OSError:
            return None
        return f"quarantine/{file}"

    # -- writing: only under the lock ---------------------------------------------------------

    def prepare(self) -> News | None:
        """Catch up, repair what needs it and leave nothing unfinished behind."""
        news = self.catch_up()
        if self._stray and (self.seen.read() or 0) > self.sequence:
            news = self._again()
        if self.why_read_only():
            return news
        news = news or News()
        if self._headless:
            self.journal.begin(self.sequence, current(), "")
            self._headless = False
        if news.whole:
            self._consume(self.journal.news() or b"", news)
        if self._left_over:
            self._mend(self._left_over, news)
        for file, (head, body) in list(self._mended.items()):
            data = first_line(head) + body
            with contextlib.suppress(OSError):  # made again at every opening until it succeeds
                put_file(self.disk, f"{self.months}/{file}", [data], durable=True)
                del self._mended[file]
        return news if news.records or news.whole else None

    def _mend(self, tail: bytes, news: News) -> None:
        """Nobody writes while we hold the lock: what stands behind the last newline is left over."""
        record = record_at_end(tail)
        offset = self.journal.offset
        self.journal.isolate(tail)
        self._left_over = b""
        self.pending_bytes += len(tail) + 1
        if record is not None and record.sequence == self.sequence + 1:
            self._take(record)
            news.records.append(record)
        elif record is None or record.sequence > self.sequence:
            self.set_aside(f"{self.journal.number:06d}-{offset}.fragment", tail)
            self.say(
                Notice(
                    f"fragment-{self.journal.number}-{offset}",
                    "An unfinished save was set aside",
                    "note",
                )
            )

    def commit(
        self,
        why: str,
        operations: list[Op],
        at: str,
        *,
        fold: str | None = None,
        undid: tuple[int, ...] = (),
        redid: int | None = None,
    ) -> Record:
        """Make one transaction durable, then part of memory. CouldNot: nothing has happened.

        Takes the operations out of the list: memory gets what the journal's bytes say.
        """
        line = encode(self.sequence + 1, at, why, operations, fold=fold, undid=undid, redid=redid)
        append_safely(self, line, at)
        record = Record(self.sequence + 1, at, why, fold, undid, redid, line[:-1])
        operations.clear()
        self.seen.write(record.sequence)
        self.pending_bytes += len(line)
        self._take(record)
        return record

    def create(self, at: str) -> None:
        """Lay out an empty ledger and load it. Only under the lock."""
        for folder in (self.folder, f"{self.folder}/journal", self.months):
            self.disk.mkdir(folder)
        if not self.journal.numbers():
            self.journal.number = 0
            self.journal.begin(0, current(), at)
        self.disk.fsync_folder(self.folder)
        self.load()

    def begin_anew(self, after: int, at: str) -> None:
        """Lay out an empty ledger in an emptied folder and load it. Only under the lock.

        Its first segment gets the number behind `after`, for other programs to see that theirs is
        gone.
        """
        for folder in (f"{self.folder}/journal", self.months):
            self.disk.mkdir(folder)
        self.journal.number = after
        self.journal.begin(0, current(), at)
        self.disk.fsync_folder(self.folder)
        self._said.clear()
        self.broken = None
        self.load()

    @property
    def wants_fold(self) -> bool:
        """Whether enough is pending that folding it pays."""
        return not self.frozen and (
            self.pending > FOLD_OPERATIONS or self.pending_bytes > FOLD_BYTES
        )

    def close(self) -> None:
        """Give all descriptors back."""
        self.journal.close()
        self.seen.close()
