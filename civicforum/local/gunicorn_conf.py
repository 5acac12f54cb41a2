"""How gunicorn serves the portal, on a laptop and in production alike.

`HOST`, `PORT` and `WEB_CONCURRENCY` (worker processes) come from the environment.
"""

import os

_host = os.environ.get("HOST") or "127.0.0.1"
bind = f"[{_host}]:{os.environ.get('PORT') or 8000}" if ":" in _host else None
bind = bind or f"{_host}:{os.environ.get('PORT') or 8000}"

wsgi_app = "civicforum.wsgi:application"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
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
