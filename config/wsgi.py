"""The door for gunicorn (config/gunicorn.py)."""

import gc

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from ibasho.front.web.seats import Seats

application = Seats(get_wsgi_application())
# The code of all pages is read before anybody comes: else whoever asked a process first waited for it, `/healthz` with them.
_pages = get_resolver().url_patterns
# What is loaded now stays as long as the process: looking through it again and again for garbage would cost every answer.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
