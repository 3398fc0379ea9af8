"""Reports of undeliverable mail as the servers of this world write them."""

ID = "<0123456789abcdef0123456789abcdef.letter@agency.go.th>"

POSTFIX = f"""\
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@agency.go.th
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b/mx"

--b/mx
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.com.

--b/mx
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Arrival-Date: Mon, 23 Nov 2026 08:30:01 +0700

Final-Recipient: rfc822; somchai@agency.go.th
Original-Recipient: rfc822;somchai@agency.go.th
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.agency.go.th
Diagnostic-Code: smtp; 550 5.1.1 <somchai@agency.go.th>: Recipient address
    rejected: User unknown in virtual mailbox table

--b/mx
Content-Type: message/rfc822

From: =?utf-8?b?4LijIOC4miDguJo=?= <cop@agency.go.th>
To: somchai@agency.go.th
Message-ID: {ID}
Subject: test

hello
--b/mx--
"""

HEADERS_ALONE = (
    POSTFIX.replace("message/rfc822", "text/rfc822-headers")
    .replace("\nhello\n", "\n")
    .replace("Status: 5.1.1", "Status: 5.2.2 (mailbox full)")
)

GMAIL = (
    POSTFIX.replace(
        "MAILER-DAEMON@mx.example.com (Mail Delivery System)", "mailer-daemon@googlemail.com"
    )
    .replace("Action: failed", "action: Failed")
    .replace("Diagnostic-Code: smtp; 550", "Diagnostic-Code: smtp; 550-5.1.1 gone 550")
)

DELAYED = POSTFIX.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1")
RELAYED = POSTFIX.replace("Action: failed", "Action: relayed")
FOREIGN = POSTFIX.replace(ID, "<CAF12345@mail.gmail.com>")
OUT_OF_OFFICE = f"""\
From: somchai@agency.go.th
Subject: ลาพักร้อน
In-Reply-To: {ID}
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

ไม่อยู่
"""

_COPY = POSTFIX.index("--b/mx\nContent-Type: message/rfc822")
NO_COPY = (POSTFIX[:_COPY] + "--b/mx--\n").replace(
    "MIME-Version: 1.0\n", f"MIME-Version: 1.0\nReferences: <x@y.th> {ID}\n", 1
)
NO_MARK = POSTFIX[:_COPY] + "--b/mx--\n"
MIXED = POSTFIX.replace("multipart/report; report-type=delivery-status;", "multipart/mixed;")
GLOBAL = (
    POSTFIX.replace("message/delivery-status", "message/global-delivery-status")
    .replace("message/rfc822", "message/global")
    .replace("<somchai@agency.go.th>: Recipient address", "ไม่พบผู้ใช้ Recipient address")
)
OLD_THAI = POSTFIX.encode().replace(
    b"<somchai@agency.go.th>: Recipient address", "ไม่พบผู้ใช้".encode("cp874")
)
_NEW_ID = "Message-ID: <AM0PR01MB@eurprd01.prod.example>"
MICROSOFT = POSTFIX.replace(
    f"Message-ID: {ID}", f"{_NEW_ID}\nX-Microsoft-Original-Message-ID: {ID}"
)
GOOGLE = POSTFIX.replace(f"Message-ID: {ID}", f"{_NEW_ID}\nX-Google-Original-Message-ID: {ID}")
OWN_HEADER = POSTFIX.replace(f"Message-ID: {ID}", f"{_NEW_ID}\nX-CoP-Letter: {ID[1:33]}")
QMAIL = f"""\
Return-Path: <>
From: MAILER-DAEMON@mail.agency.go.th
To: bounces@agency.go.th
Subject: failure notice

Hi. This is the qmail-send program at mail.agency.go.th.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<somchai@agency.go.th>:
550 5.1.1 <somchai@agency.go.th>: User unknown

--- Below this line is a copy of the message.

Return-Path: <bounces@agency.go.th>
From: cop@agency.go.th
To: somchai@agency.go.th
Message-ID: {ID}
Subject: test

hello
"""
QMAIL_LATE = QMAIL.replace("failure notice", "Warning: message delayed 4 hours")
ACCEPTED_INVITATION = f"""\
From: somchai@agency.go.th
Subject: Accepted: CoP
In-Reply-To: {ID}
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain; charset=utf-8

ตอบรับ
--c
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
END:VCALENDAR
--c--
"""
