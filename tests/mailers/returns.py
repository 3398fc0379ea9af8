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
