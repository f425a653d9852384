from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import resolve
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.regulation.loading import shipped
from allmende.portal.organisations.enums import OrganisationKind, Role
from allmende.portal.register.domain import assessing, criteria, evidence, maturity
from allmende.portal.register.domain.maturity import computed
from allmende.portal.register.domain.maturity.facts import Facts, Proof
from allmende.portal.register.domain.maturity.gates import AXES, GATES, LEVELS
from allmende.portal.register.enums import EvidenceKind, EvidenceSubject, State
from allmende.portal.register.models import DutyStatus, Evidence, Goal, Publication
from tests import factories
from tests.portal.register import made
from tests.portal.register.domain.test_criteria import all_points

DAY = date(2026, 11, 25)
FIELDS = frozenset(
    {
        "problem",
        "benefit",
        "system_name",
        "model_name",
        "hosting",
        "data_sources",
        "legal_basis",
        "proportionality",
        "human_oversight",
        "retention",
        "target_group",
        "contact_name",
        "contact_email",
    }
)
STANDARD = Facts(
    on=DAY,
    state=State.OPERATION,
    filled=FIELDS,
    has_owner=True,
    has_personal_data=True,
    scored=True,
    has_baseline=True,
    risk="begrenzt",
    class_is_open=False,
    published_to="public",
    operating_since=DAY - timedelta(400),
    review_due=DAY + timedelta(30),
    evaluated_adoptions=3,
    proofs=tuple(
        Proof(subject, EvidenceKind.REPEATED, against_baseline=True) for subject in EvidenceSubject
    ),
)

kinds = st.sampled_from(list(EvidenceKind))
subjects = st.sampled_from(list(EvidenceSubject))
days = st.none() | st.dates(DAY - timedelta(5), DAY + timedelta(5))
proof = st.builds(Proof, subjects, kinds, days, st.booleans(), st.booleans())
facts = st.builds(
    Facts,
    on=st.just(DAY),
    state=st.sampled_from(list(State)),
    suspended=st.booleans(),
    filled=st.sampled_from([frozenset(), FIELDS]),
    has_owner=st.booleans(),
    has_personal_data=st.sampled_from([None, True, False]),
    scored=st.booleans(),
    has_baseline=st.booleans(),
    risk=st.sampled_from(["", "minimal"]),
    class_is_open=st.booleans(),
    open_duties=st.integers(0, 2),
    published_to=st.sampled_from(["", "network", "public"]),
    operating_since=st.none() | st.dates(DAY - timedelta(800), DAY),
    evaluated_adoptions=st.integers(0, 4),
    proofs=st.lists(proof, max_size=12).map(tuple),
)
# Most random facts stand at the idea; these begin with everything proven.
mature = st.builds(
    lambda extra, gone: replace(STANDARD, proofs=(*STANDARD.proofs[gone:], *extra)),
    st.lists(proof, max_size=6),
    st.integers(0, 8),
)
either = facts | mature


def test_levels_and_axes_are_those_of_the_design():
    assert [number for number, _ in LEVELS] == list(range(10))
    assert list(AXES) == list(GATES) == ["technik", "recht", "organisation", "evidenz"]


def test_everything_proven_is_a_standard():
    found = computed(STANDARD)

    assert (found.level, found.name, found.next, found.blocking) == (9, "Standard", None, [])
    assert found.axes == dict.fromkeys(AXES, 9)


def test_nothing_known_is_an_idea_and_says_what_comes_first():
    found = computed(Facts(on=DAY))

    assert (found.level, found.name) == (0, "Idee")
    assert found.blocking == [
        "Problem und Nutzen sind nicht beschrieben.",
        "Die Einstufung nach der KI-Verordnung fehlt.",
        "Niemand ist verantwortlich.",
        "Die Bewertung nach den Kriterien ist nicht vollständig.",
        "Nachweis fehlt: Bedarf und Nutzen (mindestens Angabe).",
    ]


def without(subject, facts=STANDARD):
    return replace(facts, proofs=tuple(p for p in facts.proofs if p.subject != subject))


@pytest.mark.parametrize(
    ("weakened", "level", "missing"),
    [
        (replace(STANDARD, scored=False), 0, "Die Bewertung nach den Kriterien"),
        (replace(STANDARD, class_is_open=True), 1, "Prüfung nötig"),
        (replace(STANDARD, is_prohibited=True), 1, "verboten"),
        (without(EvidenceSubject.TEST_SET), 2, "Auswertung an festem Testsatz"),
        (replace(STANDARD, state=State.APPROVAL), 3, "Pilot oder Betrieb"),
        (replace(STANDARD, impact_open=frozenset({"dsfa"})), 3, "Folgenabschätzung"),
        (without(EvidenceSubject.TARGET), 4, "gegen seinen Ausgangswert"),
        (replace(STANDARD, state=State.PILOT), 5, "nicht im Betrieb"),
        (replace(STANDARD, suspended=True), 5, "ausgesetzt"),
        (replace(STANDARD, open_duties=1), 5, "Fällige Pflichten"),
        (replace(STANDARD, published_to="network"), 5, "nicht öffentlich"),
        (without(EvidenceSubject.MONITORING), 5, "Überwachung im Betrieb"),
        (without(EvidenceSubject.INCIDENT_PATH), 5, "Meldeweg"),
        (replace(STANDARD, operating_since=DAY - timedelta(364)), 6, "zwölf Monate"),
        (replace(STANDARD, review_due=DAY - timedelta(1)), 6, "überfällig"),
        (replace(STANDARD, rules_confirmed=False), 6, "Neue Regeln"),
        (replace(STANDARD, evaluated_adoptions=0), 7, "Keine andere Gemeinde"),
        (replace(STANDARD, evaluated_adoptions=2), 8, "Weniger als drei"),
        (without(EvidenceSubject.PACKAGE), 8, "Gepflegtes Paket"),
    ],
)
def test_each_gate_blocks_at_its_level_and_is_named(weakened, level, missing):
    found = computed(weakened)

    assert found.level == level
    assert any(missing in sentence for sentence in found.blocking), found.blocking


def test_weaker_evidence_than_a_gate_asks_for_does_not_open_it():
    weak = without(EvidenceSubject.TEST_SET)
    weak = replace(weak, proofs=(*weak.proofs, Proof("test_set", EvidenceKind.DOCUMENT)))

    assert computed(weak).level == 2


def test_without_personal_data_no_processing_record_is_asked_for():
    bare = without(EvidenceSubject.PROCESSING_RECORD)

    assert computed(bare).level == 5
    assert computed(replace(bare, has_personal_data=False)).level == 9


@settings(deadline=None)  # the machine may be busy
@given(either, st.data())
def test_taking_evidence_away_never_raises_the_level(some, data):
    if some.proofs:
        gone = data.draw(st.integers(0, len(some.proofs) - 1))
        less = replace(some, proofs=some.proofs[:gone] + some.proofs[gone + 1 :])
        assert computed(less).level <= computed(some).level


@settings(deadline=None)  # the machine may be busy
@given(either, proof)
def test_more_evidence_never_lowers_any_axis(some, extra):
    before, after = computed(some), computed(replace(some, proofs=(*some.proofs, extra)))

    assert all(after.axes[axis] >= before.axes[axis] for axis in AXES)


@settings(deadline=None)  # the machine may be busy
@given(either, st.integers(0, 400))
def test_expiry_and_withdrawal_never_raise_the_level(some, later):
    expired = tuple(replace(p, expires_on=DAY - timedelta(1)) for p in some.proofs)
    withdrawn = tuple(replace(p, withdrawn=True) for p in some.proofs)
    level = computed(some).level

    assert computed(replace(some, proofs=expired)).level <= level
    assert computed(replace(some, proofs=withdrawn)).level <= level


@settings(deadline=None)  # the machine may be busy
@given(either)
def test_the_level_is_the_least_axis_and_the_next_one_names_what_is_missing(some):
    found = computed(some)

    assert found.level == min(found.axes.values())
    if found.next:
        assert found.next.level == found.level + 1
        assert found.next.missing


@settings(deadline=None)  # the machine may be busy
@given(either)
def test_the_ladder_agrees_with_the_level(some):
    rungs = maturity.ladder(some)
    level = computed(some).level

    assert [rung.level for rung in rungs if rung.reached] == list(range(1, level + 1))
    assert not any(rung.missing for rung in rungs if rung.reached)


def test_every_requirement_leads_to_a_page_that_exists():
    pages = {r.page for gates in GATES.values() for asked in gates.values() for r in asked}

    for page in pages:
        path = page.partition("?")[0].partition("#")[0]
        resolve(f"/anwendungsfaelle/{UUID(int=1)}/{path}")


# From here on with the database


@pytest.fixture
def officer(db):
    return factories.member(factories.organisation(), Role.AI_OFFICER)


def prove(case, subject, kind="document", **fields):
    given = {"title": subject, "issuer": "Amt", "issued_on": timezone.localdate(), **fields}
    return Evidence.objects.create(use_case=case, subject=subject, kind=kind, **given)


def assessed(case, officer):
    """Answered with "nein" throughout, save what makes it an assistant of the town."""
    yes = {"ki_system", "rolle_betreiber", "oeffentlich", "art50_kontakt", "personenbezug"}
    answers = {q.id: "ja" if q.id in yes else "nein" for q in shipped().questions}
    sheet = assessing.answer(case, answers=answers, notes={}, revision=0, by=officer)
    assert sheet.revision
    return assessing.conclude(case, by=officer)


def concept(officer):
    case = made.use_case(officer, owner=officer)
    criteria.score(case, points_and_reasons=all_points(), by=officer)
    Goal.objects.create(use_case=case, text="Schneller", baseline=50, target=90)
    prove(case, "need", "claim")
    prove(case, "concept")
    assessed(case, officer)
    return case


def test_a_real_use_case_climbs_and_falls_with_its_evidence(officer):
    case = concept(officer)
    assert maturity.maturity_of(case).level == 2

    test_set = prove(case, "test_set", "measurement", value=91)
    assert maturity.maturity_of(case).level == 3

    evidence.withdraw(test_set, reason="Falscher Testsatz", by=officer)
    assert maturity.maturity_of(case).level == 2


def test_expired_evidence_lowers_the_level_on_that_day(officer):
    case = concept(officer)
    today = timezone.localdate()
    prove(case, "test_set", "measurement", value=91, expires_on=today)

    assert maturity.maturity_of(case, on=today).level == 3
    assert maturity.maturity_of(case, on=today + timedelta(1)).level == 2


def test_a_duty_met_by_evidence_is_open_again_once_that_is_withdrawn(officer):
    case = concept(officer)
    views = [view for view in assessing.duties(case) if view.is_open]
    assert views
    proof_of_duty = prove(case, "duty")
    for view in views:
        DutyStatus.objects.create(
            use_case=case, rule=view.duty.rule, state="done", evidence=proof_of_duty
        )

    def open_duties():
        return "Fällige Pflichten sind offen." in [
            missing.text for rung in maturity.ladder_of(case)[1] for missing in rung.missing
        ]

    assert open_duties() is False
    evidence.withdraw(proof_of_duty, reason="Gilt nicht", by=officer)
    assert open_duties() is True


def test_a_class_that_needs_review_is_no_concept(officer):
    case = made.use_case(officer, owner=officer)
    assessing.answer(case, answers={"ki_system": "unklar"}, notes={}, revision=0, by=officer)
    assessing.conclude(case, by=officer)

    assert maturity.maturity_of(case).axes["recht"] == 1


def published(case):
    return Publication.objects.create(
        use_case=case,
        organisation=case.organisation,
        audience="public",
        scope=f"public:{case.organisation_id}",
        data={},
        title=case.title,
        state=case.state,
        land="BW",
    )


def test_adoptions_count_with_an_evaluation_of_another_municipality(officer):
    case = concept(officer)
    origin = published(case)
    provider = factories.organisation("dienstleister", kind=OrganisationKind.PROVIDER)
    neighbour = factories.organisation("ahornried")
    ours = made.use_case(officer, origin=origin)
    theirs = made.use_case(factories.member(neighbour), origin=origin)
    sold = made.use_case(factories.member(provider), origin=origin)

    def adopted():
        sentences = [m.text for r in maturity.ladder_of(case)[1] for m in r.missing]
        return "Keine andere Gemeinde hat die Nachnutzung selbst ausgewertet." not in sentences

    for copy in (ours, sold):
        prove(copy, "evaluation", "measurement", value=1)
    prove(theirs, "evaluation", "claim")
    assert adopted() is False
    prove(theirs, "evaluation", "measurement", value=1)
    assert adopted() is True


def test_publishing_can_ask_as_if_it_were_public_already(officer):
    case = concept(officer)

    def asked(**options):
        reached = maturity.maturity_of(case, **options)
        return maturity.as_dict(reached)["level"]

    assert asked() == asked(as_published_to="public") == 2


def test_the_snapshot_form_is_plain(officer):
    found = maturity.as_dict(maturity.maturity_of(concept(officer)))

    assert (found["level"], found["name"]) == (2, "Konzept")
    assert found["blocking"] == [
        "Nachweis fehlt: Auswertung an festem Testsatz (mindestens Messung)."
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_as_many_queries_as_one(officer, count, django_assert_num_queries):
    cases = [concept(officer) for _ in range(count)]

    with django_assert_num_queries(9):
        found = maturity.maturity_of_many(cases)

    assert {one.level for one in found.values()} == {2}
