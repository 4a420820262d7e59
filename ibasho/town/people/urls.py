"""Addresses of people at three doors, beside allauth's own under /accounts/."""

from django.urls import path

from ibasho.town.people.views import (
    account,
    appointing,
    data_asks,
    desk,
    entrance,
    organisations,
    protection,
    renewing,
)

app_name = "people"
_entrance = [
    path("accounts/home/", entrance.home, name="home"),
    path("accounts/second-factor/", entrance.second_factor, name="second_factor"),
    path("accounts/invitation/", entrance.invitation, name="invitation"),
    path("accounts/invitation/<str:token>/", entrance.invitation_open, name="invitation_open"),
]
_about_me = [
    path("about-me/", data_asks.about_me, name="about_me"),
    path("about-me/<str:public_id>/", data_asks.about_me_answer, name="about_me_answer"),
]
_my = [
    path("my/account/", account.account, name="account"),
    path("my/account/edit/", account.account_edit, name="account_edit"),
    path("my/account/data/", account.my_data, name="my_data"),
    path("my/account/data.json", account.my_data_json, name="my_data_json"),
    path("my/account/sign-out/", account.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("my/account/stay/", account.stay, name="stay"),
    path("my/account/close/", account.account_close, name="account_close"),
    path("my/account/roles/<int:membership_id>/leave/", account.leave_role, name="leave_role"),
]
_ops = [
    path("ops/members/", organisations.ops_organisations, name="ops_organisations"),
    path("ops/members/<str:public_id>/", organisations.ops_organisation, name="ops_organisation"),
    path("ops/members/<str:public_id>/invite/", organisations.ops_invite, name="ops_invite"),
    path("ops/members/<str:public_id>/contact/", organisations.ops_contact, name="ops_contact"),
    path("ops/invitations/<str:public_id>/withdraw/", organisations.ops_withdraw, name="ops_withdraw"),
    path("ops/roles/<int:membership_id>/end/", organisations.ops_end_role, name="ops_end_role"),
]
_ORGANISATION = "desk/people/organisations/<str:public_id>/"
_PERSON = "desk/people/<str:public_id>/"
_desk = [
    path("desk/people/", desk.desk_people, name="desk_people"),
    path("desk/people/organisations/", desk.desk_organisations, name="desk_organisations"),
    path("desk/people/organisations/new/", desk.desk_register, name="desk_register"),
    path(_ORGANISATION, organisations.desk_organisation, name="desk_organisation"),
    path(f"{_ORGANISATION}invite/", organisations.desk_invite, name="desk_invite"),
    path(f"{_ORGANISATION}contact/", organisations.desk_contact, name="desk_contact"),
    path(f"{_ORGANISATION}close/", desk.desk_close_organisation, name="desk_close_organisation"),
    path(f"{_ORGANISATION}act-for/", desk.desk_act_for, name="desk_act_for"),
    path("desk/people/acting/stop/", desk.acting_stop, name="acting_stop"),
    path(
        "desk/people/invitations/<str:public_id>/withdraw/", organisations.desk_withdraw, name="desk_withdraw"
    ),
    path("desk/people/roles/<int:membership_id>/end/", organisations.desk_end_role, name="desk_end_role"),
    path("desk/people/protection/", protection.desk_protections, name="desk_protections"),
    path("desk/people/protection/checked/", protection.desk_protection_check, name="desk_protection_check"),
    path("desk/people/protection/<int:protection_id>/lift/", protection.desk_lift, name="desk_lift"),
    path("desk/people/appointments/", appointing.desk_appointments, name="desk_appointments"),
    path(
        "desk/people/appointments/<int:appointment_id>/",
        appointing.desk_appointment_do,
        name="desk_appointment_do",
    ),
    path("desk/people/renew/", renewing.desk_renew, name="desk_renew"),
    path("desk/people/asks/", data_asks.desk_asks, name="desk_asks"),
    path("desk/people/asks/<str:public_id>/", data_asks.desk_ask_answer, name="desk_ask_answer"),
    path(_PERSON, desk.desk_person, name="desk_person"),
    path(f"{_PERSON}grant/", desk.desk_grant, name="desk_grant"),
    path(f"{_PERSON}extend/", desk.desk_extend, name="desk_extend"),
    path(f"{_PERSON}disable/", desk.desk_disable, name="desk_disable"),
    path(f"{_PERSON}sign-out/", desk.desk_sign_out, name="desk_sign_out"),
    path(f"{_PERSON}enable/", desk.desk_enable, name="desk_enable"),
    path(f"{_PERSON}second-factor/", desk.desk_reset_second_factor, name="desk_reset_second_factor"),
    path(f"{_PERSON}protect/", protection.desk_protect, name="desk_protect"),
]
urlpatterns = [*_entrance, *_about_me, *_my, *_ops, *_desk]
