"""``python -m bot desk user``: accounts from the command line, also when nobody can sign in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from bot.clock import german_moment, utc_now
from bot.command_output import complain, say
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.migrations import migrate as migrate_consultations
from bot.desk.migrations import migrate as migrate_desk
from bot.desk.services import new_token
from bot.desk.staff.accounts import Account, Role
from bot.desk.staff.managing import Staff, StaffError
from bot.desk.staff.passwords import Passwords
from bot.desk.staff.staff_log import StaffLog
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser

ACTOR = "shell"


def main(argv: Sequence[str], settings: Settings) -> int:
    """Run one command; 0 means done, 1 that it is not possible."""
    arguments = _parser().parse_args(argv)
    try:
        engine = open_engine(settings.database_url)
        migrate_consultations(engine)
        migrate_desk(engine)
        staff = Staff(engine, Passwords(), new_token)
        line, what = _COMMANDS[arguments.command](arguments, staff)
        if what:
            StaffLog(engine, utc_now).note(ACTOR, what, arguments.name.strip().casefold())
    except StaffError as error:
        return complain(text(f"desk.staff_{error.problem.value}"))
    except StoreUnavailableError:
        return complain(text("mail.store_unavailable"))
    say(line)
    return 0


def _add(arguments: argparse.Namespace, staff: Staff) -> tuple[str, str]:
    password = staff.add(arguments.name, arguments.display_name, Role(arguments.role))
    shown = arguments.name.strip().casefold()
    return text("desk.user_added", name=shown, password=password), "account_added"


def _list(_arguments: argparse.Namespace, staff: Staff) -> tuple[str, str]:
    return "\n".join(_line(account) for account in staff.all()), ""


def _disable(arguments: argparse.Namespace, staff: Staff) -> tuple[str, str]:
    staff.set_disabled(arguments.name, not arguments.undo)
    what = "enable" if arguments.undo else "disable"
    return text(f"desk.user_{what}d", name=arguments.name), f"account_{what}"


def _reset_totp(arguments: argparse.Namespace, staff: Staff) -> tuple[str, str]:
    staff.reset_second_factor(arguments.name)
    return text("desk.user_totp_reset", name=arguments.name), "account_factor"


def _password(arguments: argparse.Namespace, staff: Staff) -> tuple[str, str]:
    password = staff.reset_password(arguments.name)
    shown = text("desk.user_password", name=arguments.name, password=password)
    return shown, "account_password"


def _line(account: Account) -> str:
    login = account.last_login_at
    return text(
        "desk.user_line",
        name=f"{account.username} ({account.shown_name})",
        role=text(f"desk.role_{account.role.value}"),
        factor=text(f"consultations.{'yes' if account.has_second_factor else 'no'}"),
        login=text("desk.user_never") if login is None else german_moment(login),
        disabled=text("desk.user_is_disabled") if account.is_disabled else "",
    )


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot desk user", "desk.user_usage")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in _COMMANDS:
        command = commands.add_parser(name)
        if name != "list":
            command.add_argument("name")
        if name == "add":
            command.add_argument("--name", dest="display_name", default="")
            roles = [role.value for role in Role]
            command.add_argument("--role", choices=roles, default=Role.ADVISOR.value)
        if name == "disable":
            command.add_argument("--undo", action="store_true")
    return parser


_COMMANDS: dict[str, Callable[[argparse.Namespace, Staff], tuple[str, str]]] = {
    "add": _add,
    "list": _list,
    "disable": _disable,
    "reset-totp": _reset_totp,
    "password": _password,
}
