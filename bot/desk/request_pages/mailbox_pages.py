"""Mails that no request was found for: looked at, put into a thread, or put aside."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.consultations.errors import UnknownReferenceError
from bot.consultations.keys.references import read_reference
from bot.consultations.mails.inbound_mails import MailPlace, Outcome
from bot.desk.access.protection import Visit, staff_route
from bot.desk.answering.mailbox import DeskMailbox, UnsortedMail
from bot.desk.form_values import whole_number
from bot.mail.mailboxes import MailboxUnavailableError
from bot.texts import text

PATH = "/posteingang"
_NUMBER_DIGITS = 19


def mailbox_page(visit: Visit, problem: str | None = None, status_code: int = 200) -> Response:
    """Show the mails that a human has to sort."""
    mailbox = visit.services.mailbox
    mails: list[UnsortedMail] = []
    if mailbox is not None:
        try:
            mails = mailbox.unsorted()
        except MailboxUnavailableError as error:
            problem = problem or text("desk.mailbox_error", code=error.code)
    return visit.page(
        "mailbox.html",
        status_code,
        has_mailbox=mailbox is not None,
        mails=mails,
        problem=problem,
    )


def sort_mail(visit: Visit) -> Response:
    """Put one mail into the thread of a request, or note that it belongs to none."""
    mailbox = visit.services.mailbox
    place = None if mailbox is None else _place(visit, mailbox)
    if mailbox is None or place is None:
        return mailbox_page(visit, text("desk.mail_sorted_already"), 409)
    if visit.form.get("action") == "discard":
        mailbox.worker.discard(place)
        visit.services.log.note(visit.actor, "mail_discarded")
        return RedirectResponse(PATH, status_code=303)
    reference = read_reference(visit.form.get("reference", ""))
    if reference is None:
        return mailbox_page(visit, text("desk.merge_no_reference"), 422)
    try:
        request = visit.services.consultations.get(reference)
        outcome = mailbox.worker.file_under(place, str(request.uuid))
    except UnknownReferenceError:
        return mailbox_page(visit, text("desk.merge_unknown", reference=reference), 422)
    except MailboxUnavailableError as error:
        return mailbox_page(visit, text("desk.mailbox_error", code=error.code), 502)
    except OSError:
        return mailbox_page(visit, text("desk.attachments_not_stored"), 507)
    if outcome is Outcome.UNMATCHED:
        return mailbox_page(visit, text("desk.merge_erased", reference=reference), 422)
    visit.services.consultations.note_event(reference, visit.actor, "mail_filed")
    return RedirectResponse(f"/anfragen/{reference}", status_code=303)


ROUTES = [
    staff_route(PATH, mailbox_page),
    staff_route(PATH, sort_mail, "POST"),
]


def _place(visit: Visit, mailbox: DeskMailbox) -> MailPlace | None:
    uid_validity, uid = (
        whole_number(visit.form.get(name, ""), _NUMBER_DIGITS) for name in ("uid_validity", "uid")
    )
    if uid_validity is None or uid is None:
        raise HTTPException(400)
    return mailbox.place(visit.form.get("folder", ""), uid_validity, uid)
