from allmende.portal.register.domain import record
from allmende.portal.register.domain.impact import checklist
from allmende.portal.register.domain.impact.sections import SECTION, SECTIONS, find, of_kind
from allmende.portal.register.enums import ImpactKind


def test_there_are_seventeen_over_both_kinds():
    assert len(SECTIONS) == len(SECTION) == 17
    keys = {kind: {s.key for s in of_kind(kind)} for kind in ImpactKind}
    assert keys[ImpactKind.DSFA] | keys[ImpactKind.FRIA] == SECTION.keys()
    assert SECTION.keys() - keys[ImpactKind.DSFA] == {"grundrechte", "beschwerde"}


def test_each_has_a_norm_and_a_help_text_and_fills_from_fields_that_exist():
    assert [s.key for s in SECTIONS if not s.norm or not s.help] == []
    assert {name for s in SECTIONS for name in s.fields} <= set(record.FIELDS)


def test_a_section_is_found_only_in_its_kind():
    assert find(ImpactKind.DSFA, "grundrechte") is None
    assert find(ImpactKind.DSFA, "gibt-es-nicht") is None
    assert find(ImpactKind.FRIA, "grundrechte") is SECTION["grundrechte"]


def test_the_questions_of_the_phases_are_no_section():
    assert checklist.KEY not in SECTION
    assert len(checklist.CHECKS) == sum(len(checks) for _, checks in checklist.PHASES)
