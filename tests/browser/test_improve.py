"""The pages for improving the bot and the statistics, in a browser and with axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.conversations.counts import CountStore
from bot.conversations.models import Role
from bot.conversations.outcome import Outcome, Outcomes
from bot.conversations.store import ConversationStore
from bot.improvement.migrations import migrate
from bot.improvement.models import Phase, RunKind, RunState, SentenceState
from bot.improvement.store import ImprovementStore
from tests.browser.desk_rig import Desk, open_desk, sign_in
from tests.browser.rig import Site

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
SIZES = {"wide": (1280, 900), "200 percent": (640, 450), "phone": (320, 640)}
QUESTION = "bekommt die busfahrerin auch ein zimmer im gästehaus"


@pytest.fixture(scope="module")
def desk(running: Site) -> Desk:
    """Return the desk after a week with questions, one learned sentence and one refused run."""
    desk = open_desk(running, "iris")
    services = desk.services
    outcomes = Outcomes.from_folder(services.settings.responses_dir)
    chats, now = ConversationStore(services.engine, services.new_token), services.now()
    unclear = next(
        text
        for text in outcomes._responses  # noqa: SLF001 - the words change with the office
        if outcomes.of([{"text": text}]) == Outcome("fallback")
    )
    for _ in range(3):
        session = chats.create(now)
        chats.append(session, Role.USER, {"text": QUESTION}, now)
        chats.append(session, Role.BOT, {"text": unclear}, now)
    for _ in range(9):
        CountStore(services.engine).count_question(
            services.today(), Outcome("answer", "juleica"), 14, "web"
        )
    migrate(services.engine)
    store = ImprovementStore(services.engine)
    score = {"questions": 10, "right": 9, "wrong": 0, "missed_emergencies": 0}
    for text, state in (("erster satz", RunState.LIVE), ("zweiter satz", RunState.REFUSED)):
        store.propose("faq/juleica", text, "iris", now)
        run = store.begin_run(RunKind.LEARN, "iris", now)
        store.say(run, Phase.MEASURING, now)
        worse = [{"text": "wer darf fahren", "topic": "juleica", "now": "versicherung"}]
        learned = [{"intent": "faq/juleica", "text": text, "is_recognised": False}]
        report = {"before": score, "after": score, "worse": worse, "learned": learned}
        is_live = state is RunState.LIVE
        store.finish(
            run,
            state,
            report if is_live else {**report, "reason": "right"},
            now,
            changed=[(s.id, SentenceState.LIVE) for s in store.proposed()] if is_live else [],
        )
    return desk


@pytest.mark.parametrize("size", SIZES)
def test_every_page_can_be_read_by_everyone(desk: Desk, open_page: OpenPage, size: str) -> None:
    width, height = SIZES[size]
    page = open_page(viewport={"width": width, "height": height})
    sign_in(page, desk)
    for path in (
        "/verbessern",
        "/verbessern?tage=30&art=geklaert",
        "/verbessern/merkliste",
        "/verbessern/entwuerfe",
        "/verbessern/verlauf",
        "/verbessern/lauf/2",
        "/statistik",
    ):
        # The first visit builds the index of all topics.
        page.goto(f"{desk.url}{path}", timeout=60_000)
        for details in page.locator("details").all():
            details.evaluate("node => { node.open = true }")
        found = Axe().run(page).response["violations"]
        assert [(path, item["id"], item["nodes"][0]["target"]) for item in found] == []
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert (path, overflow) == (path, 0)


def test_a_question_becomes_a_sentence_with_the_keyboard(desk: Desk, open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto(f"{desk.url}/verbessern")
    group = page.locator("section", has=page.get_by_role("heading", name=f"„{QUESTION}“"))
    expect(group).to_contain_text("3 Fragen in 3 Gesprächen")
    group.get_by_label("Diesen Satz soll der Lotse lernen").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verbessern/merkliste?gemerkt=ja")
    row = page.get_by_role("row", name=QUESTION)
    expect(row).to_contain_text("iris")
    row.get_by_role("button", name="Entfernen").click()
    page.wait_for_url("**/verbessern/merkliste")
    expect(page.get_by_text(QUESTION)).to_have_count(0)


def test_the_assistant_is_tried_and_a_draft_begun(desk: Desk, open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto(f"{desk.url}/verbessern")
    page.get_by_label("Den Lotsen etwas fragen").fill("wie groß ist unsere gruppe")
    page.get_by_role("button", name="Ausprobieren").first.click()
    expect(page.get_by_role("region", name="Das antwortet der Lotse jetzt")).to_contain_text(
        "16 bis 60 Teilnehmende"
    )
    page.get_by_role("button", name="Neue Antwort schreiben").click()
    expect(page.get_by_label("Frage in den Worten der Ratsuchenden")).to_have_value(
        "wie groß ist unsere gruppe"
    )
    expect(page.get_by_label("Kurzname der Datei")).to_have_value("wie_gross_ist_unsere_gruppe")
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["nodes"][0]["target"]) for item in found] == []
