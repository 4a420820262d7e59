"""C. DV・支援措置: a canary on everything the house keeps about protected people comes out nowhere (28–35)."""

from __future__ import annotations

import inspect
import json
import logging
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import segno
from django.db import models, transaction
from django.test import Client
from django.urls import resolve

from ibasho.base.kernel import clock
from ibasho.base.kernel.tables import read_table
from ibasho.base.ports import pdf
from ibasho.base.ui import exports
from ibasho.town.people.models import Person, Protection
from ibasho.town.places.models import Signup
from tests import house, make, objects
from tests.people import Cast, cast
from tests.signing_in import sign_in
from tests.town.payouts import ground as payouts
from tests.trust import canaries, exporters
from tests.trust.walking import Address, addresses

WHO = ("anonymous", "fumi", "aoi", "mado", "tsubaki", "megumi", "sumi", "tomoe", "hana", "ken", "tamotsu")

# --- who works with the person, and sees them on a screen (docs/protection.md says why) ---
ADVISER, MONEY, LEAD, FLAGS = "megumi", "fumi aoi", "hana", "fumi"
SCREENS = {
