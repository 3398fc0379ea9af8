"""The table of refusals: step, codes and words, and whose fault each is. The first row decides.

Servers agree on little: the enhanced code is believed where it is exact, the words where it is
not, and the step at which the no came where neither says anything.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Whom a refusal is about."""

    LETTER = "letter"
    """What it says or holds: the next letter may well go."""
    READER = "reader"
    """This mailbox: other readers' letters go."""
    ACCOUNT = "account"
    """Ours, as the server knows it: no letter goes until a setting is mended."""
    EVERYBODY = "everybody"
    """The server or the way to it: no letter goes for a while."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of refusal."""

    fault: Fault
    cause: str
    enhanced: str = ""
    """Enhanced codes, a star for any second or third part."""
    codes: str = ""
    words: str = ""
    """A pattern in what the server said, in lower case."""
    phases: str = ""
    kind: int = 0
    """The first digit of the code."""
    lasting: bool | None = None
    """Whatever the code says; None for what its first digit says."""

    def fits(self, phase: str, code: int, enhanced: str, text: str) -> bool:
        """Whether a reply at that step is of this kind; the text in lower case."""
        return (
            not (self.fault is Fault.READER and phase in _NOBODY_NAMED)
            and (not self.phases or phase in self.phases.split())
            and (not self.kind or code // 100 == self.kind)
            and (not self.codes or str(code) in self.codes.split())
            and (not self.enhanced or _is_one_of(enhanced, self.enhanced))
            and (not self.words or re.search(self.words, text) is not None)
        )


_NOBODY_NAMED = frozenset({"connect", "hello", "tls", "login", "mail"})
"""Steps at which the server does not know the reader yet."""


def _is_one_of(enhanced: str, wanted: str) -> bool:
    return any(_alike(enhanced.split("."), one.split(".")) for one in wanted.split())


def _alike(parts: list[str], wanted: list[str]) -> bool:
    return len(parts) == len(wanted) and all(
        want in {"*", part} for part, want in zip(parts, wanted, strict=True)
    )


def _any(*patterns: str) -> str:
    return "|".join(patterns)


_LETTER, _READER, _ACCOUNT, _ALL = Fault.LETTER, Fault.READER, Fault.ACCOUNT, Fault.EVERYBODY
_OPENING = "connect hello tls"
_DOT = "body dot reply"
_RATE = "daily|hourly|per[ -](day|hour|minute)|sending|outgoing|message rate"
_MAILBOX = "user|mailbox|recipient|address|account|addressee|destination|alias|host|domain"
_MACHINE = "ระบบ|แม่ข่าย|เซิร์ฟเวอร์"
_LOGIN = "ยืนยันตัวตน|พิสูจน์ตัวตน|เข้าสู่ระบบ|ล็อกอิน"
_OF_OURS = "sender|relay|authenticat|unverified"
_STOPPED = "ระงับ|ปิดใช้งาน|ถูกปิด|ปิดกั้น|บล็อก|ล็อก"
_THAI_MAILBOX = "ผู้ใช้|ผู้รับ|บัญชี|กล่อง|ที่อยู่|อีเมล|โดเมน"

TABLE = (
    # a quota of ours, before its code is taken for that of a full mailbox
    Row(_ACCOUNT, "limit", enhanced="*.2.2",
        words=r"\b(sending|outgoing|outbound|sender)\b.{0,20}(limit|quota)"),
    # exact codes of one mailbox, whatever the words
    Row(_READER, "mailbox-full", enhanced="*.2.2"),
    Row(_READER, "mailbox-busy", phases=f"rcpt {_DOT}", codes="450 451 452", enhanced="*.2.1"),
    Row(_READER, "not-accepted",
         enhanced="5.7.124 5.7.129 5.7.133 5.7.134 5.7.135 5.7.136 5.7.193"),
    Row(_READER, "not-accepted", words=r"resolver\.rst\."),
    Row(_READER, "mailbox-busy", enhanced="*.2.121 *.2.122", lasting=False),
    Row(_READER, "no-such-address", phases=f"rcpt {_DOT}", enhanced="5.1.1 5.1.10",
         words=f"^(?!.*({_OF_OURS}))"),
    Row(_READER, "mailbox-closed", phases="rcpt", kind=5, enhanced="5.2.1"),
    # words of one mailbox that hold those of an account or a list
    Row(_READER, "no-such-address", words=_any(
        r"^(?!.*(client host|relay)).*not listed in .{0,30}(directory|address book|name)",
        r"^(?!.*(sender verif|verification failed)).*\b(account|user|mailbox|domain) may not exist",
    )),
    Row(_READER, "not-accepted",
         words="(user|mailbox|recipient|addressee).{0,60}(does not|only) accept"
         "|ผู้รับ(ราย)?(นี้)?ไม่อนุญาต"),
    Row(_READER, "mailbox-busy",
         words="recipient address rejected.{0,60}limit"
         ".{0,20} for (the |this )?(recipient|user|mailbox)"),
    Row(_READER, "mailbox-full", words="mailbox size|storage allocation"),
    # and of a list of senders, which a server names a rate
    Row(_ALL, "blocked", enhanced="*.7.650 *.7.651"),
    # the way there, and the login
    Row(_ACCOUNT, "password-login-off", enhanced="5.7.139"),
    Row(_ACCOUNT, "password-login-off", words=_any(
        "smtpclientauth",
        r"basic auth\w* is disabled",
        "security defaults",
    )),
    Row(_ACCOUNT, "app-password", codes="534 535", enhanced="5.7.9 5.7.14"),
    Row(_ALL, "busy", codes="421"),
    Row(_ALL, "busy", enhanced="4.2.1 4.3.5 4.4.2 4.5.3 4.7.500 *.3.2"),
    Row(_ALL, "busy", kind=4,
        words=_any(
        r"^\W*(policy )?(service|server|system)\b.{0,20}(unavailable|busy)",
        f"({_MACHINE}).{{0,20}}(ไม่ว่าง|ไม่พร้อม|ขัดข้อง|ปิดปรับปรุง|ทำงานหนัก|หนาแน่น)",
    )),
    Row(_READER, "not-accepted",
         words=r"^(?!.*\bsender\b).*unverified address|recipient.{0,20}callout"),
    Row(_ALL, "busy", phases="login", codes="454 432 450 451"),
    Row(_ALL, "busy", words="tls (is )?(currently |temporarily )?not available|login attempts"),
    Row(_ACCOUNT, "encryption-missing", words="starttls|encryption (is )?required"),
    Row(_ACCOUNT, "login-refused", codes="535"),
    Row(_ACCOUNT, "login-missing", codes="530 534 538"),
    Row(_ACCOUNT, "login-missing", enhanced="5.7.57"),
    Row(_ACCOUNT, "login-missing", words=_any(
        r"\bauth(entication)?( command)? (is )?required",
        "(was )?not authenticated",
        "(must|please) (log ?in|authenticate)",
        r"\b(auth|smtp authentication|authentication not enabled)\b( first|.{0,20}mail client|$)",
        r"\bauth\b command first",
        f"(ต้อง|โปรด|กรุณา|ยังไม่ได้|ไม่ได้).{{0,5}}({_LOGIN})",
    )),
    # a disk, before its words are taken for a quota
    Row(_ALL, "server-full", enhanced="*.3.1"),
    Row(_ALL, "server-full", words=_any(
        "(insufficient|out of|no|not enough) (system |disk )?(storage|space)",
        f"(ดิสก์|พื้นที่.{{0,10}}({_MACHINE})).{{0,20}}(เต็ม|ไม่พอ|ไม่เพียงพอ)",
    )),
    # how many a day
    Row(_ACCOUNT, "limit", enhanced="*.4.5 5.1.90 *.7.28 5.7.508 5.7.705 5.2.254"),
    Row(_ACCOUNT, "limit", words=_any(
        "submissionquota",
        "maximum credits",
        "too (many (messages|mails|emails)|much mail from)",
        "polic(y|ies)\\b.{0,20}quota",
        "unexpected volume",
        "rate ?limit",
        f"({_RATE}).{{0,30}}(limit|quota|exceed)",
        rf"(exceed|reach)\w*.{{0,40}}({_RATE})",
        "โควตาการส่ง|จำนวนการส่ง|(เกิน|ครบ).{0,30}(ต่อ|ราย)(วัน|ชั่วโมง|นาที|เดือน)",
        "ส่ง.{0,20}(มากเกิน|ถี่เกิน|เร็วเกิน|เกินจำนวน|เกินโควตา)",
    )),
    # may we write as this sender, and through this server
    Row(_ACCOUNT, "sender-not-allowed", enhanced="5.2.252 5.7.60"),
    Row(_ACCOUNT, "sender-not-allowed", words=_any(
        "sendasdenied",
        "send as this sender",
        "send on behalf",
        "not owned by",
        "use of that sender",
        "sender.{0,40}not (owned|authori[sz]ed|allowed|permitted|verified)",
        r"not (allowed|authori[sz]ed|permitted) to (send|use).{0,20}\b(as|from)\b",
        "from.{0,20}not verified",
        "permissions? to (submit|send)",
        "(not|n't) (match|own).{0,30}(login|authenticated|sender)",
        r"\b(from|sender)\b.{0,40}\bnot (in|on) .{0,20}(allow|permit|accept|list)",
        "address is not verified|identit(y|ies) failed the check",
        "ผู้ส่ง.{0,40}(ไม่ได้รับอนุญาต|ไม่มีสิทธิ|ไม่ใช่เจ้าของ|ไม่ตรงกับ)",
        "(ไม่อนุญาต|ไม่ได้รับอนุญาต|ไม่มีสิทธิ|ไม่สามารถ).{0,30}(ในนาม|ผู้ส่ง)",
        r"\bfrom\b.{0,30}not aligned with.{0,20}(user|account|login)",
        "(ไม่อนุญาต|ไม่ได้รับอนุญาต|ไม่มีสิทธิ).{0,20}ส่ง(?!ต่อ).{0,12}(จาก|โดยใช้)",
    )),
    Row(_ACCOUNT, "sender-unknown", enhanced="*.1.8", words="domain not found|not resolve"),
    Row(_ACCOUNT, "sender-blocked",
         enhanced="5.1.8 *.7.13 5.7.501 5.7.502 5.7.503 5.7.703 5.7.750"),
    Row(_ACCOUNT, "sender-blocked", words="your (account|mailbox|domain)( has been| is|) "
        "(disabled|suspended|blocked|locked|restricted)"
        f"|(บัญชี|โดเมน|กล่อง)[^ ]{{0,20}}ของท่าน.{{0,20}}({_STOPPED})"),
    Row(_ACCOUNT, "sender-unknown", enhanced="*.1.7"),
    Row(_ACCOUNT, "sender-unknown", words=_any(
        "sender (address )?(is )?(rejected|denied)",
        r"sender verif\w+ (failed|error)",
        "verification failed for",
        "(invalid|bad|unknown|unrouteable|cannot resolve) sender",
        "domain of sender address",
        "sender has no ",
        r"^\W*sender\b.{0,60}(unknown|does not exist)",
        "sender (domain|address).{0,20}(not found|not exist|unknown|invalid)",
        "(ไม่พบ|ไม่มี|ไม่รู้จัก).{0,20}ผู้ส่ง",
    )),
    Row(_ACCOUNT, "relay-denied", enhanced="5.7.54 5.7.64 5.7.367 5.7.368"),
    Row(_ACCOUNT, "relay-denied", words=_any(
        "relay(ing)? (access )?(is )?(denied|not|prohibited|rejected|disallowed|attempt)",
        "rcpthosts",
        "(not|unable to|don't|no|cannot|denied|open) relay",
        "not permitted to relay",
        r"5\.7\.1 relay",
        "ไม่รับ(การ)?ส่งต่อ",
        r"not (allowed|permitted|authori[sz]ed) to send.{0,20}\b(external|outside|internet)",
        r"(?<!from )(external|outside) (recipient|address|domain)\w* "
        "(are |is )?not (allowed|permitted)",
        "(outbound|outgoing|external) (e-?mail|mail|messages?) (is |are )?not (allowed|permitted)",
        "(ไม่อนุญาต|ไม่ได้รับอนุญาต|ไม่มีสิทธิ|ไม่รับ|ห้าม).{0,20}ส่ง(?!จาก).{0,20}(ภายนอก|ออกนอก|นอกหน่วยงาน)",
        "ส่งได้เฉพาะ(ภายใน|ใน)",
        "relay(ing)? (to|for|from|through|via).{0,60}(denied|not|prohibited|rejected)",
        "(ไม่อนุญาต|ไม่ได้รับอนุญาต|ปฏิเสธ|ห้าม).{0,30}(รีเลย์|ส่งต่อ|relay)",
        "(รีเลย์|ส่งต่อ|relay).{0,30}(ไม่อนุญาต|ไม่ได้รับอนุญาต|ปฏิเสธ|ห้าม)",
    )),
    # who may write at all: proofs, lists, names
    Row(_ACCOUNT, "sender-unproven",
         enhanced="*.7.20 *.7.21 *.7.22 *.7.23 *.7.24 *.7.26 *.7.27 *.7.30 5.7.509 5.7.515"),
    Row(_ACCOUNT, "sender-unproven", words=_any(
        r"\b(spf|dkim|dmarc)\b.{0,60}(fail|not|reject|require|check|polic|unauth|sign|missing)",
        r"\b(no|missing|without) .{0,20}\b(spf|dkim|dmarc)\b|ไม่ผ่าน.{0,30}(spf|dkim|dmarc)",
        "unauthenticated (email|mail|sender)",
    )),
    Row(_ALL, "blocked",
         enhanced="*.7.25 5.7.510 5.7.511 5.7.512 5.7.513 5.7.606 5.7.708 5.7.999"),
    Row(_ALL, "blocked", words=_any(
        "block ?list",
        "black ?list",
        "spamhaus",
        "spamcop",
        "barracuda",
        "sorbs",
        "dnsbl",
        r"\brbl\b",
        "blocked using",
        r"(?<!not )listed (at|in|by|on)|due to listing|\b(pbl|sbl|xbl)\b",
        "banned sending",
        "(poor|low|bad) reputation",
        "reputation of the",
        "ptr record",
        "reverse dns",
        "client host",
        "access denied, (banned|traffic)",
        "your (ip|host|server|network|address is).{0,60}(block|list|reject|denied|banned)",
        "cannot find your (reverse )?hostname",
        "connection (refused|rejected|blocked)|ปฏิเสธการเชื่อมต่อ",
        r"\bip\b (address )?must (resolve|have)",
        "บัญชีดำ|แบล็ก ?ลิส",
        f"(ไอพี|\\bip\\b|{_MACHINE}).{{0,30}}ของท่าน.{{0,30}}({_STOPPED}|ปฏิเสธ)",
    )),
    Row(_ALL, "greeting", words=_any(
        "(helo|ehlo).{0,30}(rejected|invalid|fully|required)",
        "(invalid|bad) (helo|ehlo)",
    )),
    Row(_ALL, "", phases=_OPENING),
    Row(_ACCOUNT, "login-refused", phases="login"),
    # this letter
    Row(_LETTER, "too-large", enhanced="*.3.4 *.2.3", lasting=True),
    Row(_READER, "mailbox-full",
         words="(กล่อง|เมลบ็?อกซ์|พื้นที่|โควตา|บัญชี).{0,40}(เต็ม|เกิน|ไม่พอ|ไม่เพียงพอ)|เกินโควตา"),
    Row(_LETTER, "too-large", lasting=True, words=_any(
        "(message|mail).{0,20}too (large|big)",
        "(exceed|larger).{0,40}size",
        "size.{0,20}exceed",
        "maximum.{0,20}size",
        "(ข้อความ|อีเมล|จดหมาย|ไฟล์).{0,30}(ใหญ่เกิน|เกินขนาด)|ขนาด.{0,30}เกิน",
    )),
    # this reader
    Row(_READER, "mailbox-full", words=_any(
        r"(mailbox|inbox|account|user|storage).{0,40}\b(full|exceed|over)",
        "over ?quota",
        "quota.{0,20}exceed",
        "exceed.{0,30}quota",
    )),
    Row(_LETTER, "content", phases=_DOT, codes="552", enhanced="5.7.*"),
    Row(_LETTER, "too-large", codes="552 523", lasting=True),
    Row(_READER, "greylisted", words="gr[ae]y-?list|come back later"),
    Row(_READER, "no-such-address",
         enhanced="*.1.1 *.1.2 *.1.3 *.1.4 *.1.6 *.1.10 *.4.4 *.4.6 *.4.14 5.4.1 5.4.310"),
    Row(_READER, "mailbox-closed", phases=f"rcpt {_DOT}", enhanced="*.2.1"),
    Row(_READER, "no-such-address", words=_any(
        rf"({_MAILBOX})\b.{{0,40}}(unknown|not found|does(n't| not)|not exist|unavailable|invalid)",
        "(unknown|no such|invalid|unroute?able|non-?existent|undeliverable) (local )?"
        f"({_MAILBOX}|local part)",
        "no mailbox",
        "no smtp service",
        f"(ไม่พบ|ไม่มี(?!สิทธิ)|ไม่รู้จัก).{{0,10}}({_THAI_MAILBOX})",
        f"({_THAI_MAILBOX}).{{0,40}}(ไม่มีอยู่|ไม่พบ|ไม่ถูกต้อง|ไม่มีในระบบ)",
    )),
    Row(_READER, "mailbox-closed", words=_any(
        f"({_MAILBOX}).{{0,40}}(disabled|inactive|expired|suspended|no longer|closed)",
        f"({_THAI_MAILBOX}).{{0,40}}({_STOPPED}|หมดอายุ|ยกเลิก)",
    )),
    Row(_READER, "not-accepted",
         words="recipient.{0,20}(rejected|refused|denied)|ผู้รับ.{0,20}(ปฏิเสธ|ไม่รับ|ไม่ยอมรับ)"
         "|(ไม่มีสิทธิ|ไม่ได้รับอนุญาต).{0,20}ส่ง.{0,15}(ถึง|ไปยัง)"),
    # nobody said why; a command out of its turn is none of the reader's
    Row(_ALL, "", phases="rcpt", codes="500 502 503 504"),
    Row(_LETTER, "server-trouble", enhanced="4.3.*"),
    Row(_ACCOUNT, "sender-refused", phases="mail", kind=5),
    Row(_READER, "", phases="rcpt"),
    Row(_LETTER, "content", phases=_DOT, enhanced="5.6.* 5.7.*"),
    Row(_LETTER, "content", phases=_DOT, words=_any(
        "spam",
        "virus",
        "malware",
        "content",
        "attachment",
        "policy",
        "phish",
        "สแปม|ขยะ|ไวรัส|มัลแวร์|เนื้อหา|ไฟล์แนบ|นโยบาย",
    )),
    Row(_LETTER, ""),
)  # fmt: skip
