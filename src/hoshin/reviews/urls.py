from django.urls import path

from hoshin.reviews.views import (
    agenda,
    answering,
    assessing,
    attachments,
    cases,
    deciding,
    duties,
    gates,
    handing,
    mail,
    meetings,
    reports,
    rounds,
    vocabulary,
    workbook,
)

ROUNDS = [
    path("staff/rounds/", rounds.round_list, name="rounds"),
    path("staff/rounds/new/", rounds.round_new, name="round_new"),
    path("staff/rounds/<int:round>/", rounds.round_detail, name="round"),
    path("staff/rounds/<int:round>/edit/", rounds.round_edit, name="round_edit"),
    path("staff/rounds/<int:round>/board.csv", rounds.round_file, name="round_file"),
    path("staff/rounds/<int:round>/workbook.xlsx", workbook.round_workbook_file, name="round_workbook_file"),
    path("staff/rounds/<int:round>/workbook/", workbook.round_workbook_page, name="round_workbook"),
    path("staff/rounds/<int:round>/turns/<slug:verb>/", rounds.round_turn, name="round_turn"),
]

REPORTS = [
    path("staff/reports/<int:report>/", reports.report_detail, name="report"),
    path("staff/reports/<int:report>/draft/", answering.report_draft, name="report_draft"),
    path("staff/reports/<int:report>/moves/<slug:verb>/", reports.report_move, name="report_move"),
    path("staff/reports/attachments/<int:attachment>/", attachments.attachment_file, name="attachment"),
]

MAIL = [
    path("staff/mail/", mail.mail_choice, name="mail"),
    path("staff/rounds/<int:round>/mails/", mail.round_mails, name="round_mails"),
    path("staff/mails/<int:reminder>/again/", mail.mail_again, name="mail_again"),
]

EDITION = "staff/policies/<slug:policy>/<int:year>/"

VOCABULARY = [
    path(f"{EDITION}vocabulary/", vocabulary.vocabulary, name="vocabulary"),
    path(f"{EDITION}vocabulary/begin/", vocabulary.vocabulary_begin, name="vocabulary_begin"),
    path(f"{EDITION}vocabulary/<slug:sort>/new/", vocabulary.word_add, name="word_add"),
    path("staff/vocabulary/<slug:sort>/<int:pk>/", vocabulary.word_edit, name="word_edit"),
    path("staff/vocabulary/<slug:sort>/<int:pk>/move/", vocabulary.word_move, name="word_move"),
    path("staff/vocabulary/<slug:sort>/<int:pk>/remove/", vocabulary.word_remove, name="word_remove"),
]

DECISIONS = [
    path("staff/rounds/<int:round>/assessments/", assessing.assessments, name="assessments"),
    path("staff/rounds/<int:round>/assessments/<int:item>/", assessing.assessment, name="assessment"),
    path(f"{EDITION}decisions/", deciding.decisions, name="decisions"),
    path(f"{EDITION}decisions/new/", deciding.decision_new, name="decision_new"),
    path("staff/decisions/<int:pk>/correct/", deciding.decision_correct, name="decision_correct"),
]

GATES = [
    path("staff/gates/", gates.gate_list, name="gates"),
    path(f"{EDITION}gates/new/", gates.gate_new, name="gate_new"),
    path("staff/gates/<int:pk>/", gates.gate, name="gate"),
    path("staff/gates/<int:pk>/move/", gates.gate_move, name="gate_move"),
    path("staff/gates/<int:pk>/decide/", gates.gate_decide, name="gate_decide"),
    path("staff/gates/criteria/<int:pk>/evidence/", gates.evidence_new, name="evidence_new"),
    path("staff/gates/criteria/<int:pk>/sign/", gates.criterion_sign, name="criterion_sign"),
    path("staff/gates/evidence/<int:pk>/remove/", gates.evidence_remove, name="evidence_remove"),
    path("staff/cases/", cases.case_list, name="cases"),
    path("staff/cases/cases.csv", cases.case_download, name="case_download"),
    path("staff/cases/new/", cases.case_new, name="case_new"),
    path("staff/cases/<int:pk>/", cases.case_edit, name="case_edit"),
    path("staff/cases/<int:pk>/remove/", cases.case_remove, name="case_remove"),
]

MEETINGS = [
    path("staff/meetings/", meetings.meeting_list, name="meetings"),
    path(f"{EDITION}meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("staff/meetings/<int:meeting>/", meetings.meeting, name="meeting"),
    path("staff/meetings/<int:meeting>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("staff/meetings/<int:meeting>/minutes/", meetings.meeting_minutes, name="meeting_minutes"),
    path("staff/meetings/<int:meeting>/move/", meetings.meeting_move, name="meeting_move"),
    path("staff/meetings/<int:meeting>/decide/", agenda.meeting_decide, name="meeting_decide"),
    path("staff/meetings/<int:meeting>/agenda/", agenda.agenda_fill, name="agenda_fill"),
    path("staff/meetings/<int:meeting>/agenda/new/", agenda.agenda_add, name="agenda_add"),
    path("staff/agenda/<int:pk>/", agenda.agenda_edit, name="agenda_edit"),
    path("staff/agenda/<int:pk>/move/", agenda.agenda_move, name="agenda_move"),
]

DUTIES = [
    path("staff/duties/", duties.duty_list, name="duties"),
    path("staff/duties/hand-over/", handing.duties_hand_over, name="hand_over"),
    path("staff/duties/<int:identity>/", duties.duty_detail, name="duty"),
    path("staff/duties/<int:identity>/give/", duties.duty_give, name="duty_give"),
    path("staff/duties/<int:identity>/end/", duties.duty_end, name="duty_end"),
]

urlpatterns = [*DUTIES, *MAIL, *ROUNDS, *REPORTS, *VOCABULARY, *DECISIONS, *GATES, *MEETINGS]
