"""Addresses of network: 交流会."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.network.views import (
    meetings_after,
    meetings_desk,
    meetings_group,
    meetings_invite,
    meetings_papers,
    todos_desk,
)

_DESK, _OPS, _LINK = "desk/network/meetings/", "ops/network/meetings/", "network/m/<str:token>/"
_ONE = f"{_DESK}<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path(_DESK, meetings_desk.meetings, name="desk_meetings"),
    path(f"{_DESK}new/", meetings_desk.new, name="desk_meeting_new"),
    path("desk/network/todos/", todos_desk.todos, name="desk_todos"),
    path("desk/network/todos/new/", todos_desk.new, name="desk_todo_new"),
    path("desk/network/todos/<str:public_id>/do/", todos_desk.do, name="desk_todo_do"),
    path("desk/network/invitations/<str:public_id>/", meetings_invite.invitation, name="desk_invitation"),
    path(
        "desk/network/invitations/<str:public_id>/letter.pdf",
        meetings_papers.letter,
        name="desk_invitation_letter",
    ),
    path(_ONE, meetings_desk.one, name="desk_meeting"),
    path(f"{_ONE}edit/", meetings_desk.change, name="desk_meeting_change"),
    path(f"{_ONE}do/", meetings_desk.do, name="desk_meeting_do"),
    path(f"{_ONE}days/", meetings_invite.poll, name="desk_meeting_poll"),
    path(f"{_ONE}days/<int:day>/", meetings_invite.poll_day, name="desk_meeting_poll_day"),
    path(f"{_ONE}groups/", meetings_invite.invite, name="desk_meeting_invite"),
    path(f"{_ONE}attendance/", meetings_after.attendance, name="desk_meeting_attendance"),
    path(f"{_ONE}minutes/", meetings_after.minutes_page, name="desk_meeting_minutes"),
    path(f"{_ONE}minutes.pdf", meetings_papers.minutes, name="desk_meeting_minutes_pdf"),
    path(f"{_ONE}meeting.ics", meetings_papers.calendar, name="desk_meeting_calendar"),
    path(f"{_ONE}materials/", meetings_after.materials_page, name="desk_meeting_materials"),
    path(f"{_ONE}materials/<str:material_id>/", meetings_after.material, name="desk_meeting_material"),
    path(
        f"{_ONE}materials/<str:material_id>/remove/",
        meetings_after.material_remove,
        name="desk_meeting_material_remove",
    ),
    path(f"{_ONE}survey/", meetings_after.survey_page, name="desk_meeting_survey"),
    path(_OPS, meetings_group.ops_meetings, name="ops_meetings"),
    path("ops/network/todos/<str:public_id>/do/", meetings_group.ops_todo_do, name="ops_todo_do"),
    path(f"{_OPS}<str:public_id>/", meetings_group.ops_meeting, name="ops_meeting"),
    path(f"{_OPS}<str:public_id>/meeting.ics", meetings_group.ops_calendar, name="ops_meeting_calendar"),
    path(f"{_OPS}<str:key>/file/<str:material_id>/", meetings_group.ops_file, name="ops_meeting_file"),
    path(_LINK, meetings_group.link, name="meeting_link"),
    path(f"{_LINK}meeting.ics", meetings_group.link_calendar, name="meeting_link_calendar"),
    path("network/m/<str:key>/file/<str:material_id>/", meetings_group.link_file, name="meeting_link_file"),
]
