"""Keeps what came with a mail, or notes why not."""

from __future__ import annotations

from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.threads.thread_models import Attachment
from bot.mail.attachment_rules import judge
from bot.mail.incoming import IncomingMail


def keep_pieces(mail: IncomingMail, folder: AttachmentFolder) -> tuple[Attachment, ...]:
    """Save the pieces of a mail that may be kept and return what became of each.

    Raises:
        OSError: the disk is full or the folder not writable.
    """
    verdicts = judge(list(mail.pieces))
    return tuple(
        Attachment(
            name=verdict.name,
            media_type=verdict.media_type,
            size=len(piece.content),
            file=None if verdict.refusal else folder.save(piece.content),
            refusal=verdict.refusal,
        )
        for piece, verdict in zip(mail.pieces, verdicts, strict=True)
    )


def too_large(size: int) -> tuple[Attachment, ...]:
    """Return what stands for the pieces of a mail that was read in part only."""
    return (Attachment("-", "message/rfc822", size, refusal="mail_too_large"),)
