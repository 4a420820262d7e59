"""The addresses of a demo: the city's own, and the page where one becomes somebody. Settings choose them for a demo only."""

from django.urls import include, path

from demo import views
from demo.line import views as line
from demo.payments import views as payments

handler500 = "ibasho.base.ui.views.broken"
urlpatterns = [
    path("", include("ibasho.front.web.urls")),
    path("demo/", views.doors, name="demo_doors"),
    path("demo/mail/", views.mail, name="demo_mail"),
    path("demo/enter/<slug:code>/", views.enter, name="demo_enter"),
    path("demo/line/", line.phone, name="demo_line"),
    path("demo/line/v2/bot/message/push", line.push, name="demo_line_push"),
    path("demo/line/v2/bot/message/reply", line.reply, name="demo_line_reply"),
    path("demo/payments/v1/checkout/sessions", payments.sessions, name="demo_pay_sessions"),
    path("demo/payments/v1/checkout/sessions/<slug:session_id>", payments.session, name="demo_pay_session"),
    path("demo/payments/v1/refunds", payments.refunds, name="demo_pay_refunds"),
    path("demo/payments/checkout/<slug:session_id>/", payments.checkout, name="demo_pay_checkout"),
]
