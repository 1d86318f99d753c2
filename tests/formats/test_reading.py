"""Files that are no text of any format: one sentence each."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from taskwell.errors import BadInput
from taskwell.formats import registry
from taskwell.formats.reading import Options, read_source, source_of
from taskwell.timekeeping.zones import zone

OPTIONS = Options(zone("UTC"))
TOGGL = "Client,Project,Start date,Start time,End date,End time,Duration,Tags\n"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("report.csv", TOGGL)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b" \n\r\n", "is empty"),
        (zipped(), "is a ZIP archive"),
        (gzip.compress(TOGGL.encode(), mtime=0), "is a gzip archive"),
        (TOGGL.encode("utf-16"), "is UTF-16 text"),
        (TOGGL.encode("utf-16-le"), "is UTF-16 text"),
        (TOGGL.encode("utf-16-be"), "is UTF-16 text"),
        (bytes(range(256)) + b"\0" * 50, "is no text file"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, what: str) -> None:
    with pytest.raises(BadInput) as caught:
        source_of(data, "report.csv")
    assert str(caught.value).startswith(f"report.csv {what}")
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        read_source(str(tmp_path / "nothing.csv"))
    with pytest.raises(BadInput, match="is a folder"):
        read_source(str(tmp_path))


def test_auto_says_what_it_recognised_and_by_what(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text(TOGGL, encoding="utf-8")
    reading = registry.read(str(file), "auto", OPTIONS)
    assert reading.format == "toggl"
    assert reading.why.startswith("its header names Start date, Start time")
    file.write_text('[{"id":1,"start":"20240304T090000Z"}]', encoding="utf-8")
    reading = registry.read(str(file), "auto", OPTIONS)
    assert (reading.format, reading.why) == (
        "timewarrior",
        "it is JSON with stamps such as 20240304T091500Z",
    )


def test_a_file_that_looks_like_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("Dear diary,\ntoday\n", encoding="utf-8")
    with pytest.raises(BadInput, match="looks like no format") as caught:
        registry.read(str(file), "auto", OPTIONS)
    assert caught.value.what_to_do.startswith("name one: toggl, timewarrior, ")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("togl", "There is no format 'togl'; did you mean toggl?"),
        ("csv-scores", "The format csv-scores does not go this way"),
        ("timewarrior-json", "The format timewarrior-json does not go this way"),
    ],
)
def test_other_formats_are_answered_honestly(name: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        registry.incoming(name)
    assert str(caught.value).startswith(said)


def test_every_format_that_goes_a_way_has_the_functions_for_it() -> None:
    for each in registry.FORMATS.values():
        if each.reads:
            assert callable(each.reader().sniff)
            assert callable(each.reader().parse)
        if each.whole:
            assert callable(each.whole_writer())
        elif each.writes:
            assert callable(each.writer().write)
