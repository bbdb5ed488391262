"""The limit: plain Django building and sending mails of two parts over one connection, with no database.

`python limit.py PORT COUNT`: reads on its standard input, as JSON, a list of [subject, text, HTML]: as many as it
likes, in turn. Prints the seconds that all took.
"""

import json
import sys
import time


def main(port, count):
    from django.conf import settings

    settings.configure(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=port
    )
    import django

    django.setup()
    from django.core import mail

    written = json.load(sys.stdin)
    headers = {
        "Auto-Submitted": "auto-generated",
        "List-Id": "Bench digest <digest.bench.invalid>",
        "List-Unsubscribe": "<https://bench.invalid/digest/unsubscribe/0123456789abcdef/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    begun = time.perf_counter()
    with mail.get_connection() as connection:
        for number in range(count):
            subject, text, html = written[number % len(written)]
            message = mail.EmailMultiAlternatives(
                subject,
                text,
                "Bench <portal@bench.invalid>",
                [f"bench{number}@bench.invalid"],
                headers={"Message-ID": f"<digest-{number}@bench.invalid>", **headers},
            )
            message.attach_alternative(html, "text/html")
            connection.send_messages([message])
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
