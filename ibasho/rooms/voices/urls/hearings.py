"""Addresses of voices: hearings, their steps and questions."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.voices.views import (
    hearings_desk,
    hearings_hub,
    hearings_public,
    hearings_questions,
    hearings_steps,
)

_DESK, _ONE, _QUESTION = "desk/voices/", "desk/voices/h/<str:public_id>/", "desk/voices/q/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("voices/ask/<str:public_id>/about/", hearings_public.about, name="about"),
    path(_DESK, hearings_desk.desk_hearings, name="desk_hearings"),
    path(f"{_DESK}new/", hearings_desk.desk_hearing_new, name="desk_hearing_new"),
    path(_ONE, hearings_hub.desk_hearing, name="desk_hearing"),
    path(f"{_ONE}edit/", hearings_hub.desk_hearing_edit, name="desk_hearing_edit"),
    path(f"{_ONE}discard/", hearings_hub.desk_hearing_discard, name="desk_hearing_discard"),
    path(f"{_ONE}state/<str:to>/", hearings_hub.desk_hearing_state, name="desk_hearing_state"),
    path(f"{_ONE}steps/<str:kind>/", hearings_steps.desk_step, name="desk_step"),
    path(f"{_ONE}steps/<str:kind>/undo/", hearings_steps.desk_step_undo, name="desk_step_undo"),
    path(f"{_ONE}questions/new/", hearings_questions.desk_question_new, name="desk_question_new"),
    path(f"{_ONE}preview/", hearings_questions.desk_preview, name="desk_preview"),
    path(f"{_ONE}figures/", hearings_questions.desk_figures, name="desk_figures"),
    path(_QUESTION, hearings_questions.desk_question, name="desk_question"),
    path(f"{_QUESTION}move/<str:to>/", hearings_questions.desk_question_move, name="desk_question_move"),
    path(f"{_QUESTION}remove/", hearings_questions.desk_question_remove, name="desk_question_remove"),
]
