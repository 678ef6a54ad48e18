"""Deadlines, events, plans and reminders as pages and feeds, with the office's real files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from html import unescape

import pytest
import vobject
from starlette.testclient import TestClient

from bot.deadlines.address import deadline_address
from bot.deadlines.lookup import DeadlineQuery, Mode, Period, YouthOffice
from bot.deadlines.models import Event
from bot.deadlines.models import Route as Way
from bot.deadlines.office.book import LiveBook
from bot.gateway.app import create_app
from bot.programmes.book import LiveProgrammes
from bot.reminders.digest import Item
from bot.reminders.links import Purpose
from bot.reminders.models import Target, TargetKind
from bot.reminders.revisions import SqlRevisions
from bot.reminders.service import ReminderService
from bot.reminders.store import SqlReminderStore
from tests.unit.deadlines.deadline_rig import PRIMARY, TODAY
from tests.unit.gateway.gateway_rig import PUBLIC_URL, GatewayRig
from tests.unit.gateway.page_reading import scripts_that_run, text_of
from tests.unit.planning.plan_rig import FAQ_DIR, service

PLAN = (
    "/planer?land=PL&format=jugendbegegnung&beginn=2027-07-12&ende=2027-07-20&traeger=verein"
    "&dachverband=nein&ort=K%C3%B6ln"
)


class Events(LiveBook):
    """The real book, with the events that a test wants."""

    events: tuple[Event, ...] | None = None

    def current(self):  # type: ignore[no-untyped-def]
        book = super().current()
        return book if self.events is None else replace(book, events=self.events)


@pytest.fixture
def book() -> Events:
    return Events(FAQ_DIR)


@pytest.fixture
def page(rig: GatewayRig, book: Events) -> Iterator[TestClient]:
    planner = service(lambda: rig.moment)
    reminders = ReminderService(
        SqlReminderStore(rig.engine), book, lambda: rig.moment, rig.erased.append
    )
    content = replace(
        rig.services.content,
        deadlines=book,
        programmes=LiveProgrammes(FAQ_DIR),
        fit=planner.fit,
        plans=planner,
    )
    services = replace(rig.services, content=content, reminders=reminders)
    with TestClient(create_app(services), PUBLIC_URL, raise_server_exceptions=False) as client:
        client.follow_redirects = False
        yield client


def events_in(content: bytes) -> list[object]:
    return list(getattr(vobject.readOne(content.decode()), "vevent_list", []))


class TestDeadlines:
    def test_all_deadlines_need_no_script(self, page: TestClient) -> None:
        response = page.get("/fristen")
        assert response.status_code == 200
        assert scripts_that_run(response.text) == []
        assert 'method="get"' in response.text
        assert response.text.count('<li class="deadline"') > 40
        assert "nicht bestätigt" in text_of(response.text)

    def test_every_field_has_a_label(self, page: TestClient) -> None:
        html = page.get("/fristen").text
        fields = set(re.findall(r'<(?:input|select) id="([^"]+)"', html))
        assert fields == set(re.findall(r'<label for="([^"]+)"', html))
        assert len(fields) == 11

    @pytest.mark.parametrize(
        ("query", "there", "gone"),
        [
            ("programm=dpjw", "dpjw_begegnungen", "erasmus_ka1_einzelantrag"),
            ("land=FR", "dfjw_ausserschulisch", "dpjw_begegnungen"),
            ("land=fr", "dfjw_ausserschulisch", "dpjw_begegnungen"),
            ("von=2027-02-01&bis=2027-02-28", "erasmus_ka1_einzelantrag", "cerv_town_twinning"),
            ("von=01.02.2027&bis=28.2.2027", "erasmus_ka1_einzelantrag", "cerv_town_twinning"),
            ("ansicht=laufend", "friedensdienst_antrag", "erasmus_ka1_einzelantrag"),
            ("ansicht=naechste", "kjp_direktverfahren", "friedensdienst_antrag"),
            ("weg=landesjugendamt", "tandem_landesjugendamt", "discovereu_bewerbung"),
            ("format=workcamp", "friedensdienst_antrag", "discovereu_bewerbung"),
            ("bundesland=bayern", "dpjw_begegnungen", "kjfp_uebrige_positionen"),
            ("bundesland=nrw", "kjfp_uebrige_positionen", "kjp_blaeserjugend"),
        ],
    )
    def test_filters_narrow_down(self, page: TestClient, query: str, there: str, gone: str) -> None:
        html = page.get(f"/fristen?{query}").text
        ids = re.findall(r'<li class="deadline" id="([^"]+)"', html)
        assert there in ids
        assert gone not in ids

    def test_addresses_of_the_chat_open_the_page_with_its_filters(self, page: TestClient) -> None:
        query = DeadlineQuery(
            ("dpjw",),
            ("PL",),
            ("jugendbegegnung",),
            Period(date(2027, 2, 1), date(2027, 5, 1)),
            date(2027, 7, 1),
            is_start_exact=False,
            routes=(Way.PORTAL,),
            office=YouthOffice.LVR,
            state="nrw",
            mode=Mode.NEXT,
        )
        response = page.get(f"/fristen?{deadline_address(query)}")
        assert response.status_code == 200
        selected = re.findall(r'<option value="([^"]+)" selected>', response.text)
        assert {"dpjw", "jugendbegegnung", "portal", "lvr", "nrw", "naechste"} <= set(selected)
        assert 'value="2027-04-30"' in response.text

    def test_what_has_no_deadline_can_be_chosen(self, page: TestClient) -> None:
        shown = page.get("/fristen?ansicht=jederzeit").text
        assert '<option value="jederzeit" selected>' in shown
        assert "Angebote ohne Frist" in text_of(shown)
        assert "Zu spät – was jetzt?" not in shown
        listed = re.findall(r'<li class="deadline" id="(\w+)"', shown)
        assert "dgjw_kleinprojekte" in listed
        assert not {"dpjw_begegnungen", "erasmus_ka1_einzelantrag"} & set(listed)

    def test_another_view_keeps_the_other_filters(self, page: TestClient) -> None:
        shown = page.get("/fristen?land=FR&ansicht=naechste").text
        views = re.search(r'aria-label="Ansichten">(.*?)</nav>', shown, re.DOTALL)
        assert views is not None
        found = re.findall(r'href="([^"]+)"( aria-current="page")?', views[1])
        assert [(unescape(url), bool(current)) for url, current in found] == [
            ("/fristen?land=FR", False),
            ("/fristen?land=FR&ansicht=laufend", False),
            ("/fristen?land=FR&ansicht=naechste", True),
            ("/fristen?land=FR&ansicht=jederzeit", False),
        ]

    def test_a_start_is_reckoned_back_from(self, page: TestClient) -> None:
        shown = text_of(page.get("/fristen?programm=dpjw&beginn=2027-07-12").text)
        assert "rechnerisch der 12. April 2027" in shown

    def test_a_year_tells_what_closes_before_it(self, page: TestClient) -> None:
        shown = text_of(page.get("/fristen?programm=kjp_bund&jahr=2027").text)
        assert "kommt als Nächstes diese Runde: bis 30. November (im Jahr 2026)" in shown
        assert page.get("/fristen?jahr=morgen").status_code == 422

    def test_a_programme_that_leaves_out_the_country_is_not_listed(self, page: TestClient) -> None:
        html = page.get("/fristen?programm=kjp_bund&land=FR").text
        assert "zahlt nicht für Frankreich" in text_of(html)
        ids = re.findall(r'<li class="deadline" id="([^"]+)"', html)
        assert "dfjw_ausserschulisch" in ids
        assert "kjp_direktverfahren" not in ids

    def test_a_long_list_is_folded(self, page: TestClient) -> None:
        html = page.get("/fristen").text
        assert '<details class="sheet filters on-screen">' in html
        assert html.count("<details open>") == 0
        near, *folded = html.split('<details class="folded">')
        titles = [text_of(part.partition("</summary>")[0]) for part in folded]
        assert [title.split(maxsplit=1)[1].split(" (")[0] for title in titles] == [
            "Fristen, die später enden",
            "Angebote ohne festen Tag",
            "Fristen ohne bekanntes Datum",
        ]
        assert "badge-unknown" in folded[-1]
        assert not any("badge-unknown" in part for part in (near, *folded[:-1]))
        assert 0 < near.count('<li class="deadline"') < html.count('<li class="deadline"') / 2
        assert "Nennen Sie mir" not in text_of(html)
        short = page.get("/fristen?programm=dpjw").text
        assert short.count("<details open>") == short.count('<li class="deadline"') > 1

    def test_errors_open_the_filters(self, page: TestClient) -> None:
        html = page.get("/fristen?programm=gibtsnicht").text
        assert '<details class="sheet filters on-screen" open>' in html

    def test_what_is_left_after_a_deadline_stands_with_one_programme(
        self, page: TestClient
    ) -> None:
        html = page.get("/fristen?programm=dpjw").text
        assert 'id="zu-spaet"' in html
        shown = text_of(html)
        assert "Restmittel und späte Anträge" in shown
        assert "Europa-Schecks NRW" in shown
        assert 'id="zu-spaet"' not in page.get("/fristen").text

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("programm=gibtsnicht", "programm"),
            ("land=QQ", "land"),
            ("von=morgen", "von"),
            ("von=2027-02-30", "von"),
            ("von=2027-03-01&bis=2027-02-01", "bis"),
            ("ansicht=alles", "ansicht"),
            ("weg=zu fuss", "weg"),
        ],
    )
    def test_errors_stand_at_their_fields(self, page: TestClient, query: str, field: str) -> None:
        response = page.get(f"/fristen?{query}")
        assert response.status_code == 422
        assert f'id="{field}-fehler"' in response.text

    @pytest.mark.parametrize(
        "value", ["<script>", '"><img src=x>', "😀", "\x00", "x" * 3000, "{{1}}"]
    )
    def test_rubbish_never_becomes_markup(self, page: TestClient, value: str) -> None:
        for name in ("programm", "land", "von", "ansicht", "frist", "format"):
            response = page.get("/fristen", params={name: value})
            assert response.status_code in (200, 422)
            assert "<script>" not in response.text
            assert "<img src=x" not in response.text

    def test_navigation_knows_the_page(self, page: TestClient) -> None:
        html = page.get("/fristen").text
        assert '<a href="/fristen" aria-current="page">Fristen</a>' in html
        top = html.partition("</header>")[0]
        assert top.count("<li>") == 7
        assert len("".join(re.findall(r">([^<]+)</a></li>", top))) < 60

    def test_without_the_files_the_page_says_so(self, client: TestClient) -> None:
        response = client.get("/fristen")
        assert response.status_code == 503
        assert "nicht laden" in text_of(response.text)
        assert client.get("/fristen.ics").status_code == 503
        assert client.get("/planer?beginn=2027-07-12").status_code == 503
        assert client.get("/planer").status_code == 200


class TestFeeds:
    def test_the_feed_is_a_calendar_of_unconfirmed_dates(self, page: TestClient) -> None:
        response = page.get("/fristen.ics")
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/calendar; charset=utf-8"
        assert response.headers["cache-control"] == "public, max-age=3600"
        found = events_in(response.content)
        assert len(found) > 30
        assert all("Unbestätigt" in event.summary.value for event in found)  # type: ignore[attr-defined]
        assert f"{PUBLIC_URL}/fristen?programm=" in found[0].description.value  # type: ignore[attr-defined]

    def test_filters_and_single_deadlines(self, page: TestClient) -> None:
        one = events_in(page.get("/fristen.ics?frist=erasmus_ka150_akkreditierung").content)
        assert len(one) == 1
        some = events_in(page.get("/fristen.ics?programm=erasmus_jugend&land=PL").content)
        assert 1 < len(some) < 12

    def test_a_program_is_told_what_it_may_keep(self, page: TestClient) -> None:
        first = page.get("/fristen.ics")
        again = page.get("/fristen.ics", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert page.get("/fristen.ics?programm=gibtsnicht").status_code == 404

    def test_changes_count_up(self, page: TestClient, rig: GatewayRig) -> None:
        revisions = SqlRevisions(rig.engine)
        day = date(2026, 11, 23)
        revisions.note({"erasmus_ka150_akkreditierung": Item("a", day)}, rig.moment)
        revisions.note({"erasmus_ka150_akkreditierung": Item("b", day)}, rig.moment)
        [event] = events_in(page.get("/fristen.ics?frist=erasmus_ka150_akkreditierung").content)
        assert event.sequence.value == "1"  # type: ignore[attr-defined]

    def test_json_may_be_read_by_any_website(self, page: TestClient) -> None:
        response = page.get("/fristen.json?land=PL")
        assert response.headers["access-control-allow-origin"] == "*"
        feed = json.loads(response.content)
        assert feed["version"] == 1
        assert all(item["date"] is None for item in feed["items"])
        assert {"days_left", "route", "route_text", "usual"} <= feed["items"][0].keys()


class TestEvents:
    def test_no_event_to_come_is_said_kindly(self, page: TestClient) -> None:
        shown = text_of(page.get("/termine").text)
        assert "kein kommender Termin bekannt" in shown
        assert "Infotag „Ohne Moos nichts los“" in shown
        assert events_in(page.get("/termine.ics").content) == []

    def test_an_event_to_come_has_registration_calendar_and_data(
        self, page: TestClient, book: Events
    ) -> None:
        book.events = (
            Event("infotag", "Info </script><b>tag", date(2027, 9, 15), date(2027, 9, 15), "Köln",
                  "https://ija.example/x", (PRIMARY,), TODAY, time(10), time(16),
                  "https://ija.example/anmelden", "Mit Mittagessen."),
        )  # fmt: skip
        html = page.get("/termine").text
        assert "15. September 2027, 10:00 bis 16:00 Uhr" in text_of(html)
        assert 'href="https://ija.example/anmelden"' in html
        data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert data is not None
        [event] = [thing for thing in json.loads(data[1])["@graph"] if thing["@type"] == "Event"]
        assert event["startDate"] == "2027-09-15T10:00:00+02:00"
        assert event["name"] == "Info </script><b>tag"
        [entry] = events_in(page.get("/termine.ics?termin=infotag").content)
        assert entry.location.value == "Köln"  # type: ignore[attr-defined]
        assert page.get("/termine.ics?termin=fehlt").status_code == 404


class TestPlanner:
    def test_the_form_asks_for_the_start_only(self, page: TestClient) -> None:
        response = page.get("/planer")
        assert response.status_code == 200
        assert "Ihr Plan" not in text_of(response.text)
        missing = page.get("/planer?land=PL")
        assert missing.status_code == 422
        assert "Bitte den Beginn angeben" in text_of(missing.text)

    def test_every_field_has_a_label(self, page: TestClient) -> None:
        html = page.get("/planer").text
        fields = set(re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', html))
        assert fields <= set(re.findall(r'<label[^>]* for="([^"]+)"', html))

    def test_the_plan_tells_days_rules_sources_and_certainty(self, page: TestClient) -> None:
        html = page.get(PLAN).text
        shown = text_of(html)
        assert "rechnerisch spätestens am 12. April 2027" in shown
        assert "spätestens am 31. Mai 2027 Sonderurlaub beim Arbeitgeber" in shown
        assert "jetzt sofort" in shown
        assert "Rat aus der Praxis" in shown
        assert "schon vorbei" in shown
        assert "#zu-spaet" in html
        assert (
            "nur zum Teil in den Sommerferien in NRW (19. Juli 2027 bis 31. August 2027)" in shown
        )

    def test_the_link_keeps_the_plan_behind_the_hash(self, page: TestClient) -> None:
        html = page.get(PLAN).text
        [shared] = re.findall(r'<a class="share" href="([^"]+)"', html)
        assert unescape(shared) == f"{PUBLIC_URL}/planer#{PLAN.partition('?')[2]}"

    def test_a_plan_stands_under_its_shortest_address(self, page: TestClient) -> None:
        response = page.get("/planer?land=pl&land=&beginn=12.07.2027&format=&x=y")
        assert response.status_code == 303
        assert response.headers["location"] == "/planer?land=PL&beginn=2027-07-12"

    def test_the_calendar_holds_the_journey(self, page: TestClient) -> None:
        response = page.get(PLAN.replace("/planer", "/planer.ics"))
        assert response.headers["cache-control"] == "no-store"
        summaries = [event.summary.value for event in events_in(response.content)]  # type: ignore[attr-defined]
        assert "Begegnung oder Fahrt" in summaries
        assert page.get("/planer.ics?land=PL").status_code == 404

    def test_chosen_programmes_stay_chosen(self, page: TestClient) -> None:
        html = page.get(f"{PLAN}&programm=dpjw").text
        assert re.search(r'value="dpjw" checked', html)
        assert "Erasmus+ Jugend – Einzelanträge" not in text_of(html)

    @pytest.mark.parametrize("value", ["<script>alert(1)</script>", "😀", "\x00", "x" * 3000])
    def test_rubbish_never_becomes_markup(self, page: TestClient, value: str) -> None:
        for name in ("beginn", "land", "ort", "programm", "format"):
            response = page.get("/planer", params={"beginn": "2027-07-12", name: value})
            if response.status_code == 303:
                response = page.get(response.headers["location"])
            assert response.status_code in (200, 422)
            assert "<script>alert" not in response.text

    def test_nothing_is_kept_of_a_plan(
        self, page: TestClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        response = page.get(PLAN)
        assert "set-cookie" not in response.headers
        assert response.headers["cache-control"] == "no-store"
        ours = [r.getMessage() for r in caplog.records if r.name.startswith("bot.")]
        assert ours
        assert not any("PL" in line or "2027" in line for line in ours)


class TestReminders:
    FORM = {"frist": "dpjw_begegnungen", "email": "kim@verein.example", "einverstanden": "ja"}

    def post(self, page: TestClient, path: str = "/erinnerung", **fields: str):  # type: ignore[no-untyped-def]
        return page.post(path, data=fields, headers={"Origin": PUBLIC_URL})

    def token(self, rig: GatewayRig, purpose: Purpose, number: int = 1) -> str:
        SqlReminderStore(rig.engine).add_token(number, "t" * 32, purpose, None)
        return "t" * 32

    def test_the_form_says_what_it_is_about(self, page: TestClient) -> None:
        shown = text_of(page.get("/erinnerung?programm=dpjw").text)
        assert "Fristen von: Deutsch-Polnisches Jugendwerk (DPJW)" in shown
        assert "Termine der Servicestelle" in text_of(page.get("/erinnerung?termine=ja").text)

    @pytest.mark.parametrize("query", ["", "?programm=", "?land=%20"])
    def test_without_a_subject_the_page_asks_for_one(self, page: TestClient, query: str) -> None:
        answer = page.get(f"/erinnerung{query}")
        assert answer.status_code == 200
        assert "Woran sollen wir Sie erinnern?" in text_of(answer.text)
        assert '<option value="dpjw">' in answer.text
        assert '<option value="PL">' in answer.text
        assert "/erinnerung?termine=ja" in answer.text

    def test_an_unknown_subject_leads_to_the_choice(self, page: TestClient) -> None:
        fields = {"email": "kim@verein.example", "einverstanden": "ja"}
        for answer in (
            page.get("/erinnerung?frist=fehlt"),
            self.post(page, **fields),
            self.post(page, **fields, frist="fehlt"),
        ):
            assert answer.status_code == 404
            assert "Bitte wählen Sie neu" in text_of(answer.text)
            assert '<option value="dpjw">' in answer.text

    def test_signing_up_confirming_and_ending(self, page: TestClient, rig: GatewayRig) -> None:
        answer = self.post(page, **self.FORM, beginn="2027-07-12")
        assert answer.status_code == 200
        assert "E-Mail geschickt" in text_of(answer.text)
        store = SqlReminderStore(rig.engine)
        assert store.confirmed() == []
        path = f"/erinnerung/bestaetigen/{self.token(rig, Purpose.CONFIRM)}"
        assert "Ja, bitte erinnern" in page.get(path).text
        assert store.confirmed() == []
        assert "Danke!" in text_of(self.post(page, path).text)
        [subscription] = store.confirmed()
        assert subscription.target == Target(
            TargetKind.DEADLINE, "dpjw_begegnungen", date(2027, 7, 12)
        )
        SqlReminderStore(rig.engine).add_token(subscription.id, "e" * 32, Purpose.END, None)
        path = f"/erinnerung/beenden/{'e' * 32}"
        assert "Beenden und löschen" in page.get(path).text
        # A mail program posts by itself, without a page and without our address as origin.
        ended = page.post(path, data={"List-Unsubscribe": "One-Click"})
        assert ended.status_code == 200
        assert store.confirmed() == []
        assert rig.erased == [f"ERINNERUNG-{subscription.id}"]
        assert page.get(path).status_code == 404

    def test_the_answer_does_not_tell_who_is_subscribed(self, page: TestClient) -> None:
        first = self.post(page, **self.FORM).text
        assert self.post(page, **self.FORM).text == first

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"email": "kim"}, "email"),
            ({"email": ""}, "email"),
            ({"einverstanden": ""}, "einverstanden"),
        ],
    )
    def test_mistakes_are_told_at_their_field(
        self, page: TestClient, changes: dict[str, str], field: str
    ) -> None:
        response = self.post(page, **{**self.FORM, **changes})
        assert response.status_code == 422
        assert f'id="{field}-fehler"' in response.text

    def test_all_mistakes_are_told_at_once(self, page: TestClient) -> None:
        shown = self.post(page, frist="dpjw_begegnungen").text
        assert shown.index('href="#email"') < shown.index('href="#einverstanden"')
        assert 'id="email-fehler"' in shown
        assert 'id="einverstanden-fehler"' in shown

    def test_other_sites_cannot_sign_anybody_up(self, page: TestClient) -> None:
        response = page.post(
            "/erinnerung", data=self.FORM, headers={"Origin": "https://evil.example"}
        )
        assert response.status_code == 403

    def test_one_address_cannot_be_flooded(self, page: TestClient) -> None:
        codes = [self.post(page, **self.FORM).status_code for _ in range(30)]
        assert 429 in codes

    def test_unknown_links_say_so(self, page: TestClient) -> None:
        for path in ("/erinnerung/bestaetigen/x", "/erinnerung/beenden/x"):
            response = page.get(path)
            assert response.status_code == 404
            assert "löschen wir" in text_of(response.text) or "gelöscht" in text_of(response.text)
