"""How large, deep and slow a file may be before it is refused."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 64 * MEGABYTE
#: Of one unpacked part of an archive or a compound file, and of all that are read.
PART_BYTES = 48 * MEGABYTE
UNPACKED_BYTES = 96 * MEGABYTE
ARCHIVE_PARTS = 5_000
XML_ELEMENTS = 1_500_000
#: Deep enough for a table in a table in a table; far from Python's own limit.
XML_DEPTH = 120
RECORDS = 3_000_000
PAGES = 3_000
LINES = 200_000
CHARACTERS = 8_000_000
LINE_CHARACTERS = 200_000
#: Of a file taken for text, the share of bytes that may be unreadable.
UNREADABLE_SHARE = 0.05

#: Of the process that reads: what it may hold, compute and take.
ADDRESS_BYTES = 2_500 * MEGABYTE
RESIDENT_BYTES = 500 * MEGABYTE
CPU_SECONDS = 60
SECONDS = 90

#: How often Korean morphology is asked about a broken line, which bounds its share of the seconds.
GLUED_BREAKS = 300
