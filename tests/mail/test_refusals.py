"""Whose fault a refusal is: real replies of the servers that agencies have, each with its answer."""

import re
from pathlib import Path

import pytest

from sheets_sync.mail.delivery import Verdict
from sheets_sync.mail.refusals import LONG, SHORT, Fault, judge, mending

LETTER, READER, ACCOUNT, ALL = Fault.LETTER, Fault.READER, Fault.ACCOUNT, Fault.EVERYBODY
DEFERRED, REFUSED, CHANNEL = Verdict.DEFERRED, Verdict.REFUSED, Verdict.CHANNEL

REPLIES = [
    # our sender, refused at RCPT by Postfix and Exim, at the dot by Exchange
    ("rcpt", "553 5.7.1 <hrd@agency.go.th>: Sender address rejected: not owned by user cop@agency.go.th", ACCOUNT, "sender-not-allowed"),
    ("rcpt", "553 5.7.1 <hrd@agency.go.th>: Sender address rejected: not logged in", ACCOUNT, "sender-unknown"),
    ("rcpt", "450 4.1.8 <cop@nix.go.th>: Sender address rejected: Domain not found", ACCOUNT, "sender-unknown"),
    ("rcpt", "550 5.1.0 <cop@agency.go.th>: Sender address rejected: User unknown in virtual mailbox table", ACCOUNT, "sender-unknown"),
    ("rcpt", "550 Sender verify failed", ACCOUNT, "sender-unknown"),
    ("rcpt", "550 Verification failed for <cop@agency.go.th>", ACCOUNT, "sender-unknown"),
    ("mail", "553 5.1.8 <cop@nix.go.th>... Domain of sender address cop@nix.go.th does not exist", ACCOUNT, "sender-blocked"),
    ("mail", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", ACCOUNT, "sender-not-allowed"),
    ("reply", "554 5.2.252 SendAsDenied; cop@agency.go.th not allowed to send as hrd@agency.go.th; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied", ACCOUNT, "sender-not-allowed"),
    ("reply", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", ACCOUNT, "sender-not-allowed"),
    ("reply", "550 5.1.8 Access denied, bad outbound sender AS(42004)", ACCOUNT, "sender-blocked"),
    ("reply", "550 5.7.501 Service unavailable. Spam abuse detected from IP range.", ACCOUNT, "sender-blocked"),
    # no way through this server
    ("rcpt", "454 4.7.1 <somchai@agency.go.th>: Relay access denied", ACCOUNT, "relay-denied"),
    ("rcpt", "554 5.7.1 <somchai@agency.go.th>: Relay access denied", ACCOUNT, "relay-denied"),
    ("rcpt", "550 relay not permitted", ACCOUNT, "relay-denied"),
    ("rcpt", "550 5.7.1 Unable to relay", ACCOUNT, "relay-denied"),
    ("rcpt", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", ACCOUNT, "relay-denied"),
    ("rcpt", "550 5.7.64 TenantAttribution; Relay Access Denied", ACCOUNT, "relay-denied"),
    ("rcpt", "550 5.7.1 <somchai@agency.go.th>... Relaying denied", ACCOUNT, "relay-denied"),
    ("rcpt", "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", ACCOUNT, "relay-denied"),
    # the login
    ("login", "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", ACCOUNT, "login-refused"),
    ("login", "535 Incorrect authentication data", ACCOUNT, "login-refused"),
    ("login", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", ACCOUNT, "password-login-off"),
    ("login", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", ACCOUNT, "password-login-off"),
    ("login", "534 5.7.9 Application-specific password required.", ACCOUNT, "app-password"),
    ("login", "534 5.7.14 <https://accounts.google.com/signin/continue> Please log in via your web browser", ACCOUNT, "app-password"),
    ("login", "504 5.7.4 Unrecognized authentication type", ACCOUNT, "login-refused"),
    ("login", "454 4.7.0 Temporary authentication failure: Connection lost to authentication server", ALL, "busy"),
    ("login", "432 4.3.2 Concurrent connections limit exceeded", ALL, "busy"),
    ("mail", "530 5.7.57 Client not authenticated to send mail.", ACCOUNT, "login-missing"),
    ("mail", "530 5.7.0 Authentication Required. For more information, go to https://support.google.com", ACCOUNT, "login-missing"),
    ("mail", "530 5.7.0 Must issue a STARTTLS command first", ACCOUNT, "encryption-missing"),
    ("rcpt", "550 5.7.1 Client was not authenticated", ACCOUNT, "login-missing"),
    # how many a day
    ("mail", "550 5.4.5 Daily user sending limit exceeded.", ACCOUNT, "limit"),
    ("reply", "550 5.4.5 Daily SMTP relay limit exceeded for customer.", ACCOUNT, "limit"),
    ("reply", "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message", ACCOUNT, "limit"),
    ("rcpt", "550 5.7.508 Access denied, [203.0.113.5] has exceeded permitted limits within 24 hours", ACCOUNT, "limit"),
    ("rcpt", "452 4.7.28 Gmail has detected an unusual rate of unsolicited mail", ACCOUNT, "limit"),
    ("rcpt", "450 4.7.1 Error: too many messages from 203.0.113.5", ACCOUNT, "limit"),
    ("mail", "421 4.7.0 Try again later, closing connection.", ALL, "busy"),
    ("mail", "450 4.2.1 too much mail", ALL, "busy"),
    ("login", "450 4.2.1 too much mail", ALL, "busy"),
    # everybody: lists, names, proofs, the server itself
    ("rcpt", "554 5.7.1 Service unavailable; Client host [203.0.113.5] blocked using zen.spamhaus.org", ALL, "blocked"),
    ("rcpt", "550-203.0.113.5 is listed at bl.spamcop.net", ALL, "blocked"),
    ("rcpt", "550 5.7.606 Access denied, banned sending IP [203.0.113.5]. To request removal visit", ALL, "blocked"),
    ("connect", "554 5.7.1 <unknown[203.0.113.5]>: Client host rejected: Access denied", ALL, "blocked"),
    ("rcpt", "450 4.7.25 Client host rejected: cannot find your reverse hostname, [203.0.113.5]", ALL, "blocked"),
    ("reply", "550 5.7.25 The IP address sending this message does not have a PTR record", ALL, "blocked"),
    ("reply", "550 5.7.26 This mail has been blocked because the sender is unauthenticated.", ACCOUNT, "sender-unproven"),
    ("reply", "550 5.7.26 Unauthenticated email from agency.go.th is not accepted due to domain's DMARC policy.", ACCOUNT, "sender-unproven"),
    ("reply", "550 5.7.509 Access denied, sending domain agency.go.th does not pass DMARC verification", ACCOUNT, "sender-unproven"),
    ("reply", "550 5.7.515 Access denied, sending domain AGENCY.GO.TH doesn't meet the required authentication level.", ACCOUNT, "sender-unproven"),
    ("rcpt", "550 5.7.23 The message was rejected because of Sender Policy Framework violation", ACCOUNT, "sender-unproven"),
    ("rcpt", "504 5.5.2 <vm>: Helo command rejected: need fully-qualified hostname", ALL, "greeting"),
    ("connect", "554 5.7.1 not you", ALL, ""),
    ("hello", "550 5.7.0 bad name", ALL, ""),
    ("tls", "454 4.7.0 TLS not available due to local problem", ALL, ""),
    ("mail", "452 4.3.1 Insufficient system storage", ALL, "server-full"),
    ("data", "250 ok", ALL, "odd"),
    ("reply", "421 4.3.2 Service shutting down", ALL, "busy"),
    # this reader
    ("rcpt", "550 5.1.1 <somchai@agency.go.th>: Recipient address rejected: User unknown in local recipient table", READER, "no-such-address"),
    ("rcpt", "550-5.1.1 The email account that you tried to reach does not exist.", READER, "no-such-address"),
    ("rcpt", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", READER, "no-such-address"),
    ("rcpt", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", READER, "no-such-address"),
    ("rcpt", "550 Unrouteable address", READER, "no-such-address"),
    ("rcpt", "550 Invalid recipient", READER, "no-such-address"),
    ("rcpt", "550 5.1.1 <somchai@agency.go.th>... User unknown", READER, "no-such-address"),
    ("rcpt", "550 5.2.1 The email account that you tried to reach is inactive.", READER, "mailbox-closed"),
    ("rcpt", "550 ไม่พบผู้ใช้นี้ในระบบ", READER, ""),
    ("rcpt", "554 5.7.1 <somchai@agency.go.th>: Recipient address rejected: Access denied", READER, "not-accepted"),
    ("rcpt", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", READER, "not-accepted"),
    ("rcpt", "550 5.7.124 RESOLVER.RST.SenderNotInAllowedList; not allowed to send to this group", READER, "not-accepted"),
    ("rcpt", "552 5.2.2 <somchai@agency.go.th> Quota exceeded (mailbox for user is full)", READER, "mailbox-full"),
    ("rcpt", "452 4.2.2 The email account that you tried to reach is over quota.", READER, "mailbox-full"),
    ("reply", "552 5.2.2 <somchai@agency.go.th> Quota exceeded (mailbox for user is full)", READER, "mailbox-full"),
    ("reply", "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException", READER, "mailbox-full"),
    ("rcpt", "450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents more", READER, "mailbox-busy"),
    ("rcpt", "450 4.2.0 <somchai@agency.go.th>: Recipient address rejected: Greylisted, see http://postgrey", READER, "greylisted"),
    ("rcpt", "450 4.7.1 try again", READER, ""),
    # this letter
    ("mail", "552 5.3.4 Message size exceeds fixed limit", LETTER, "too-large"),
    ("mail", "552 5.2.3 Message exceeds fixed size", LETTER, "too-large"),
    ("mail", "552 Message size exceeds maximum permitted", LETTER, "too-large"),
    ("reply", "552 5.3.4 Error: message file too big", LETTER, "too-large"),
    ("reply", "552-5.2.3 Your message exceeded Google's message size limits.", LETTER, "too-large"),
    ("reply", "554 5.7.1 Spam message rejected", LETTER, "content"),
    ("reply", "552-5.7.0 This message was blocked because its content presents a potential security issue", LETTER, "content"),
    ("reply", "550 5.6.0 Lone CR or LF in body", LETTER, "content"),
    ("data", "554 5.5.1 Error: no valid recipients", LETTER, ""),
    ("mail", "451 4.3.0 <cop@agency.go.th>: Temporary lookup failure", LETTER, "server-trouble"),
    ("rcpt", "451 4.3.0 <somchai@agency.go.th>: Temporary lookup failure", LETTER, "server-trouble"),
    ("reply", "451 4.3.0 Error: queue file write error", LETTER, "server-trouble"),
    ("mail", "501 5.1.7 Bad sender address syntax", ACCOUNT, "sender-unknown"),
    ("mail", "550 go away", ACCOUNT, ""),
]  # fmt: skip


def judged(phase, reply):
    code, enhanced, text = re.fullmatch(r"(\d{3})[ -]?(\d\.\d+\.\d+)?(.*)", reply).groups()
    return judge(phase, int(code), enhanced or "", text)


@pytest.mark.parametrize(("phase", "reply", "fault", "cause"), REPLIES, ids=lambda one: str(one)[:60])
def test_refusal_is_laid_at_the_right_door(phase, reply, fault, cause):
    found = judged(phase, reply)

    assert (found.fault, found.cause) == (fault, cause)


@pytest.mark.parametrize(
    ("phase", "reply", "verdict", "pause"),
    [
        ("rcpt", "450 4.2.1 receiving mail too quickly", DEFERRED, 0),
        ("rcpt", "550 5.1.1 no such user", REFUSED, 0),
        ("mail", "450 4.2.1 too much mail", CHANNEL, SHORT),
        ("rcpt", "454 4.7.1 <a@b.th>: Relay access denied", CHANNEL, LONG),
        ("reply", "554 5.2.252 SendAsDenied", CHANNEL, LONG),
        ("mail", "452 4.3.4 Message size exceeds the room there is", REFUSED, 0),
        ("login", "454 4.7.0 later", CHANNEL, SHORT),
        ("reply", "451 4.3.0 could not store", DEFERRED, 0),
    ],
)  # fmt: skip
def test_fault_decides_what_becomes_of_letter_and_channel(phase, reply, verdict, pause):
    found = judged(phase, reply)

    assert (found.verdict, found.pause or 0) == (verdict, pause)


def test_settings_that_mend_a_cause_are_named_as_they_are_written():
    declared = Path(__file__).parents[2].joinpath("config", "service.toml").read_text("utf-8")

    causes = {cause for _, _, fault, cause in REPLIES if fault is ACCOUNT and cause}
    named = {cause: mending(cause) for cause in causes}

    assert named["sender-not-allowed"] == ("mail.sender",)
    assert [cause for cause, settings in named.items() if not settings] == []
    for settings in named.values():
        assert [name for name in settings if f'["{name}"]' not in declared] == []
