"""How gunicorn serves the portal, on a laptop and in production alike.

`HOST`, `PORT` and `WEB_CONCURRENCY` (worker processes) come from the environment.
"""

import sys

from civicforum.local import Problem
from civicforum.local.address import Address, web_processes

try:
    bind = Address.chosen().bind
    workers = web_processes()
except Problem as problem:
    sys.exit(str(problem))

wsgi_app = "civicforum.wsgi:application"
preload_app = True  # the code is read once, and its memory shared
worker_class = "gthread"
threads = 4
keepalive = 5
graceful_timeout = 8
max_requests = 20_000
max_requests_jitter = 2_000

accesslog = None  # addresses of visitors are personal data
errorlog = "-"
loglevel = "warning"
control_socket_disable = True  # it would lie in the user's own folder and be shared by accident
