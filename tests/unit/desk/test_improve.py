"""The pages for improving the bot, on a small project with real processes behind them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.rasa_client import RasaClient
from bot.conversations.models import Role as Speaker
from bot.conversations.rasa_events import RasaEvents
from bot.desk.improvement.improve_draft_pages import suggested_id
from bot.desk.improvement.improve_services import (
    CheckFailedError,
    DeskImprovement,
    DraftFinding,
    RunStarter,
    build_improvement,
)
from bot.desk.staff.accounts import Role
from bot.improvement.models import RunKind, RunState
from bot.improvement.service import Improvement
from bot.improvement.topics import LiveTopics
from bot.knowledge.catalogue import Catalogue
from tests.unit.channels.fake_rasa import FakeRasa, running_fake_rasa
from tests.unit.desk.desk_rig import ORIGIN, DeskRig, hidden, log_in, post, signed_in
from tests.unit.improvement.project import FALLBACK, Project, make_project

PAGES = ("/verbessern", "/verbessern/merkliste", "/verbessern/entwuerfe", "/verbessern/verlauf")
SENTENCE = "stempel im reisepass nötig"


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    """Return an assistant on a real port."""
    with running_fake_rasa() as fake:
        yield fake


@pytest.fixture
def project(tmp_path: Path, rig: DeskRig) -> Project:
    """Return a project on the desk's own database."""
    found = make_project(tmp_path / "small", rig.services.settings.database_url)
    found.now = rig.moment
    return found


@pytest.fixture
def improvement(
    app: Starlette, rig: DeskRig, project: Project, rasa: FakeRasa, tmp_path: Path
) -> DeskImprovement:
    """Put a small project behind the pages; its runs are over when the page answers."""
    published: list[str] = []

    def publish(entry_id: str, is_trial: bool) -> list[DraftFinding]:
        if entry_id == "kaputt":
            raise CheckFailedError("TimeoutExpired")
        published.append(entry_id)
        return [] if not is_trial else [DraftFinding(1, "Die Quelle fehlt.")]

    built = DeskImprovement(
        Improvement(
            rig.engine,
            project.store,
            project.root,
            Catalogue(project.root / "faq"),
            LiveTopics(project.root / "data" / "nlu"),
            lambda number: project.job().run(number) and None,
            lambda: rig.moment,
        ),
        lambda: RasaClient(rasa.url, 5),
        RasaEvents(tmp_path / "rasa.sqlite"),
        publish,
    )
    app.state.improvement = built
    return built


def advisor(app: Starlette, rig: DeskRig) -> TestClient:
    client = signed_in(rig, "berta", Role.ADVISOR)
    own: Starlette = client.app  # type: ignore[assignment]
    own.state.improvement = app.state.improvement
    return client


@pytest.mark.parametrize("path", [*PAGES, "/statistik"])
def test_only_staff_see_the_pages(visitor: TestClient, path: str) -> None:
    assert visitor.get(path).headers["location"].startswith("/login?weiter=")


@pytest.mark.usefixtures("improvement")
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_without_any_question(staff: TestClient, path: str) -> None:
    assert staff.get(path).status_code == 200


@pytest.mark.usefixtures("improvement")
def test_questions_in_vain_are_listed_with_what_the_bot_said(
    staff: TestClient, project: Project
) -> None:
    project.chat(
        (Speaker.USER, {"text": "<b>stempel</b> im pass, Tel. 0221 4710815"}),
        (Speaker.BOT, {"text": FALLBACK}),
    )
    page = staff.get("/verbessern").text
    assert "&lt;b&gt;stempel&lt;/b&gt; im pass, Tel. [Telefonnummer]" in page
    assert "4710815" not in page
    assert FALLBACK in page
    assert "Brauchen wir ein Visum?" in page
    assert "stempel" not in staff.get("/verbessern?art=geklaert").text


@pytest.mark.usefixtures("improvement")
@pytest.mark.parametrize("query", ["art=alle", "tage=0", "tage=100000", "art=%00"])
def test_an_unknown_filter_is_no_page(staff: TestClient, query: str) -> None:
    assert staff.get(f"/verbessern?{query}").status_code == 404


@pytest.mark.usefixtures("improvement")
def test_from_a_question_to_a_model_and_back(staff: TestClient, project: Project) -> None:
    project.train()
    before, link = project.sentences("faq/visum"), project.current()
    noted = post(staff, "/verbessern/satz", question=SENTENCE, topic="faq/visum")
    assert noted.headers["location"] == "/verbessern/merkliste?gemerkt=ja"
    assert SENTENCE in staff.get("/verbessern/merkliste").text
    assert project.sentences("faq/visum") == before
    learned = post(staff, "/verbessern/lernen")
    page = staff.get(learned.headers["location"]).text
    assert "Der Lotse hat gelernt" in page
    assert "erkannt" in page
    assert SENTENCE in project.sentences("faq/visum")
    assert project.current() != link
    history = staff.get("/verbessern/verlauf").text
    number = re.search(r"/lauf/(\d+)/zurueck", history)
    assert number
    undone = post(staff, f"/verbessern/lauf/{number[1]}/zurueck")
    assert "wieder vergessen" in staff.get(undone.headers["location"]).text
    assert (project.sentences("faq/visum"), project.current()) == (before, link)
    assert "beratung: Zurücknehmen begonnen" in staff.get("/verbessern/verlauf").text


@pytest.mark.usefixtures("improvement")
def test_a_topic_can_be_chosen_by_its_title(staff: TestClient, project: Project) -> None:
    form = {"question": SENTENCE, "topic": "anderes", "other": "brauchen wir ein visum?"}
    assert post(staff, "/verbessern/satz", **form).status_code == 303
    assert [sentence.intent for sentence in project.store.proposed()] == ["faq/visum"]


@pytest.mark.usefixtures("improvement")
@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"question": "ok"}, 422, "zu kurz"),
        ({"question": "visum beantragen gruppe"}, 422, "kennt der Lotse schon"),
        ({"question": "wer zahlt die fahrtkosten"}, 422, "gehört schon zu einem anderen Thema"),
        ({"question": "wort " * 90}, 422, "zu lang"),
        ({"question": "was ist \ufffd das hier"}, 422, "Zeichen"),
        ({"question": "was ist 😀 das hier"}, 422, "Emojis"),
        ({"question": "<script>alert(1)</script>"}, 422, "Sonderzeichen"),
        ({"question": "mail an a@example.org bitte"}, 422, "persönliche Daten"),
        ({"question": SENTENCE, "topic": "faq/../../etc"}, 422, "Thema gibt es nicht"),
        ({"question": SENTENCE, "topic": "anderes", "other": "nie gehört"}, 422, "Thema gibt es"),
        ({"question": "  "}, 400, "nicht verstehen"),
        ({}, 400, "nicht verstehen"),
    ],
)
def test_what_cannot_be_learned_is_refused_in_words(
    staff: TestClient, project: Project, fields: dict[str, str], status: int, words: str
) -> None:
    form = {"topic": "faq/visum", **fields}
    answer = post(staff, "/verbessern/satz", **form)
    assert answer.status_code == status
    assert words in answer.text
    assert "<script>alert" not in answer.text
    assert project.store.proposed() == []


def test_an_advisor_proposes_and_an_admin_decides(
    app: Starlette, rig: DeskRig, improvement: DeskImprovement, project: Project
) -> None:
    project.train()
    berta = advisor(app, rig)
    assert post(berta, "/verbessern/satz", question=SENTENCE, topic="faq/visum").status_code == 303
    assert "Jetzt lernen lassen" not in berta.get("/verbessern/merkliste").text
    assert post(berta, "/verbessern/lernen").status_code == 403
    assert post(berta, "/verbessern/lauf/1/zurueck").status_code == 403
    assert post(berta, "/verbessern/entwuerfe/neu_eins/freigeben").status_code == 403
    assert improvement.improvement.store.newest_runs() == []
    (waiting,) = project.store.proposed()
    assert waiting.proposed_by == "berta"
    assert post(berta, f"/verbessern/merkliste/{waiting.id}/weg").status_code == 303
    assert project.store.proposed() == []


@pytest.mark.usefixtures("improvement")
def test_without_the_token_nothing_happens(staff: TestClient, project: Project) -> None:
    form = {"question": SENTENCE, "topic": "faq/visum"}
    assert staff.post("/verbessern/satz", data=form).status_code == 403
    assert project.store.proposed() == []


def test_the_assistant_is_asked_at_once_and_forgets(
    staff: TestClient, improvement: DeskImprovement, rasa: FakeRasa
) -> None:
    rasa.reply = lambda _body: [
        {"text": "Ja, <i>meistens</i>.", "buttons": [{"title": "Mehr", "payload": "/x"}]}
    ]
    page = post(staff, "/verbessern/frage", question="brauche ich einen stempel").text
    assert "Ja, &lt;i&gt;meistens&lt;/i&gt;." in page
    assert "Mehr" in page
    assert rasa.received[0]["sender"].startswith("desk-trial-")
    assert improvement.improvement.gaps(improvement.improvement.now().replace(year=2000)) == []
    rasa.status = 500
    assert "antwortet gerade nicht" in post(staff, "/verbessern/frage", question="und jetzt").text


@pytest.mark.usefixtures("improvement")
@pytest.mark.parametrize("path", ["/verbessern/satz", "/verbessern/frage"])
def test_bytes_that_are_no_text_are_refused(staff: TestClient, path: str) -> None:
    csrf = hidden(staff.get("/verbessern").text)
    body = f"csrf={csrf}&topic=faq/visum&question=was+ist+%ED%A0%80%FF%00+das".encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded", **ORIGIN}
    answer = staff.post(path, content=body, headers=kind)
    assert answer.status_code in (200, 422)
    assert "was ist" in answer.text


@pytest.mark.usefixtures("improvement")
def test_learning_nothing_is_told(staff: TestClient) -> None:
    answer = post(staff, "/verbessern/lernen")
    assert answer.status_code == 409
    assert "nichts, was der Lotse jetzt lernen kann" in answer.text


def test_a_run_under_way_is_shown_and_renews_itself(
    staff: TestClient, rig: DeskRig, project: Project, improvement: DeskImprovement
) -> None:
    project.store.propose("faq/visum", SENTENCE, "anna", rig.moment)
    number = project.store.begin_run(RunKind.LEARN, "anna", rig.moment)
    page = staff.get(f"/verbessern/lauf/{number}")
    assert page.headers["refresh"] == "5"
    assert "Begonnen von anna" in page.text
    assert "Der Lotse lernt gerade" in staff.get("/verbessern").text
    again = post(staff, "/verbessern/lernen")
    assert "lernt gerade schon" in again.text
    rig.moment = rig.moment.replace(minute=5)
    late = staff.get(f"/verbessern/lauf/{number}")
    assert "refresh" not in late.headers
    assert "unterbrochen" in late.text
    assert staff.get("/verbessern/lauf/999").status_code == 404
    assert improvement.improvement.running() is None


def test_a_read_only_installation_says_so(
    app: Starlette, staff: TestClient, improvement: DeskImprovement, project: Project
) -> None:
    # Root may write everywhere, so the check is told what it would find.
    class ReadOnly(Improvement):
        is_writable = False

    project.store.propose("faq/visum", SENTENCE, "anna", project.now)
    fixed = ReadOnly(
        **{f: getattr(improvement.improvement, f) for f in Improvement.__annotations__}
    )
    app.state.improvement = replace(improvement, improvement=fixed)
    page = staff.get("/verbessern/merkliste").text
    assert "darf ihre Dateien nicht ändern" in page
    assert f"data/nlu/faq/visum.yml    - {SENTENCE}" in page
    assert post(staff, "/verbessern/lernen").status_code == 409


@pytest.mark.usefixtures("improvement")
def test_a_draft_is_written_checked_and_published(staff: TestClient, project: Project) -> None:
    form = post(staff, "/verbessern/entwuerfe/neu", question="Wie groß ist ein Zelt?")
    assert 'value="wie_gross_ist_ein_zelt"' in form.text
    fields = {
        "new": "yes",
        "id": "zelt",
        "group": "planung",
        "draft_question": "Wie groß ist ein Zelt?",
        "answer": "Das hängt ab.\n## Falle",
        "simple": "Fragen Sie.",
        "title_1": "Stelle: Zelte",
        "url_1": "https://example.org/zelte",
        "year_1": "2026",
    }
    saved = post(staff, "/verbessern/entwuerfe/speichern", **fields)
    assert saved.headers["location"] == "/verbessern/entwuerfe/zelt?gespeichert=ja"
    content = (project.root / "faq" / "planung" / "zelt.md").read_text(encoding="utf-8")
    assert "draft: true" in content
    assert "\nFalle" in content
    assert Catalogue(project.root / "faq").get("zelt") is None
    again = post(staff, "/verbessern/entwuerfe/speichern", **fields)
    assert again.status_code == 409
    assert "Die Quelle fehlt." in post(staff, "/verbessern/entwuerfe/zelt/pruefen").text
    page = post(staff, "/verbessern/entwuerfe/zelt/freigeben")
    assert "ist freigegeben" in page.text
    assert "zelt" in staff.get("/verbessern/verlauf").text
    assert "Wie groß ist ein Zelt?" in staff.get("/verbessern/entwuerfe").text


@pytest.mark.usefixtures("improvement")
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"id": "../x"}, "../x"),
        ({"id": "visum"}, "gibt es schon"),
        ({"group": "../../etc"}, "Gruppe"),
        ({"group": ""}, "Gruppe"),
        ({"id": ""}, "ids bestehen"),
    ],
)
def test_a_wrong_draft_is_refused_and_nothing_typed_is_lost(
    staff: TestClient, project: Project, fields: dict[str, str], words: str
) -> None:
    form = {"id": "neu_eins", "group": "planung", "draft_question": "Was?", "answer": "Viel Text."}
    answer = post(staff, "/verbessern/entwuerfe/speichern", **{**form, **fields})
    assert answer.status_code == 422
    assert "Viel Text." in answer.text
    assert words in answer.text or words == "ids bestehen"
    assert len(list((project.root / "faq").rglob("*.md"))) == 2


@pytest.mark.usefixtures("improvement")
def test_a_request_becomes_a_draft_without_personal_data(
    staff: TestClient, rig: DeskRig, project: Project
) -> None:
    request = rig.add_request("k", topic="Visum?", description="Bitte an a@example.org schreiben.")
    page = post(staff, "/verbessern/entwuerfe/neu", reference=request.reference).text
    assert 'value="Visum?"' in page
    assert "a@example.org" not in page
    assert "[E-Mail-Adresse]" in page
    assert [line.subject for line in project.store.log_lines()] == [request.reference]
    assert post(staff, "/verbessern/entwuerfe/neu", reference="IJ-2026-9999").status_code == 404


def test_a_check_that_breaks_is_told(staff: TestClient, improvement: DeskImprovement) -> None:
    fields = {"new": "yes", "id": "kaputt", "group": "planung", "draft_question": "Was?"}
    post(staff, "/verbessern/entwuerfe/speichern", **fields)
    answer = post(staff, "/verbessern/entwuerfe/kaputt/pruefen")
    assert answer.status_code == 503
    assert "nicht zu Ende führen" in answer.text
    assert improvement.improvement.catalogue.get("kaputt") is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie groß ist ein Zelt?", "wie_gross_ist_ein_zelt"),
        ("3 Dinge!", "dinge"),
        ("😀", ""),
        ("wort " * 20, "wort_wort_wort_wort_wort_wort_wort_wort"),
    ],
)
def test_an_id_is_suggested(question: str, expected: str) -> None:
    assert suggested_id(question) == expected


def test_a_run_is_a_process_of_its_own(rig: DeskRig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IJA_VAR_DIR", str(rig.services.var_dir))
    improvement = build_improvement(rig.services).improvement
    store = improvement.store
    store.propose("faq/visum", SENTENCE, "anna", rig.moment)
    number = store.begin_run(RunKind.LEARN, "anna", rig.moment)
    # Nothing is left to learn when the process looks, so that no test trains the real model.
    store.drop(store.proposed()[0].id, "anna", rig.moment)
    RunStarter(rig.services.settings.root, rig.services.settings.log_dir / "improve.log")(number)
    deadline = time.monotonic() + 60
    while (run := store.run(number)) is not None and run.state is RunState.RUNNING:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert run is not None
    assert (run.state, run.report) == (RunState.FAILED, {"reason": "nothing"})


def test_statistics_of_a_period_as_page_and_files(staff: TestClient) -> None:
    page = staff.get("/statistik?von=2026-11-01&bis=2026-11-20")
    assert page.status_code == 200
    assert "Fragen nach Uhrzeit" in page.text
    period = "von=2026-11-01&bis=2026-11-20"
    csv = staff.get(f"/statistik/statistik.csv?{period}")
    assert "statistik_2026-11-01_2026-11-20.csv" in csv.headers["content-disposition"]
    assert csv.content.startswith(b"\xef\xbb\xbf")
    xlsx = staff.get(f"/statistik/statistik.xlsx?{period}")
    assert xlsx.content.startswith(b"PK")


@pytest.mark.parametrize(
    "query", ["von=2027-01-01", "von=gestern", "bis=9999-99-99", "von=0001-01-01", "bis=%00"]
)
def test_a_wrong_period_is_told(staff: TestClient, query: str) -> None:
    page = staff.get(f"/statistik?{query}")
    assert page.status_code == 422
    assert "Zeitraum ist nicht möglich" in page.text


def test_the_first_sign_in_reaches_the_new_pages(visitor: TestClient, rig: DeskRig) -> None:
    log_in(visitor, rig.start_password)
    page = visitor.get("/anfragen").text
    assert 'href="/verbessern"' in page
    assert 'href="/statistik"' in page
