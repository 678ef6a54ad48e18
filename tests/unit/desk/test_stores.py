"""The desk's own tables on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.consultations.database.tables import metadata as consultation_tables
from bot.consultations.erasure import ErasureReason
from bot.consultations.errors import RequestErasedError, UnknownReferenceError
from bot.consultations.models import ReplyChannel, RequestState
from bot.conversations.tables import metadata as conversation_tables
from bot.desk.answering.drafts import DraftKind
from bot.desk.migrations import VERSION_TABLE
from bot.desk.requests.duplicates import Likeness, find_duplicates
from bot.desk.requests.filters import Filters, Order, View, read_filters, write_filters
from bot.desk.requests.merging import merge
from bot.desk.requests.organisations import is_same_organisation
from bot.desk.requests.saved_views import ViewRejectedError
from bot.desk.requests.separating import separate
from bot.desk.requests.work import Work
from bot.desk.staff.accounts import Role
from bot.desk.tables import metadata
from tests.unit.desk.desk_rig import DeskRig


@pytest.fixture
def rig(tmp_path: Path, database_url: str) -> Iterator[DeskRig]:
    """Return a desk, once on each kind of database."""
    rig = DeskRig.build(tmp_path, IJA_DATABASE_URL=database_url)
    yield rig
    rig.engine.dispose()


def references(rig: DeskRig, search: str = "", **wanted: object) -> list[str]:
    filters = replace(Filters(view=View.ALL), **wanted)
    found = rig.services.requests.find(
        filters, "kim", rig.services.today(), search=search, limit=50, offset=0
    )
    return [line.request.reference for line in found]


def test_migrated_database_matches_the_tables(rig: DeskRig) -> None:
    others = {*consultation_tables.tables, *conversation_tables.tables}
    with rig.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": VERSION_TABLE,
                "compare_type": True,
                "include_name": lambda name, kind, _parents: (
                    kind != "table" or (name.startswith("desk_") and name not in others)
                ),
            },
        )
        ours = sa.MetaData()
        for table in metadata.tables.values():
            table.to_metadata(ours)
        for table in consultation_tables.tables.values():
            table.to_metadata(ours)
        differences = [
            change
            for change in compare_metadata(context, ours)
            if not (change[0] in ("add_table", "add_index") and _table_of(change[1]) in others)
        ]
    assert differences == []


def _table_of(item: object) -> str:
    return item.table.name if isinstance(item, sa.Index) else getattr(item, "name", "")


def test_work_is_stored_and_stands_in_the_trail(rig: DeskRig) -> None:
    work, reference = rig.services.work, rig.add_request("k").reference
    rig.add_staff("kim")
    assert work.of(reference).assignee is None
    tags = ("  Frankreich ", "frankreich", "", "Ü\n50")
    decided = Work("kim", date(2026, 12, 1), tags=tags)
    for _ in range(2):
        # Twice is once in the trail.
        work.decide(reference, decided, is_urgent=True, actor="robin")
    stored = work.of(reference)
    assert (stored.assignee, stored.follow_up_on) == ("kim", date(2026, 12, 1))
    assert stored.tags == ("frankreich", "ü 50")
    assert work.known_tags() == ["frankreich", "ü 50"]
    trail = [event.what for event in rig.services.consultations.events(reference)]
    assert trail == ["received", "assigned:kim", "follow_up:2026-12-01", "tags", "urgent"]
    assert rig.services.consultations.get(reference).is_urgent
    work.decide(reference, Work(), is_urgent=False, actor="robin")
    assert work.of(reference) == Work()
    assert not rig.services.consultations.get(reference).is_urgent


def test_what_belongs_to_somebody_who_left_can_still_be_changed(rig: DeskRig) -> None:
    work, reference = rig.services.work, rig.add_request("k").reference
    rig.add_staff("kim")
    work.assign(reference, "kim", "robin")
    rig.services.staff.set_disabled("kim", is_disabled=True)
    work.decide(reference, Work("kim", tags=("eilig",)), is_urgent=False, actor="robin")
    assert work.of(reference) == Work("kim", tags=("eilig",))
    other = rig.add_request("l").reference
    with pytest.raises(LookupError):
        # Nothing new goes to who has left.
        work.decide(other, Work("kim"), is_urgent=False, actor="robin")


def test_of_what_is_decided_all_or_nothing_is_stored(
    rig: DeskRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, reference = rig.services.work, rig.add_request("k").reference
    rig.add_staff("kim")

    def fail(_names: object) -> tuple[str, ...]:
        raise RuntimeError

    monkeypatch.setattr("bot.desk.requests.work.clean_tags", fail)
    decided = Work("kim", date(2026, 12, 1), tags=("x",))
    with pytest.raises(RuntimeError):
        work.decide(reference, decided, is_urgent=True, actor="robin")
    assert work.of(reference) == Work()
    assert not rig.services.consultations.get(reference).is_urgent
    assert [e.what for e in rig.services.consultations.events(reference)] == ["received"]


def test_the_earlier_promise_holds_for_requests_that_are_merged(rig: DeskRig) -> None:
    services = rig.services
    early = rig.add_request("a").reference
    rig.moment += timedelta(days=3)
    late, latest = rig.add_request("b").reference, rig.add_request("c").reference
    promised = services.consultations.get(early).answer_by
    assert services.consultations.get(late).answer_by > promised
    merge(services.engine, services.now, early, late, "kim")
    assert services.consultations.get(late).answer_by == promised
    # What was promised later changes nothing.
    merge(services.engine, services.now, latest, late, "kim")
    assert services.consultations.get(late).answer_by == promised
    assert services.consultations.get(late).state is RequestState.RECEIVED


def test_nobody_is_assigned_who_cannot_sign_in(rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    rig.add_staff("kim")
    rig.services.staff.set_disabled("kim", True)
    for name in ("kim", "niemand"):
        with pytest.raises(LookupError):
            rig.services.work.assign(reference, name, "robin")
    with pytest.raises(UnknownReferenceError):
        rig.services.work.assign("IJ-2026-9999", None, "robin")


def test_merging_has_one_target_and_can_be_taken_back(rig: DeskRig) -> None:
    work = rig.services.work
    first, second, third = (rig.add_request(key).reference for key in "abc")
    engine, now = rig.services.engine, rig.services.now
    merge(engine, now, third, second, "kim")
    merge(engine, now, second, first, "kim")
    assert work.merged(first) == [second, third]
    assert work.of(third).merged_into == first
    with pytest.raises(ValueError, match=first):
        merge(engine, now, first, second, "kim")
    with pytest.raises(ValueError, match=first):
        merge(engine, now, first, first, "kim")
    separate(engine, now, second, "kim")
    assert work.merged(first) == [third]


def test_search_finds_words_in_brief_conversation_and_messages(rig: DeskRig) -> None:
    services = rig.services
    one = rig.add_request("a", topic="Größe der Gruppe", organisation="Jugendring Köln").reference
    two = rig.add_request("b", topic="Visum", description="Für Élodie aus Straßburg").reference
    services.threads.add_note(two, "Rückruf bei der Botschaft", "kim", "n")
    assert references(rig, "groesse KÖLN") == [one]
    assert references(rig, "strassburg elodie") == [two]
    assert references(rig, "rueckruf botschaft") == [two]
    assert references(rig, one) == [one]
    assert references(rig, "köln botschaft") == []
    assert references(rig, "x' OR 1=1 --%_\x00\ud800") == []


def test_filters_narrow_the_list(rig: DeskRig) -> None:
    services = rig.services
    rig.add_staff("kim")
    poland = rig.add_request("a", partner_country="Polen", topic_id="visum").reference
    rig.moment += timedelta(days=2)
    other = rig.add_request("b", is_urgent=True).reference
    services.work.decide(poland, Work("kim", tags=("eilig",)), is_urgent=False, actor="kim")
    follow_up = Work(follow_up_on=rig.services.today())
    services.work.decide(other, follow_up, is_urgent=True, actor="kim")
    services.consultations.change_state(other, RequestState.IN_PROGRESS, "kim")
    for wanted in (
        {"country": "Polen"},
        {"topic": "visum"},
        {"tag": "eilig"},
        {"assignee": "kim"},
        {"view": View.MINE},
        {"view": View.NEW},
        {"received_until": date(2026, 11, 24)},
        {"state": RequestState.RECEIVED},
    ):
        assert references(rig, **wanted) == [poland], wanted
    for wanted in (
        {"is_urgent": True},
        {"assignee": "-"},
        {"view": View.UNASSIGNED},
        {"view": View.FOLLOW_UP},
        {"received_from": date(2026, 11, 25)},
    ):
        assert references(rig, **wanted) == [other], wanted
    assert references(rig, order=Order.NEWEST) == [other, poland]
    assert references(rig, order=Order.OLDEST) == [poland, other]
    counts = services.requests.counts("kim", services.today())
    assert (counts[View.MINE], counts[View.FOLLOW_UP], counts[View.ALL]) == (1, 1, 2)
    choices = services.requests.choices()
    assert (choices.countries, choices.tags, choices.topics) == (("Polen",), ("eilig",), ("visum",))


def test_overdue_comes_first_then_urgent_then_what_is_due_soon(rig: DeskRig) -> None:
    late = rig.add_request("a").reference
    rig.moment += timedelta(days=4)
    soon = rig.add_request("b").reference
    urgent = rig.add_request("c", is_urgent=True).reference
    answered = rig.add_request("d").reference
    rig.services.threads.answer(answered, "Ja.", "kim", "k", ReplyChannel.EMAIL)
    assert references(rig) == [late, urgent, soon, answered]
    assert references(rig, view=View.OVERDUE) == [late]


def test_of_the_same_day_those_who_waited_longest_come_first(rig: DeskRig) -> None:
    added = []
    for key in "abc":
        added.append(rig.add_request(key).reference)
        rig.moment += timedelta(minutes=10)
    assert references(rig) == added
    assert references(rig, order=Order.DUE) == added
    for reference in added:
        rig.services.threads.answer(reference, "Ja.", "kim", reference, ReplyChannel.EMAIL)
    assert references(rig) == added[::-1]


def test_an_organisation_is_told_again_only_for_the_same_topic_or_country(rig: DeskRig) -> None:
    one = rig.add_request("a", topic="Visum", partner_country="Ghana")
    for key, topic, country in (
        ("country", "Geld", "ghana"),
        ("topic", "visum", ""),
        ("neither", "Versicherung", "Polen"),
        ("no country", "Leitung", ""),
    ):
        rig.add_request(key, topic=topic, partner_country=country, email=f"{key[:2]}@example.org")
    found = find_duplicates(rig.engine, one)
    assert {item.request.topic for item in found} == {"Geld", "visum"}


def test_the_same_question_about_another_country_is_another_one(rig: DeskRig) -> None:
    one = rig.add_request("a", topic="Visum", partner_country="Ghana")
    rig.add_request("b", topic="Visum", partner_country="Polen", email="b@example.org")
    assert find_duplicates(rig.engine, one) == []


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Jugendring Köln e. V.", "jugendring koeln", True),
        ("Jugendring Köln e.V.", "Jugendring Köln eV", True),
        ("Die Falken – Essen", "Die Falken, Essen", True),
        ("Schule", "Schule", False),
        ("Sportverein e.V.", "sportverein", False),
        ("privat", "Privat", False),
        ("–", "-", False),
        ("Schule am Park", "Schule am Park", True),
        ("Schule am Park", "Schule am Wald", False),
        ("Verein Regenbogen", "Verein", False),
    ],
)
def test_only_a_name_makes_it_the_same_organisation(one: str, other: str, is_same: bool) -> None:
    assert is_same_organisation(one, other) is is_same


def test_another_name_behind_the_same_contact_is_told(rig: DeskRig) -> None:
    one = rig.add_request("a", name="Erika Beispiel")
    rig.add_request("b", name="Kim Muster")
    rig.add_request("c", name=" erika BEISPIEL")
    rig.add_request("d", name="")
    found = find_duplicates(rig.engine, one)
    assert {item.request.name: item.is_other_person for item in found} == {
        "Kim Muster": True,
        "erika BEISPIEL": False,
        "": False,
    }


def test_filters_survive_the_way_through_an_address() -> None:
    filters = Filters(
        view=View.MINE,
        state=RequestState.CLOSED,
        is_urgent=True,
        assignee="kim",
        received_from=date(2026, 1, 2),
        order=Order.DUE,
    )
    assert read_filters(write_filters(filters)) == filters
    assert write_filters(Filters()) == {}
    assert read_filters({"ansicht": "<b>", "von": "31.02.2026", "status": "\x00"}) == Filters()
    assert read_filters({"von": "1.2.2026"}).received_from == date(2026, 2, 1)


def test_a_draft_is_gone_the_moment_the_person_is_erased(rig: DeskRig) -> None:
    drafts, reference = rig.services.drafts, rig.add_request("k").reference
    rig.add_staff("kim")
    kim = rig.services.accounts.find("kim")
    assert kim is not None
    drafts.save(reference, DraftKind.ANSWER, kim, "Guten Tag\x00\ud800 Erika", rig.moment)
    drafts.save(reference, DraftKind.ANSWER, kim, "Guten Tag Erika 🎉", rig.moment)
    assert [draft.text for draft in drafts.of(reference, DraftKind.ANSWER)] == [
        "Guten Tag Erika 🎉"
    ]
    rig.services.erasures.erase(reference, ErasureReason.PERSON, "person")
    with rig.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM desk_drafts").scalar() == 0
    with pytest.raises(RequestErasedError):
        drafts.save(reference, DraftKind.ANSWER, kim, "noch etwas", rig.moment)


def test_an_erased_request_can_be_deleted_with_all_that_the_desk_knows(rig: DeskRig) -> None:
    services, request = rig.services, rig.add_request("k")
    rig.add_staff("kim")
    decided = Work("kim", tags=("x",))
    services.work.decide(request.reference, decided, is_urgent=False, actor="kim")
    kim = services.accounts.find("kim")
    assert kim is not None
    services.presence.come(request.reference, kim, rig.moment)
    with rig.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM consultation_requests")
        for table in ("desk_work", "desk_tags", "desk_viewers"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0  # noqa: S608


def test_changes_of_others_are_told_but_not_who_only_looked(rig: DeskRig) -> None:
    presence, reference = rig.services.presence, rig.add_request("k").reference
    rig.add_staff("kim", name="Kim Beispiel")
    kim, first = rig.services.accounts.find("kim"), rig.services.accounts.find("beratung")
    assert kim is not None
    assert first is not None
    version = presence.version(reference)
    rig.services.consultations.note_view(reference, "kim")
    assert presence.version(reference) == version
    rig.services.threads.add_note(reference, "Notiz", "kim", "n")
    assert [event.what for event in presence.changes_since(reference, version)] == [
        "message:internal"
    ]
    presence.come(reference, kim, rig.moment)
    assert presence.others(reference, first, rig.moment) == ["Kim Beispiel"]
    assert presence.others(reference, first, rig.moment + timedelta(minutes=4)) == []


def test_the_log_joins_accounts_and_requests(rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    rig.add_staff("kim")
    rig.services.log.note("kim", "login", "kim")
    rig.moment += timedelta(minutes=1)
    rig.services.consultations.note_view(reference, "kim")
    found = rig.services.log.entries(limit=10)
    assert [(entry.what, entry.subject) for entry in found] == [
        ("viewed", reference),
        ("login", "kim"),
    ]
    assert rig.services.log.entries("beratung", limit=10) == []


def test_saved_views_keep_filters_but_no_search(rig: DeskRig) -> None:
    kim_name = "kim"
    rig.add_staff(kim_name)
    kim, first = rig.services.accounts.find("kim"), rig.services.accounts.find("beratung")
    assert kim is not None
    assert first is not None
    views = rig.services.views
    views.save(kim, "  Frankreich  ", Filters(country="Frankreich", search="token"))
    views.save(kim, "Frankreich", Filters(country="Frankreich", is_urgent=True))
    with pytest.raises(ViewRejectedError):
        views.save(kim, "   ", Filters())
    (view,) = views.of(kim)
    assert view.filters == Filters(country="Frankreich", is_urgent=True)
    views.remove(first, view.id)
    assert len(views.of(kim)) == 1
    views.remove(kim, view.id)
    assert views.of(kim) == []


def test_a_search_is_known_to_its_owner_for_a_day(rig: DeskRig) -> None:
    rig.add_staff("kim")
    kim, first = rig.services.accounts.find("kim"), rig.services.accounts.find("beratung")
    assert kim is not None
    assert first is not None
    token = rig.services.searches.keep(kim, "Erika", rig.moment)
    assert rig.services.searches.text_of(kim, token, rig.moment) == "Erika"
    assert rig.services.searches.text_of(first, token, rig.moment) == ""
    assert rig.services.searches.text_of(kim, token, rig.moment + timedelta(days=1)) == ""


def test_the_last_admin_cannot_be_lost(rig: DeskRig) -> None:
    staff = rig.services.staff
    with pytest.raises(ValueError, match="last_admin"):
        staff.set_role("beratung", Role.ADVISOR)
    with pytest.raises(ValueError, match="last_admin"):
        staff.set_disabled("beratung", True)
    rig.add_staff("kim", Role.ADMIN)
    staff.set_disabled("beratung", True)
    active = [account.username for account in staff.all() if not account.is_disabled]
    assert active == ["kim"]
    for odd in ("", "K", "Kim Beispiel", "ü-umlaut", "a" * 65, "-x", "x\x00y"):
        with pytest.raises(ValueError, match="name_odd"):
            staff.add(odd, "", Role.ADVISOR)
    with pytest.raises(ValueError, match="name_taken"):
        staff.add(" KIM ", "", Role.ADVISOR)


def test_what_may_be_the_same_is_found_by_person_chat_and_organisation(rig: DeskRig) -> None:
    one = rig.add_request("a", email="e@example.org", organisation="Jugendring", conversation="c")
    far = rig.add_request("far", email="e@example.org", organisation="")
    with rig.engine.begin() as connection:
        connection.execute(
            sa.update(consultation_tables.tables["consultation_requests"])
            .where(sa.column("reference") == far.reference)
            .values(received_at=rig.moment - timedelta(days=90))
        )
    same = {
        rig.add_request("b", email="E@example.org", organisation="x").reference: Likeness.PERSON,
        rig.add_request(
            "c", email="c@example.org", organisation="x", conversation="c"
        ).reference: Likeness.CHAT,
        rig.add_request(
            "d", email="d@example.org", organisation=" JUGENDRING "
        ).reference: Likeness.ORGANISATION,
    }
    rig.add_request("e", email="z@example.org", organisation="")
    rig.add_request("f", email="f@example.org", topic="Versicherung", partner_country="Polen")
    found = find_duplicates(rig.engine, one)
    assert {item.request.reference: item.likeness for item in found} == same
    assert [item.likeness for item in found] == list(Likeness)
    merge(rig.engine, rig.services.now, found[0].request.reference, one.reference, "kim")
    assert len(find_duplicates(rig.engine, one)) == 2
