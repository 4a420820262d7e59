"""Addresses of care: writing a note and seeing what became of one's own."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.care.views import notes_desk, notes_ops

urlpatterns: list[URLPattern] = [
    path("ops/care/", notes_ops.note_write, name="note_write"),
    path("ops/care/sw.js", notes_ops.note_worker, name="note_worker"),
    path("ops/care/state/", notes_ops.note_state, name="note_state"),
    path("ops/care/send/", notes_ops.note_send, name="note_send"),
    path("ops/care/sent/", notes_ops.note_sent, name="note_sent"),
    path("ops/care/paper/", notes_ops.note_paper, name="note_paper"),
    path("ops/care/notes/", notes_ops.notes, name="notes"),
    path("ops/care/notes/<str:public_id>/", notes_ops.note, name="note"),
    path("desk/care/write/", notes_desk.desk_note_write, name="desk_note_write"),
    path("desk/care/sent/", notes_desk.desk_note_sent, name="desk_note_sent"),
    path("desk/care/paper/", notes_desk.desk_note_paper, name="desk_note_paper"),
    path("desk/care/mine/", notes_desk.desk_notes, name="desk_notes"),
    path("desk/care/mine/<str:public_id>/", notes_desk.desk_note, name="desk_note"),
]
