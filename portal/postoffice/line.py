"""The line to the mail server: one for a whole batch."""

import logging
import smtplib

from django.core import mail

log = logging.getLogger(__name__)

# So many mails in a row on which the line breaks are no fault of theirs.
BREAKS = 2


class NoMailServer(Exception):
    """The mail server does not answer, or lets nobody in. That is no mail's fault."""


class Line:
    """One connection to the mail server, opened when first needed, and again after it broke."""

    def __init__(self):
        self.connection = mail.get_connection()
        self.is_open = False
        self.broke = 0

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.close()

    def open(self):
        """Raises NoMailServer."""
        if not self.is_open:
            try:
                self.connection.open()
            except (OSError, smtplib.SMTPException) as problem:
                raise NoMailServer(str(problem)) from problem
            self.is_open = True

    def send(self, message):
        """Raises what the mail server answers to this mail, or OSError where the line breaks on it. Raises NoMailServer
        where the server says that it serves nobody now, or the line breaks on one mail after the other."""
        self.open()
        try:
            taken = self.connection.send_messages([message])
        except BaseException as problem:
            # Whatever was said, the next mail begins on a fresh line.
            self.close()
            self.broke = self.broke + 1 if _is_broken(problem) else 0
            if self.broke >= BREAKS or _serves_nobody(problem):
                raise NoMailServer(str(problem)) from problem
            raise
        if taken == 0:
            raise ValueError("The mail backend took nothing: there is nobody whom it would go to.")
        self.broke = 0

    def close(self):
        if self.is_open:
            self.is_open = False
            try:
                self.connection.close()
            except (OSError, smtplib.SMTPException):
                log.info("The mail server had hung up already", exc_info=True)


def _is_broken(problem):
    """No word from the mail server: it hung up, or was silent for too long (settings.EMAIL_TIMEOUT)."""
    if isinstance(problem, smtplib.SMTPServerDisconnected):
        return True
    return isinstance(problem, OSError) and not isinstance(problem, smtplib.SMTPException)


def _serves_nobody(problem):
    """421: "I close the channel", which a mail server may say to anything (RFC 5321, 3.8)."""
    codes = [getattr(problem, "smtp_code", None)]
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _answer in problem.recipients.values()]
    return 421 in codes
