"""Mail by SMTP. Before the server has the whole message nothing was sent; when it falls silent then, nobody knows."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.utils.encoding import punycode

from hieuhoc.outbox.rules import TAKEN, Handed


def send_mail(address: str, *, subject: str, text: str, key: str, stop_url: str = "") -> Handed:
    """`key` becomes the Message-ID: a mail server that gets it again can tell. `stop_url`: RFC 8058, one click in the mail
    program ends such mails."""
    headers = {"Message-ID": message_id(key)}
    if stop_url:
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mailer = mailers.default
    try:
        mailer.open()
    except OSError as error:  # SMTPException is one too
        return Handed(type(error).__name__)
    try:
        mailer.send_messages([EmailMessage(subject, text, to=[address], headers=headers)])
    except SMTPRecipientsRefused as error:
        return Handed(type(error).__name__, is_final=all(code >= 500 for code, _words in error.recipients.values()))
    except SMTPServerDisconnected as error:
        return Handed(type(error).__name__, is_unsure=True)
    except SMTPException as error:
        return Handed(type(error).__name__)
    except OSError as error:  # SMTPException is one too
        return Handed(type(error).__name__, is_unsure=True)
    finally:
        mailer.close()
    return TAKEN


def message_id(key: str) -> str:
    domain = punycode(settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">"))
    return f"<{key.replace('@', '.')}@{domain}>"
