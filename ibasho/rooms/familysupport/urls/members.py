"""Addresses of family support: what everybody reads, the members, the courses, the centre."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.familysupport.views import (
    centre_desk,
    courses_desk,
    members_account,
    members_list,
    members_one,
    members_public,
)

_ONE = "desk/support/members/<str:public_id>/"
_COURSE = "desk/support/courses/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("support/", members_public.about, name="about"),
    path("support/join/", members_public.join, name="join"),
    path("support/join/thanks/", members_public.join_thanks, name="join_thanks"),
    path("support/join/paper/", members_public.join_paper, name="join_paper"),
    path("desk/support/members/", members_list.desk_members, name="desk_members"),
    path("desk/support/members/new/", members_list.desk_member_new, name="desk_member_new"),
    path("desk/support/active/", members_list.desk_active, name="desk_active"),
    path("desk/support/active/list/", members_list.desk_active_list, name="desk_active_list"),
    path(_ONE, members_one.desk_member, name="desk_member"),
    path(f"{_ONE}edit/", members_one.desk_member_edit, name="desk_member_edit"),
    path(f"{_ONE}interview/", members_one.desk_member_interview, name="desk_member_interview"),
    path(f"{_ONE}kind/", members_one.desk_member_kind, name="desk_member_kind"),
    path(f"{_ONE}account/", members_account.desk_member_account, name="desk_member_account"),
    path(
        f"{_ONE}account/remove/",
        members_account.desk_member_account_remove,
        name="desk_member_account_remove",
    ),
    path(f"{_ONE}pause/", members_one.desk_member_pause, name="desk_member_pause"),
    path(f"{_ONE}end/", members_one.desk_member_end, name="desk_member_end"),
    path(f"{_ONE}certificate/", members_one.desk_member_certificate, name="desk_member_certificate"),
    path(f"{_ONE}step/<str:step>/", members_one.desk_member_step, name="desk_member_step"),
    path("desk/support/courses/", courses_desk.desk_courses, name="desk_courses"),
    path("desk/support/courses/new/", courses_desk.desk_course_new, name="desk_course_new"),
    path(_COURSE, courses_desk.desk_course, name="desk_course"),
    path(f"{_COURSE}edit/", courses_desk.desk_course_edit, name="desk_course_edit"),
    path(f"{_COURSE}cancel/", courses_desk.desk_course_cancel, name="desk_course_cancel"),
    path("desk/support/centre/", centre_desk.desk_centre, name="desk_centre"),
    path("desk/support/centre/edit/", centre_desk.desk_centre_edit, name="desk_centre_edit"),
    path("desk/support/centre/rules/", centre_desk.desk_rules_new, name="desk_rules_new"),
    path(
        "desk/support/centre/rules/<int:key>/remove/", centre_desk.desk_rules_remove, name="desk_rules_remove"
    ),
    path("desk/support/centre/insurance/", centre_desk.desk_policy_new, name="desk_policy_new"),
    path("desk/support/centre/insurance/<int:key>/", centre_desk.desk_policy, name="desk_policy"),
    path(
        "desk/support/centre/insurance/<int:key>/remove/",
        centre_desk.desk_policy_remove,
        name="desk_policy_remove",
    ),
]
