"""Truths of the register. Everything is imported from here."""

from allmende.portal.register.models.assessment import (
    AnswerSheet,
    Assessment,
    Criterion,
    DutyStatus,
    Score,
)
from allmende.portal.register.models.evidence import BlockUse, Evidence
from allmende.portal.register.models.exchange import ImportRow, RegisterImport, TrustedKey
from allmende.portal.register.models.impact import ImpactDocument, Risk
from allmende.portal.register.models.publication import (
    Follow,
    Message,
    Publication,
    PublicationField,
)
from allmende.portal.register.models.signoff import ChainStep, Signoff
from allmende.portal.register.models.strategy import StrategyTarget
from allmende.portal.register.models.use_case import Comment, Goal, Incident, UseCase

__all__ = [
    "AnswerSheet",
    "Assessment",
    "BlockUse",
    "ChainStep",
    "Comment",
    "Criterion",
    "DutyStatus",
    "Evidence",
    "Follow",
    "Goal",
    "ImpactDocument",
    "ImportRow",
    "Incident",
    "Message",
    "Publication",
    "PublicationField",
    "RegisterImport",
    "Risk",
    "Score",
    "Signoff",
    "StrategyTarget",
    "TrustedKey",
    "UseCase",
]
