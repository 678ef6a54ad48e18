"""Who may see a request: a signed cookie after reference and PIN were right."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.consultations.access import Grant
from bot.gateway.cookies import give_cookie, read_cookie, take_cookie
from bot.gateway.services import services_of
from bot.privacy.token_hash import token_hash

COOKIE = "ija_request"
SESSION_SECONDS = 30 * 60
_PURPOSE = "own-request"
_FORM_PURPOSE = "own-request-form"


def start_session(request: Request, response: Response, grant: Grant) -> None:
    """Let this browser see the request for half an hour."""
    services = services_of(request)
    # The nonce makes every session, and with it its forms, different.
    content = [grant.reference, services.new_token()]
    signed = services.signer(_PURPOSE).sign(content, services.now().timestamp())
    give_cookie(request, response, COOKIE, signed, same_site="strict", seconds=SESSION_SECONDS)


def end_session(request: Request, response: Response) -> None:
    """Forget the request in this browser."""
    take_cookie(request, response, COOKIE, same_site="strict")


def grant_of(request: Request) -> Grant | None:
    """Return what this browser may see, None without a valid session."""
    services = services_of(request)
    content = services.signer(_PURPOSE).verify(
        read_cookie(request, COOKIE), services.now().timestamp(), SESSION_SECONDS
    )
    return None if content is None else Grant(str(content[0]))


def form_token(request: Request) -> str:
    """Return what every form of the session must bring back."""
    services = services_of(request)
    return services.signer(_FORM_PURPOSE).sign(_fingerprint(request), services.now().timestamp())


def is_own_form(request: Request, token: str) -> bool:
    """Tell whether a form was made for this session."""
    services = services_of(request)
    signed_for = services.signer(_FORM_PURPOSE).verify(
        token, services.now().timestamp(), SESSION_SECONDS
    )
    return bool(signed_for == _fingerprint(request))


def _fingerprint(request: Request) -> str:
    return token_hash(read_cookie(request, COOKIE))
