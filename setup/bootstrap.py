"""`python3 -m setup.bootstrap run|lint|test`: install what is missing, then start the portal.

Kept to words that very old Pythons understand, so that they can say they are too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where it is checked
    sys.exit(
        "CivicForum needs Python 3.11 or newer and this is {}.{}: "
        "install a newer one and name it, for example `make run PYTHON=python3.12`.".format(
            *sys.version_info
        )
    )

from setup.main import main

sys.exit(main(sys.argv[1:]))
