from hoshin.reviews.models.decisions import AgendaItem, Assessment, Decision, Meeting
from hoshin.reviews.models.duties import Duty
from hoshin.reviews.models.files import Attachment
from hoshin.reviews.models.gates import CaseStudy, Gate, GateCriterion, GateEvidence
from hoshin.reviews.models.reminders import MailRefusal, Reminder
from hoshin.reviews.models.reports import Answer, CostLine, Report, ReportStep, ReportValue, Shortfall
from hoshin.reviews.models.rounds import Question, Round
from hoshin.reviews.models.vocabulary import DecisionKind, ScaleMark

__all__ = [
    "AgendaItem",
    "Answer",
    "Assessment",
    "Attachment",
    "CaseStudy",
    "CostLine",
    "Decision",
    "DecisionKind",
    "Duty",
    "Gate",
    "GateCriterion",
    "GateEvidence",
    "MailRefusal",
    "Meeting",
    "Question",
    "Reminder",
    "Report",
    "ReportStep",
    "ReportValue",
    "Round",
    "ScaleMark",
    "Shortfall",
]
