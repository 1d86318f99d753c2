"""The log as a report in Markdown, out: see `report_pages`."""

from __future__ import annotations

from taskwell.formats.report_pages import write_markdown as write

__all__ = ["write"]
