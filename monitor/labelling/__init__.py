"""Labelling: a person answers for a random sample, and figures say how far to trust.

questions  what is asked, and what can be answered
drawing    who is drawn, by lots that fall the same way every time
sitting    one person before one sample
audit      how well a topic is matched
validate   how well tone or position is read
"""

from monitor.labelling.audit import AuditFigures
from monitor.labelling.questions import QUESTIONS, SKIPPED, Question
from monitor.labelling.sitting import Sitting
from monitor.labelling.validate import Validation

__all__ = [
    "QUESTIONS",
    "SKIPPED",
    "AuditFigures",
    "Question",
    "Sitting",
    "Validation",
]
