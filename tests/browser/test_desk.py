"""A working day at the desk, with the keyboard alone; every page for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.consultations.models import RequestState
from bot.desk.answering.drafts import DraftKind
from bot.desk.requests.work import Work
from tests.browser.desk_rig import Desk, add_full_request, add_request, open_desk, sign_in, tab_to
from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SIZES = {"wide": (1280, 900), "200 percent": (640, 450), "phone": (320, 640)}


@pytest.fixture(scope="module")
def desk(running: Site) -> Desk:
    """Return the desk with an account that has a second factor."""
    return open_desk(running, "toni", with_factor=True)


def test_a_working_day_with_the_keyboard_alone(desk: Desk, open_page: OpenPage) -> None:
    services = desk.services
    mine = add_request(desk, "day-1", topic="Wroclaw 2027", partner_country="Polen")
    double = add_request(desk, "day-2", topic="Wroclaw Nachfrage")
    page = open_page()
    sign_in(page, desk)

    page.keyboard.press("/")
    page.keyboard.type("wroclaw polen")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Suche nach „wroclaw polen“")).to_be_visible()
    assert "wroclaw" not in page.url
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/anfragen/{mine}")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()

    page.keyboard.press("z")
    page.keyboard.type("Toni")
    page.keyboard.press("w")
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    page.keyboard.type("12012026")
    tab_to(page, "Stichwörter")
    page.keyboard.type("kalkulation, eilig")
    page.keyboard.press("Enter")
    expect(page.locator(".badges")).to_contain_text("Wiedervorlage")
    work = services.work.of(mine)
    assert (work.assignee, work.tags) == ("toni", ("eilig", "kalkulation"))
    assert work.follow_up_on is not None

    page.keyboard.press("b")
    page.keyboard.type("Eingang")
    tab_to(page, "Einsetzen")
    page.keyboard.press("Enter")
    expect(page.locator("#antworttext")).to_have_value(
        re.compile(f"^Guten Tag Erika,.*{mine}", re.S)
    )
    page.keyboard.press("a")
    page.keyboard.press("Control+End")
    page.keyboard.type("\nPS: Wir freuen uns.")
    expect(page.locator("[data-draft=answer] [data-draft-state]")).to_have_text(
        "Entwurf gespeichert."
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator(".by-office")).to_contain_text("PS: Wir freuen uns.")
    assert services.consultations.get(mine).state is RequestState.ANSWERED
    assert services.drafts.of(mine, DraftKind.ANSWER) == []

    page.keyboard.press("n")
    page.keyboard.type("Im Januar nachfragen.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".internal")).to_contain_text("Im Januar nachfragen.")

    tab_to(page, "Mit einer anderen Anfrage zusammenführen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zusammenfuehren")
    tab_to(page, f"Mit {double} zusammenführen")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/anfragen/{mine}#zusammengefuehrt")
    expect(page.get_by_text("Zusammengeführt. Beide Verläufe")).to_be_focused()
    expect(page.locator(".merged")).to_contain_text("Wroclaw Nachfrage")
    assert services.work.of(double).merged_into == mine

    page.keyboard.press("l")
    page.wait_for_url("**/anfragen")
    tab_to(page, "Alle ")
    page.keyboard.press("Enter")
    page.wait_for_url("**ansicht=alle")
    tab_to(page, "Excel")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")

    tab_to(page, "Abmelden")
    page.keyboard.press("Enter")
    page.wait_for_url("**/login")
    page.goto(f"{desk.url}/anfragen/{mine}")
    page.wait_for_url(re.compile(r"/login\?weiter="))


def test_without_a_script_everything_works_too(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "jona")
    reference = add_request(desk, "noscript")
    page = open_page(java_script_enabled=False)
    page.goto(desk.url)
    page.get_by_label("Name").fill(desk.username)
    page.get_by_label("Passwort").fill(desk.password)
    page.get_by_role("button", name="Anmelden").click()
    page.goto(f"{desk.url}/anfragen/{reference}")
    page.get_by_role("button", name="Ich übernehme").click()
    page.get_by_label("Textbaustein").select_option("gruss")
    page.get_by_role("button", name="Einsetzen").click()
    expect(page.get_by_label("Ihre Antwort")).to_have_value(re.compile("^Freundliche Grüße"))
    page.get_by_role("button", name="Entwurf speichern").click()
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator(".by-office")).to_contain_text("Freundliche Grüße")
    page.get_by_label("Notiz (liest nur das Team)").fill("Erledigt.")
    page.get_by_role("button", name="Notiz speichern").click()
    expect(page.locator(".internal")).to_contain_text("Erledigt.")


def test_shortcuts_can_be_turned_off(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "mika")
    page = open_page()
    sign_in(page, desk)
    page.goto(f"{desk.url}/konto")
    page.get_by_label("Tastatur-Kürzel einschalten").uncheck()
    page.get_by_role("button", name="Speichern").click()
    page.keyboard.press("l")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Konto")


def test_a_colleague_who_opens_the_request_is_announced(
    running: Site, desk: Desk, open_page: OpenPage, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 409")
    other = open_desk(running, "sascha")
    reference = add_request(desk, "colleague")
    second = open_page()
    sign_in(second, other)
    first = open_page()
    sign_in_quickly(first, desk)
    for page in (second, first):
        page.goto(f"{desk.url}/anfragen/{reference}")
    expect(first.locator("#anwesend")).to_contain_text(
        "Sascha Beispiel hat diese Anfrage gerade offen"
    )
    second.locator("#notiztext").fill("Ich rufe an.")
    second.get_by_role("button", name="Notiz speichern").click()
    first.locator("#antworttext").fill("Mein Text")
    first.get_by_role("button", name="Antwort senden").click()
    expect(first.get_by_role("alert")).to_be_focused()
    expect(first.get_by_role("alert")).to_contain_text("Sascha Beispiel: Interne Notiz")
    expect(first.locator("#antworttext")).to_have_value("Mein Text")
    first.get_by_role("button", name="Antwort senden").click()
    expect(first.locator(".by-office:not(.internal)")).to_contain_text("Mein Text")


def test_who_was_signed_out_while_writing_goes_on_writing(
    running: Site, open_page: OpenPage, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 401")
    desk = open_desk(running, "noa")
    path = f"{desk.url}/anfragen/{add_request(desk, 'signed-out')}"
    page = open_page()
    sign_in(page, desk)
    page.goto(path)
    account = desk.services.accounts.find(desk.username)
    assert account is not None
    desk.services.sessions.end_all(account.id)
    page.locator("#notiztext").fill("Rückruf am Montag zugesagt.")
    expect(page.get_by_role("alert")).to_contain_text("Sie sind abgemeldet.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="In einem neuen Fenster anmelden").click()
    second = opened.value
    second.get_by_label("Name").fill(desk.username)
    second.get_by_label("Passwort").fill(desk.password)
    second.get_by_role("button", name="Anmelden").click()
    second.wait_for_url(path)
    second.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#abgemeldet")).to_be_hidden()
    expect(page.locator("[data-draft=note] [data-draft-state]")).to_have_text(
        "Entwurf gespeichert."
    )
    page.get_by_role("button", name="Notiz speichern").click()
    expect(page.locator(".internal")).to_contain_text("Rückruf am Montag zugesagt.")


def test_what_a_button_did_is_said_and_has_the_focus(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "lou")
    reference = add_request(desk, "said")
    page = open_page()
    sign_in(page, desk)
    page.goto(f"{desk.url}/anfragen/{reference}")
    page.get_by_role("button", name="Ich übernehme").click()
    expect(page.locator("#uebernommen")).to_be_focused()
    page.get_by_role("button", name="Abschließen").click()
    expect(page.locator("#status-neu")).to_be_focused()
    expect(page.locator("#status-neu")).to_contain_text("Der Status ist jetzt „Abgeschlossen“.")
    expect(page.locator("#uebernommen")).to_be_hidden()


def test_one_key_takes_over_another_goes_on(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "ulli")
    reference = add_request(desk, "taken")
    urgent = add_request(desk, "urgent", is_urgent=True)
    page = open_page()
    sign_in(page, desk)
    page.goto(f"{desk.url}/anfragen/{reference}")
    page.keyboard.press("u")
    expect(page.locator("#uebernommen")).to_be_focused()
    assert desk.services.work.of(reference).assignee == "ulli"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#zurueckgegeben")).to_be_focused()
    assert desk.services.work.of(reference).assignee is None
    desk.services.work.assign(urgent, "ulli", "ulli")
    page.reload()
    page.keyboard.press("o")
    page.wait_for_url(re.compile(r"/anfragen/IJ-\d+-\d+$"))
    assert reference not in page.url


def test_nothing_of_a_request_is_cut_off(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "kai")
    reference = add_request(
        desk,
        "wide",
        topic="Donaudampfschifffahrtsgesellschaft" * 5,
        organisation="Kinderundjugendverbandsarbeitsgemeinschaft" * 3,
        email=f"{'sehr.lange.adresse.' * 3}x@{'lange-domain-' * 4}x.example.org",
    )
    services = desk.services
    decided = Work("kai", services.today(), tags=("ein sehr langes stichwort mit worten",))
    services.work.decide(reference, decided, is_urgent=True, actor="kai")
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, desk)
    page.goto(f"{desk.url}/anfragen?ansicht=meine")
    cut = """(sheet) => [...sheet.querySelectorAll("span, a, td")].filter(
      (node) => node.getBoundingClientRect().right > sheet.getBoundingClientRect().right
    ).map((node) => node.textContent)"""
    for width in (1280, 1024, 820, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".table-sheet").evaluate(cut) == [], width
    page.goto(f"{desk.url}/anfragen/{reference}")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


def sign_in_quickly(page: Page, desk: Desk) -> None:
    """Give the browser a session, because a code of the app is good for one sign-in."""
    account = desk.services.accounts.find(desk.username)
    assert account is not None
    token = desk.services.sessions.start(account, desk.services.now())
    page.context.add_cookies([{"name": "desk", "value": token, "url": desk.url}])


def test_every_page_is_for_everybody(desk: Desk, open_page: OpenPage) -> None:
    reference = add_full_request(desk, "axe")
    request = f"/anfragen/{reference}"
    plain = add_request(desk, "axe-plain")
    page = open_page(color_scheme="light")
    sign_in_quickly(page, desk)
    paths = (
        "/anfragen",
        "/anfragen?ansicht=alle&dringend=ja",
        request,
        f"/anfragen/{plain}",
        f"{request}/zusammenfuehren",
        f"{request}/druck?notizen=ja",
        f"{request}/loeschen",
        "/posteingang",
        "/textbausteine",
        "/konto",
        "/konto/zweiter-faktor",
        "/passwort",
        "/konten",
        "/zugriffe",
        "/tastatur",
    )
    for path in paths:
        page.goto(f"{desk.url}{path}")
        for name, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            overflow = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, (path, name)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        results = Axe().run(page)
        assert results.violations_count == 0, (path, results.generate_report())
        page.emulate_media(color_scheme="dark")
        results = Axe().run(page, options={"runOnly": ["color-contrast"]})
        assert results.violations_count == 0, (path, "dark", results.generate_report())
        page.emulate_media(color_scheme="light")


def test_colours_of_ones_own_show_the_chosen_view(desk: Desk, open_page: OpenPage) -> None:
    page = open_page(forced_colors="active")
    sign_in_quickly(page, desk)
    page.goto(f"{desk.url}/anfragen")
    chosen, other = page.locator(".filter a[aria-current]"), page.locator(".filter a").last
    ground = "(node) => getComputedStyle(node).backgroundColor"
    assert chosen.evaluate(ground) != other.evaluate(ground)


def test_an_error_page_is_for_everybody(desk: Desk, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{desk.url}/gibt-es-nicht")
    assert Axe().run(page).violations_count == 0
    page.close()


def test_the_way_in_is_for_everybody(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "eli", with_factor=True)
    page = open_page()
    page.goto(f"{desk.url}/login")
    assert Axe().run(page).violations_count == 0
    expect(page.locator("#username")).to_be_focused()
    page.keyboard.type(desk.username)
    page.keyboard.press("Tab")
    page.keyboard.type(desk.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/code")
    assert Axe().run(page).violations_count == 0
