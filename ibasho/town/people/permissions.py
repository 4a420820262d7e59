"""What one may be allowed to do. Named `<ROOM>_<DEED>`; roles.py says who may."""

from __future__ import annotations

from enum import StrEnum, auto


class Permission(StrEnum):
    DESK_ENTER = auto()  # see the city's desk at all
    OPS_ENTER = auto()  # see the door of groups, shops and farms

    PEOPLE_MANAGE = auto()  # invite, end and change accounts and roles
    PEOPLE_CONFIRM = auto()  # the second person: a role of the city begins with their word
    PEOPLE_READ = auto()  # look up people and organisations
    ORGANISATIONS_EDIT = auto()  # name, phone, page of one's own organisation (city: register, change, close)
    PEOPLE_PROTECT = auto()  # set and lift the protection flag (DV・支援措置)
    PEOPLE_ACT_FOR = auto()  # type in for an organisation (phone, paper, counter)
    JOURNAL_READ = auto()  # who did what
    OUTBOX_MANAGE = auto()  # see what was not sent, send it again or drop it

    PLACES_EDIT = auto()  # edit the places of one's own organisation (city: every place)
    PLACES_APPROVE = auto()  # publish, refuse, pause, hand a claim over
    PLACES_IMPORT = auto()  # take open-data files in
    PLACES_VERIFY = auto()  # confirm by phone that an entry is still true
    PLACES_MODERATE = auto()  # notes by children, reports of mistakes
    SESSIONS_RUN = auto()  # events, reception, headcount
    AREAS_MANAGE = auto()  # boundary, districts, towns, stages, people by cell, streets
    REACH_READ = auto()  # 空白地区: studies, plans, what-if
    REACH_PLAN = auto()  # run studies, make plans, turn one into draft places
    REACH_VISIT = auto()  # 出張開設: pairs, kit, counts of each visit
    MEALS_READ = auto()  # food tickets: funds, pools, shops, ledger, signs
    MEALS_MANAGE = auto()  # pools, shops, cards, moderation, what needs a look
    MEALS_COUNTER = auto()  # counter cash, handing out and replacing cards, typing paper stubs
    MEALS_MONEY = auto()  # bank files, refunds, closing the month, settings of a fund
    MEALS_SHOP = auto()  # a shop's own contract, devices, PIN, statements (city: none)
    MEALS_TILL = auto()  # a shop's own today page, ribbon counts
    OPENHOUSE_READ = auto()  # spaces, applications, statistics of every place (city)
    OPENHOUSE_MANAGE = auto()  # spaces, faces, versions, improvements
    OPENHOUSE_APPLY = (
        auto()
    )  # apply for a space in the name of one's group (city: none, it types in for a group)
    OPENHOUSE_APPROVE = auto()  # 起案, 確認, 決裁 of applications
    OPENHOUSE_DOOR = auto()  # heads, seats, cards, diary of the day
    OPENHOUSE_SAFETY = auto()  # けが・ヒヤリハット・苦情, safety sheets, answers after a disaster
    OPENHOUSE_ALARM = auto()  # close and open a whole area, begin and end a disaster (city)
    ROSTER_SEE = auto()  # the board: who is there when
    ROSTER_MANAGE = auto()  # rosters, shifts, helpers, offers
    ROSTER_SAFEGUARD = auto()  # safeguarding dates, only in the organisation in which it is held
    ROSTER_HOURS = auto()  # came and left, approving hours
    ROSTER_PAY = auto()  # close a month of honoraria
    SUPPORT_ADVISE = auto()  # family support: members, requests, who helps whom, reports, incidents
    SUPPORT_FIGURES = auto()  # family support: figures, unmet demand, what-if; never a family
    SUPPORT_SETTINGS = auto()  # family support: centre, rules, tariff
    SUPPORT_MONEY = auto()  # family support: saying yes to a closed month, paying it
    VOICES_READ = auto()  # hearings, results, who was heard (city)
    VOICES_COLLECT = auto()  # type in sheets, count stickers, open a stall; a group: at its own places
    VOICES_MANAGE = auto()  # hearings, questions, themes, decisions, publishing (two people)
    VOICES_MODERATE = auto()  # read what was written before it stands on a page
    CONCERNS_HANDLE = auto()  # こども家庭センター alone: what reached it
    CARE_NOTE = auto()  # write a note to the centre and see what became of one's own
    CARE_HANDLE = auto()  # こども家庭センター alone: notes and referrals, consultations
    CARE_LEAD = (
        auto()
    )  # the centre's supervisors: who handles, who may not, reviews, settings, what goes outside
    CARE_WELCOME = auto()  # a place answers whom the centre asks it to welcome
    CARE_FIGURES = auto()  # outside the centre: consultations as released, where notes never come from
    NETWORK_READ = auto()  # register of groups, meetings, start-ups, supporters (city and CSW)
    NETWORK_WRITE = auto()  # contacts, sheets, to-dos, typing in what groups answered
    NETWORK_MANAGE = auto()  # agreements, meetings, start-ups, matching, grants, what the public page shows
    NETWORK_OWN = (
        auto()
    )  # a group's own page: to-dos, answers, lending, wants and offers, reports (city: none)
    SURPLUS_READ = auto()  # offers, receivers, proposals, hand-overs (city and CSW)
    SURPLUS_WRITE = auto()  # type in offers, wishes and hand-overs for anybody
    SURPLUS_MANAGE = auto()  # confirm who gets it, drivers, drop-off points, recall, thanks
    SURPLUS_OWN = auto()  # a group's, shop's or farm's own offers, wishes and answers (city: none)
    BULLETIN_READ = auto()  # notices, papers, schools, who was reached (city and CSW)
    BULLETIN_WRITE = auto()  # write notices, papers and schools; type in a group's 活動だより
    BULLETIN_MANAGE = auto()  # send, show a 活動だより, correct readings, LINE
    BULLETIN_OWN = auto()  # a group's own 活動だより (city: none)
    SURPLUS_HAND = auto()  # note a hand-over, what became of it, the kitchen's record, in one's own group
    REPORTS_READ = (
        auto()
    )  # programme lines, pilots, indicators, the yearly report before it is out (city and CSW)
    REPORTS_WRITE = (
        auto()
    )  # lines, pilots, 課題, decisions, targets, reviews typed in, the report's words, April
    REPORTS_PUBLISH = auto()  # the second person: show a review, publish or withdraw a yearly report
    REPORTS_OWN = auto()  # what a group says of its own place (city: none, it types in)
    PAYOUTS_READ = auto()  # payees and runs
    PAYOUTS_PREPARE = auto()  # payees, 起案, files, results
    PAYOUTS_APPROVE = auto()  # 確認 and 決裁, by two different people
