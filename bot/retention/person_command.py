"""``python -m bot person``: find, export and erase what is stored about one person."""

from __future__ import annotations

import argparse
import getpass
import json
from collections.abc import Callable, Sequence

from bot.clock import OFFICE_ZONE, utc_now
from bot.command_output import complain, say
from bot.consultations.erasure import ErasureReason, ErasureReceipt
from bot.consultations.errors import StoreUnavailableError, UnknownReferenceError
from bot.consultations.keys.references import read_reference
from bot.consultations.mail_address import is_mail_address
from bot.consultations.people import export_of_person, is_searchable, references_of_person
from bot.retention.missed import tell_missed
from bot.retention.person_reminders import export_of, number_of
from bot.retention.services import CommandServices, open_services
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser


def main(argv: Sequence[str], settings: Settings) -> int:
    """Run a subcommand; 0 means done, 1 not found or no database, 2 wrong usage.

    3 means erased, but a backup could bring it back: the journal of erasures took no line.
    """
    arguments = _parser().parse_args(argv)
    try:
        services = open_services(settings, utc_now)
        code = _COMMANDS[arguments.command](arguments, services)
        return tell_missed(services, settings.erasure_journal) or code
    except UnknownReferenceError as error:
        complain(text("person.unknown", reference=error))
    except StoreUnavailableError:
        complain(text("retention.store_unavailable"))
    return 1


def _find(arguments: argparse.Namespace, services: CommandServices) -> int:
    found = references_of_person(services.engine, arguments.contact)
    if not (found or is_searchable(arguments.contact)):
        complain(text("person.no_contact", value=arguments.contact))
        return 2
    reminders = number_of(services.reminders, arguments.contact)
    if reminders:
        found.append(text("person.reminders", number=reminders, address=arguments.contact.strip()))
    say("\n".join(found) if found else text("person.nothing"))
    return 0 if found else 1


def _export(arguments: argparse.Namespace, services: CommandServices) -> int:
    references, addresses = _sorted(arguments.subjects)
    data = export_of_person(services.engine, references)
    data |= {address: export_of(services.reminders, address) for address in addresses}
    _name_requests(services, references, addresses)
    say(json.dumps(data, ensure_ascii=False, indent=2))
    return 0


def _erase(arguments: argparse.Namespace, services: CommandServices) -> int:
    references, addresses = _sorted(arguments.subjects)
    for reference in references:
        say(text("person.preview", reference=reference, **services.erasures.preview(reference)))
    for address in addresses:
        number = number_of(services.reminders, address)
        say(text("person.preview_reminders", address=address, number=number))
    _name_requests(services, references, addresses)
    if not arguments.yes:
        say(text("person.not_yet"))
        return 0
    for reference in references:
        actor = f"command:{getpass.getuser()}"
        receipt = services.erasures.erase(reference, ErasureReason.OFFICE, actor)
        say(_receipt_text(services, receipt))
    for address in addresses:
        number = services.reminders.erase_address(address)
        say(text("person.erased_reminders", address=address, number=number))
    return 0


def _name_requests(
    services: CommandServices, references: Sequence[str], addresses: Sequence[str]
) -> None:
    """Say which requests an address has besides: nobody shall take the reminders for everything."""
    for address in addresses:
        found = references_of_person(services.engine, address)
        left = [reference for reference in found if reference not in references]
        if left:
            names = ", ".join(left)
            complain(text("person.requests_too", address=address, references=names))


def _receipt(arguments: argparse.Namespace, services: CommandServices) -> int:
    for reference in arguments.subjects:
        receipt = services.erasures.receipt(reference)
        if receipt is None:
            complain(text("person.not_erased", reference=reference))
            return 1
        say(_receipt_text(services, receipt))
    return 0


def _receipt_text(services: CommandServices, receipt: ErasureReceipt) -> str:
    moment = receipt.erased_at.astimezone(OFFICE_ZONE).strftime("%d.%m.%Y, %H:%M:%S")
    genuine = "person.genuine" if services.erasures.is_genuine(receipt) else "person.forged"
    return text(
        "person.receipt",
        reference=receipt.reference,
        moment=moment,
        reason=text(f"person.reason_{receipt.reason.value}"),
        seal=receipt.seal,
        genuine=text(genuine),
        **receipt.items,
    )


def _reference(raw: str) -> str:
    reference = read_reference(raw)
    if reference is None:
        raise argparse.ArgumentTypeError(text("person.no_reference", value=raw))
    return reference


def _subject(raw: str) -> str:
    """Return a reference, or an e-mail address for the reminders sent to it."""
    address = raw.strip()
    return address if is_mail_address(address) else _reference(raw)


def _sorted(subjects: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return references and addresses apart."""
    addresses = [subject for subject in subjects if is_mail_address(subject)]
    return [subject for subject in subjects if subject not in addresses], addresses


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot person", "person.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("find").add_argument("contact")
    for name in ("export", "erase", "receipt"):
        command = commands.add_parser(name)
        # A receipt is for a request; of reminders nothing is kept that could be sealed.
        kind = _reference if name == "receipt" else _subject
        command.add_argument("subjects", nargs="+", type=kind)
        if name == "erase":
            command.add_argument("--yes", action="store_true")
    return parser


_COMMANDS: dict[str, Callable[[argparse.Namespace, CommandServices], int]] = {
    "find": _find,
    "export": _export,
    "erase": _erase,
    "receipt": _receipt,
}
