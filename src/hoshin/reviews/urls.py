from django.urls import path

from hoshin.reviews.views import answering, attachments, reports, rounds

ROUNDS = [
    path("staff/rounds/", rounds.round_list, name="rounds"),
    path("staff/rounds/new/", rounds.round_new, name="round_new"),
    path("staff/rounds/<int:round>/", rounds.round_detail, name="round"),
    path("staff/rounds/<int:round>/edit/", rounds.round_edit, name="round_edit"),
    path("staff/rounds/<int:round>/board.csv", rounds.round_file, name="round_file"),
    path("staff/rounds/<int:round>/turns/<slug:verb>/", rounds.round_turn, name="round_turn"),
]

REPORTS = [
    path("staff/reports/<int:report>/", reports.report_detail, name="report"),
    path("staff/reports/<int:report>/draft/", answering.report_draft, name="report_draft"),
    path("staff/reports/<int:report>/moves/<slug:verb>/", reports.report_move, name="report_move"),
    path("staff/reports/attachments/<int:attachment>/", attachments.attachment_file, name="attachment"),
]

urlpatterns = [*ROUNDS, *REPORTS]
