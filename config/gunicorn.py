"""How gunicorn serves a copy: `gunicorn -c python:config.gunicorn config.wsgi`.

The settings are read here first, so that a wrong one stops the start with its one line instead of a worker's traceback.
"""

from typing import Any

from config import env, settings
from ibasho.front.web import spread

workers = env.number("WEB_WORKERS", 2)
# One of them stays free to say that it is crowded (front/web/seats.py).
threads = env.number("WEB_THREADS", 4)
worker_class = "ibasho.front.web.probes.Worker"  # beside them two for /healthz and /readyz alone
proc_name = f"ibasho-{settings.CITY_SLUG}"
accesslog = "-"
access_log_format = (
    "%(t)s %(m)s %(U)s %(s)s"  # the path alone: a query string may hold where a child looks for a place
)
limit_request_line = 4_094
limit_request_fields = 60


def post_worker_init(worker: Any) -> None:
    """The application learns how many threads answer in this process."""
    worker.wsgi.furnish(worker.cfg.threads)


def child_exit(_server: Any, worker: Any) -> None:
    """However a worker ended: nobody leaves a line to it any more."""
    spread.BOARD.gone(worker.age)
