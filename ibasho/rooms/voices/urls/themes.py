"""Addresses of voices: themes, decisions, what came of it, the slip."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.voices.views import slip, themes_answering, themes_desk, themes_papers, themes_public

_ONE = "desk/voices/themes/<str:public_id>/"
_HEARING = "desk/voices/h/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("voices/slip/", slip.slip, name="slip"),
    path("voices/answers/", themes_public.answers, name="answers"),
    path("voices/answers/photo/<str:public_id>/", themes_public.photo, name="done_photo"),
    path("voices/answers/<str:public_id>/", themes_public.theme, name="theme"),
    path("desk/voices/themes/", themes_desk.board, name="desk_themes"),
    path("desk/voices/done/<str:public_id>/<str:to>/", themes_answering.done_set, name="desk_done_set"),
    path("desk/voices/told/<int:told>/back/", themes_answering.untell, name="desk_untell"),
    path(_HEARING + "themes/", themes_desk.group, name="desk_grouping"),
    path(_HEARING + "themes/new/", themes_desk.new, name="desk_theme_new"),
    path(_HEARING + "answers.pdf", themes_papers.hearing_poster, name="desk_answers_poster"),
    path(_ONE, themes_answering.one, name="desk_theme"),
    path(_ONE + "edit/", themes_desk.edit, name="desk_theme_edit"),
    path(_ONE + "drop/", themes_desk.drop, name="desk_theme_drop"),
    path(_ONE + "restore/", themes_desk.restore, name="desk_theme_restore"),
    path(_ONE + "decide/", themes_answering.decide, name="desk_decide"),
    path(_ONE + "done/", themes_answering.report, name="desk_done"),
    path(_ONE + "take-out/", themes_answering.take_out, name="desk_take_out"),
    path(_ONE + "tell/", themes_answering.tell, name="desk_tell"),
    path(_ONE + "poster.pdf", themes_papers.theme_poster, name="desk_theme_poster"),
    path(_ONE + "letter/", themes_papers.letter, name="desk_theme_letter"),
]
