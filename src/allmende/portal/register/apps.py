from typing import ClassVar

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "allmende.portal.register"
    label = "register"
    verbose_name = "KI-Register"
    audit_actions: ClassVar[dict[str, str]] = {
        "register.proposed": "Anwendungsfall vorgeschlagen",
        "register.changed": "Anwendungsfall geändert",
        "register.goals_changed": "Ziele geändert",
        "register.owner_changed": "Verantwortliche Person geändert",
        "register.commented": "Kommentar geschrieben",
        "register.comment_removed": "Kommentar entfernt",
        "register.answered": "Fragen zur Einstufung beantwortet",
        "register.assessed": "Einstufung festgehalten",
        "register.rechecked": "Einstufung nach neuen Regeln wiederholt",
        "register.assessment_confirmed": "Geänderte Einstufung bestätigt",
        "register.duty_set": "Pflicht bearbeitet",
        "register.criteria_changed": "Auswahlkriterien geändert",
        "register.criterion_added": "Auswahlkriterium ergänzt",
        "register.scored": "Nach Kriterien bewertet",
        "register.evidence_recorded": "Nachweis hinterlegt",
        "register.evidence_withdrawn": "Nachweis zurückgezogen",
        "register.goal_measured": "Messwert eines Ziels übernommen",
        "register.block_switched_on": "Anwendung eingeschaltet",
        "register.block_switched_off": "Anwendung ausgeschaltet",
    }
