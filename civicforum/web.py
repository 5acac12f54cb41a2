"""The web process of `make run`: prepares the portal, then serves it from the same process.

Loading Django takes longer than preparing what is prepared already, so it is done once; the
workers that gunicorn forks inherit it. Its arguments are gunicorn's.
"""

import sys

from django.db import connections
from gunicorn.app.wsgiapp import WSGIApplication

from civicforum import prepare


def main() -> int:
    """Prepare, then serve until stopped; return 1 when preparing failed."""
    if prepare.main():
        return 1
    connections.close_all()  # no worker may inherit one
    sys.argv = ["gunicorn", "-c", "python:civicforum.local.gunicorn_conf", *sys.argv[1:]]
    WSGIApplication("%(prog)s [OPTIONS]", prog="gunicorn").run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
