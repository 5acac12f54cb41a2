"""What a document can be written as."""

from collections.abc import Callable, Mapping

from civicforum.kit.papers.document import Paper
from civicforum.kit.papers.hwpx import write_hwpx
from civicforum.kit.papers.pdf import write_pdf
from civicforum.kit.papers.workbook import write_workbook

#: What a document is written as: by whom, and what it is then sent as.
FORMATS: Mapping[str, tuple[Callable[[Paper], bytes], str]] = {
    "hwpx": (write_hwpx, "application/hwp+zip"),
    "pdf": (write_pdf, "application/pdf"),
    "xlsx": (
        write_workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
