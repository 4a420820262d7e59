"""The door for gunicorn (config/gunicorn.py)."""

import gc
import sys

from django.core.wsgi import get_wsgi_application

from ibasho.front.web.seats import Seats

application = Seats(get_wsgi_application())
# What is loaded now stays as long as the process: looking through it again and again for garbage would cost every answer.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
# A page that is made takes the processor for tens of milliseconds; an answer that lies ready beside it gets its turn after one, not five.
sys.setswitchinterval(0.001)
