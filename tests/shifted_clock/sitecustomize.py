"""For processes beside the tests: Django's clock goes ahead by CLOCK_AHEAD seconds.

Python runs it at its start where this folder is in PYTHONPATH.
"""

import datetime as dt
import os

from django.utils import timezone

_true = timezone.now
_ahead = dt.timedelta(seconds=float(os.environ.get("CLOCK_AHEAD", "0")))
timezone.now = lambda: _true() + _ahead
