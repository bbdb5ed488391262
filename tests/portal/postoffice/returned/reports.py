"""Mails as mail servers send them when they could not deliver one of ours. `{to}`: where they tell it."""

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.nordic.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
Message-ID: <20261123101112.1@mx.nordic.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="r1"

--r1
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.nordic.example.

<zoe@nordic.example>: host mail.nordic.example[192.0.2.7] said: {code} (in reply to RCPT TO command)

--r1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.nordic.example
Arrival-Date: Mon, 23 Nov 2026 10:11:00 +0100 (CET)

Final-Recipient: rfc822; zoe@nordic.example
Original-Recipient: rfc822;zoe@nordic.example
Action: {action}
Status: {status}
Remote-MTA: dns; mail.nordic.example
Diagnostic-Code: smtp; {code}

--r1
Content-Type: message/rfc822

From: AI Governance Alliance <portal@alliance.example>
To: zoe@nordic.example
Message-ID: <digest-7.20261123T090000Z@alliance.example>
Subject: Your week

Words of the digest.

--r1--
"""

EXCHANGE = """\
From: Microsoft Outlook <postmaster@nordic.example>
To: {to}
Subject: Undeliverable: Your week
Message-ID: <exchange-1@nordic.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="r2"

--r2
Content-Type: text/html; charset=us-ascii

<p>Your message to zoe@nordic.example couldn't be delivered.</p>

--r2
Content-Type: message/delivery-status

Reporting-MTA: dns;mail.nordic.example

Final-recipient: RFC822;z.baecker@nordic.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found

--r2
Content-Type: text/rfc822-headers

From: AI Governance Alliance <portal@alliance.example>
To: zoe@nordic.example
Message-ID: <digest-7.20261123T090000Z@alliance.example>

--r2--
"""

QMAIL = """\
Return-Path: <>
From: MAILER-DAEMON@old.nordic.example
To: {to}
Subject: failure notice
Message-ID: <qmail-1@old.nordic.example>

Hi. This is the qmail-send program at old.nordic.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<zoe@nordic.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 unknown user
Giving up on 192.0.2.7.
"""

ABSENCE = """\
From: Zoe <zoe@nordic.example>
To: {to}
Subject: Out of office
Auto-Submitted: auto-replied
Message-ID: <ooo-1@nordic.example>

zoe@nordic.example is away. Version 5.1.1 of this text. 550 people know.
"""
