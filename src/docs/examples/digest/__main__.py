"""Mails what changed, once in an interval to each recipient: python3 -m digest 'kim@example.org=team.*,event.*' …"""

import fnmatch
import os
import smtplib
import sys
import threading
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import webhooks

INTERVAL_SECONDS = int(os.environ.get("INTERVAL_SECONDS", "3600"))
SMTP_HOST = os.environ.get("SMTP_HOST")
SMTP_PORT = int(os.environ.get("SMTP_PORT", "25"))
SENDER = os.environ.get("MAIL_FROM", "carillon@localhost")
TIMEOUT_SECONDS = 30

recipients = dict(argument.split("=", 1) for argument in sys.argv[1:]) or sys.exit(__doc__)
news = webhooks.database("digest.db", """
    CREATE TABLE IF NOT EXISTS news (message_id TEXT, recipient TEXT, line TEXT NOT NULL, mailed_at TEXT,
        PRIMARY KEY (message_id, recipient))
    """)
turn = threading.Lock()


def receive(message_id, event):
    """Writes a line for each recipient with a matching pattern, to be mailed later. A repeated webhook finds its own rows."""
    line = " ".join(f"{event['time']} {event['type']} {event['subject']}".split())  # on one line, whatever the id is
    changes = event.get("changes", 1)  # a sample has none
    if changes > 1:
        line += f" ({changes} changes)"
    with turn, news:
        for recipient, patterns in recipients.items():
            if any(fnmatch.fnmatchcase(event["type"], pattern) for pattern in patterns.split(",")):
                news.execute("INSERT OR IGNORE INTO news VALUES (?, ?, ?, NULL)", [message_id, recipient, line])


def mail_all():
    """Sends one mail to each recipient who has news. Rows are marked once the mail server has the mail, so none is lost."""
    with turn:
        rows = news.execute("SELECT recipient, message_id, line FROM news WHERE mailed_at IS NULL ORDER BY rowid").fetchall()
    for recipient in dict.fromkeys(row[0] for row in rows):
        own = [row for row in rows if row[0] == recipient]
        try:
            send(mail(recipient, [line for _, _, line in own]))
        except (OSError, smtplib.SMTPException) as error:
            print(f"no mail to {recipient} for now: {error}", flush=True)
            continue
        with turn, news:
            news.executemany("UPDATE news SET mailed_at = datetime('now') WHERE recipient = ? AND message_id = ?",
                             [row[:2] for row in own])
    with turn, news:
        news.execute("DELETE FROM news WHERE mailed_at < datetime('now', '-7 days')")


def mail(recipient, lines):
    message = EmailMessage()
    message["From"], message["To"] = SENDER, recipient
    message["Subject"] = "1 change" if len(lines) == 1 else f"{len(lines)} changes"
    message["Date"], message["Message-ID"] = formatdate(), make_msgid()
    message.set_content("\n".join(lines) + "\n")
    return message


def send(message):
    """Without a mail server, the terminal shows the mail."""
    if SMTP_HOST is None:
        return print(f"To: {message['To']}\nSubject: {message['Subject']}\n\n{message.get_content()}", flush=True)
    with smtplib.SMTP(SMTP_HOST, SMTP_PORT, timeout=TIMEOUT_SECONDS) as server:
        server.send_message(message)


webhooks.every(INTERVAL_SECONDS, mail_all)
webhooks.serve(receive, {})
