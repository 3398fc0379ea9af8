"""Which texts are addresses: settings, cells and mail all say the same of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.errors import SetupError
from sheets_sync.mail.email_address import address_within, one_address
from sheets_sync.mail.message import Letterhead, Recipient
from sheets_sync.mail.mime import UnfitMessageError, check_letterhead
from sheets_sync.settings import load


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("somchai@agency.go.th", "somchai@agency.go.th"),
        (" Somchai.J@Agency.GO.TH \n", "somchai.j@agency.go.th"),
        ("<somchai@agency.go.th>,", "somchai@agency.go.th"),
        ("\ufeffsomchai@agency.go.th\u200b", "somchai@agency.go.th"),
        ("somchai_j+cop@hr.agency.go.th;", "somchai_j+cop@hr.agency.go.th"),
        ("somchai@xn--o3cw4h.th", "somchai@xn--o3cw4h.th"),
        ("ｓｏｍ＠agency．go．th", "som@agency.go.th"),
        ("o'brien@agency.go.th", "o'brien@agency.go.th"),
        ("r&d@agency.go.th", "r&d@agency.go.th"),
    ],
)
def test_one_plain_address_is_taken(typed, address):
    assert one_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "", "-", "@", "somchai", "somchai@", "@agency.go.th", "somchai@agency",
        "somchai@@agency.go.th",
        "somchai@agency..go.th", ".somchai@agency.go.th", "somchai.@agency.go.th",
        "som..chai@agency.go.th",
        "a@x.th, evil@out.com", "a@x.th;b@x.th", "a@x.th b@x.th", "a@x.th\nb@x.th", "a@x.th/b@x.th",
        "a@x.th,b", '"a@x.th" <evil@out.com>', "สมชาย <a@x.th>", "สมชาย a@x.th", "a@x.th (สมชาย)",
        "a(comment)@x.th", '"a b"@x.th', '"a"@x.th', "a\\@b@x.th", "a@x.th>evil@out.com",
        "som\u200bchai@x.th", "somchai@x\u00ad.th", "som chai@x.th", "somchai @x.th", "สมชาย@x.th",
        "somchai@กรม.ไทย", "somch\u0430i@x.th", "\u212aay@x.th", "somchai@x.th\u202e",
        "a@[127.0.0.1]",
        "a@127.0.0.1", "a@x.th?cc=b@y.th", "mailto:a@x.th", "a@x.th\r\nBcc: b@y.th",
        "a@x.th\0", "-o@x.th", "-hr@agency.go.th", "hr/d@agency.go.th", "hr=d@agency.go.th",
        "'a@x.th", "&a@x.th", "a{b}@x.th", "a^b@x.th", "a~b@x.th", "a*b@x.th", "a?b@x.th",
        "a#b@x.th",
        "a%b@x.th", "a!b@x.th", "a|b@x.th", "a`b@x.th", "$a@x.th", "a@-x.th", "a@x-.th",
        "a@x.t", "a@x.123",
        "a@x_y.th", "a@x.th.", "a@.x.th", "=a@x.th", "a=b@x.th", "a@x.th%0abcc:b@y.th",
        "a@\u2024x.th",
        f"{'a' * 65}@x.th", f"a@{'x' * 64}.th", f"a@{'x.' * 126}co", "a@x.th@y.th",
        "a:b@x.th", "a@b@x.th,",
    ],
)  # fmt: skip
def test_everything_else_is_refused(typed):
    assert one_address(typed) is None


@given(st.text(st.sampled_from("ab.@<>,;:\"'() \n\u200bก-_+xth"), max_size=16))
def test_an_address_taken_is_plain_and_stays_itself(text):
    address = one_address(text)
    if address is not None:
        assert address.isascii()
        assert (address.count("@"), address.lower(), one_address(address)) == (1, address, address)
        assert address in text.lower()


LOCALS = (
    "hr", "HR", "h.r", "h_r", "h-r", "h+r", "h'r", "h&r", "1", "_", "h..r", ".h", "h.", "-h", "+h",
    "'h", "&h", "h=r", "h/r", "h%r", "h!r", "h|r", "h`r", "h?r", "h#r", "h$r", "h*r", "h^r", "h~r",
    "h{r", "h}r", 'h"r', "h r", "h(r)", "h,r", "h;r", "h:r", "h<r", "h\\r", "h\tr", "ก", "a" * 64,
    "a" * 65,
)  # fmt: skip
DOMAINS = ("agency.go.th", "Agency.GO.TH", "agency", "a_b.th", "-a.th", "a.t", "a.123", "a..th")


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("local", LOCALS)
def test_settings_cells_and_mail_take_the_same_addresses(local, domain, tmp_path):
    address = f"{local}@{domain}"

    taken = {
        "cell": one_address(address) == address.lower(),
        "setting": _is_setting(address, tmp_path),
        "mail": _is_mailed(address),
    }

    assert len(set(taken.values())) == 1, taken


def _is_setting(address, folder):
    file = folder / "cop-steward.toml"
    quoted = address.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    file.write_text(f'[agency]\ncontact = "{quoted}"\n[[registry]]\npath = "a.xlsx"\n', "utf-8")
    try:
        return (load(file).agency.contact or "").lower() == address.lower()
    except SetupError:
        return False


def _is_mailed(address):
    try:
        check_letterhead(Letterhead(Recipient(address), "agency.go.th"))
    except UnfitMessageError:
        return False
    return True


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("นางสาวสุดา <suda@agency.go.th>", "suda@agency.go.th"),
        (" suda @ agency.go.th ", "suda@agency.go.th"),
        ("suda@agency. go .th", "suda@agency.go.th"),
        ("suda@agency,go,th", "suda@agency.go.th"),
        ("suda(at)agency.go.th", "suda@agency.go.th"),
        ("suda ที่ agency.go.th", "suda@agency.go.th"),
        ("นางสาวสุดา suda@agency.go.th", None),
        ("a@x.th b@x.th", None),
        ("suda@agency go th", None),
        ("ไม่มี", None),
    ],
)
def test_what_was_most_likely_meant(typed, meant):
    assert address_within(typed) == meant
