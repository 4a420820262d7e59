"""The tables of network, cut by noun."""

from ibasho.rooms.network.models.meetings import (
    Decision,
    Invitation,
    Loan,
    LoanItem,
    Material,
    Meeting,
    PollAnswer,
    PollDay,
    SurveyQuestion,
    SurveyReply,
    Todo,
)
from ibasho.rooms.network.models.register import (
    Agreement,
    Contact,
    ContactPerson,
    Hygiene,
    Insurance,
    Profile,
    Sheet,
    SheetIssue,
)
from ibasho.rooms.network.models.starting import HandingOn, StartUp, Step
from ibasho.rooms.network.models.supporting import Grant, GrantUse, Match, Notice, SentReport, Supporter

__all__ = [
    "Agreement",
    "Contact",
    "ContactPerson",
    "Decision",
    "Grant",
    "GrantUse",
    "HandingOn",
    "Hygiene",
    "Insurance",
    "Invitation",
    "Loan",
    "LoanItem",
    "Match",
    "Material",
    "Meeting",
    "Notice",
    "PollAnswer",
    "PollDay",
    "Profile",
    "SentReport",
    "Sheet",
    "SheetIssue",
    "StartUp",
    "Step",
    "Supporter",
    "SurveyQuestion",
    "SurveyReply",
    "Todo",
]
