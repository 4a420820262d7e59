"""The journal's two tables. No foreign keys: what is written down never interferes with live data."""

from __future__ import annotations

import pgtrigger
from django.db import models


class Entry(models.Model):
    """One thing done. `data` holds ids, codes and names of changed fields, never personal data."""

    at = models.DateTimeField("いつ")
    verb = models.CharField("何をしたか", max_length=80)  # places.place.approve
    noun = models.CharField("何に", max_length=60)  # places.Place
    object_id = models.CharField("どれに", max_length=40)
    person_id = models.BigIntegerField("だれが", null=True)
    acting_for = models.BigIntegerField("だれに代わって", null=True)  # organisation
    via = models.CharField("どうやって", max_length=12)
    job = models.CharField("仕事の名前", max_length=80, blank=True)
    why = models.CharField("わけ", max_length=400, blank=True)
    data = models.JSONField("くわしく", default=dict)
    transaction = models.BigIntegerField("トランザクション", db_index=True)  # xid8 of the write, for the seal

    class Meta:
        indexes = [
            models.Index(fields=["noun", "object_id", "id"], name="journal_entry_thing"),
            models.Index(fields=["person_id", "id"], name="journal_entry_person"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Seal(models.Model):
    """The place of one entry in the hash chain. `hash` covers the entry and the seal before it."""

    position = models.BigIntegerField("何番目", primary_key=True)
    entry_id = models.BigIntegerField("きろく", unique=True)
    hash = models.CharField("ハッシュ", max_length=64)

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
