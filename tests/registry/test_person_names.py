import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.registry.person_names import looks_like_email, name_key, one_address, split_people


@pytest.mark.parametrize(
    "typed",
    [
        "สมชาย ใจดี", "นายสมชาย ใจดี", "นาย สมชาย  ใจดี", "คุณสมชาย ใจดี", "คุณ สมชาย ใจดี",
        "ดร.สมชาย ใจดี", "ดร. สมชาย ใจดี", "ดร สมชาย ใจดี", "ผศ.ดร.สมชาย ใจดี",
        "รศ. ดร. สมชาย ใจดี",
        "ศ.ดร.สมชาย ใจดี", "ศ.นพ.สมชาย ใจดี", "นาย ดร.สมชาย ใจดี", "อ.สมชาย ใจดี",
        "อาจารย์สมชาย ใจดี",
        "ผู้ช่วยศาสตราจารย์ ดร.สมชาย ใจดี", "นพ.สมชาย ใจดี", "นายแพทย์สมชาย ใจดี",
        "น.สพ.สมชาย ใจดี",
        "น.สพ. สมชาย ใจดี", "นายสัตวแพทย์สมชาย ใจดี", "ทพ.สมชาย ใจดี", "ภก.สมชาย ใจดี",
        "ว่าที่ร้อยตรีสมชาย ใจดี", "ว่าที่ร้อยตรี สมชาย ใจดี", "ว่าที่ ร.ต.สมชาย ใจดี",
        "ว่าที่ ร.ต. สมชาย ใจดี",
        "ว่าที่ร.ต.สมชาย ใจดี", "ร.ต.อ.สมชาย ใจดี", "พล.ต.ท.สมชาย ใจดี", "พล.ต.ท. สมชาย ใจดี",
        "ส.ต.อ. สมชาย ใจดี", "จ.ส.อ.สมชาย ใจดี", "จ.ส.อ. สมชาย ใจดี", "พ.ต.อ. ดร.สมชาย ใจดี",
        "พันตำรวจเอกสมชาย ใจดี", "ม.ร.ว.สมชาย ใจดี", "ม.ล.สมชาย ใจดี", "หม่อมหลวงสมชาย ใจดี",
        "สมชาย ใจดี (ประธาน)", "สมชาย (ชาย) ใจดี", "นายสมชาย ใจดี [เลขานุการ]", "1. นายสมชาย ใจดี",
        "๑) นายสมชาย ใจดี", "- นายสมชาย ใจดี", "นายสมชาย\u00a0ใจดี\u200b", "นายสมชาย ใจดี\n",
        "(สมชาย ใจดี)",
    ],
)  # fmt: skip
def test_titles_and_notes_make_no_difference(typed):
    assert name_key(typed) == "สมชาย ใจดี"


@pytest.mark.parametrize(
    "typed",
    ["สมใจ รักดี", "นางสมใจ รักดี", "นางสาวสมใจ รักดี", "นางสาว สมใจ รักดี", "น.ส.สมใจ รักดี",
     "น.ส. สมใจ รักดี", "น.ส สมใจ รักดี", "นส.สมใจ รักดี", "นางสาว ดร.สมใจ รักดี", "พญ.สมใจ รักดี",
     "แพทย์หญิงสมใจ รักดี", "สพ.ญ.สมใจ รักดี", "สัตวแพทย์หญิงสมใจ รักดี", "ทพญ.สมใจ รักดี", "ภญ.สมใจ รักดี",
     "ว่าที่ร้อยตรีหญิงสมใจ รักดี", "ว่าที่ ร.ต.หญิง สมใจ รักดี", "ว่าที่ ร.ต. หญิง สมใจ รักดี",
     "ร.ต.ท.หญิง สมใจ รักดี", "คุณหญิงสมใจ รักดี", "ท่านผู้หญิงสมใจ รักดี"],
)  # fmt: skip
def test_titles_of_women_make_no_difference(typed):
    assert name_key(typed) == "สมใจ รักดี"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("คุณากร มีสุข", "คุณากร มีสุข"),
        ("นายิกา มีสุข", "นายิกา มีสุข"),
        ("นายก", "นายก"),
        ("นาย", "นาย"),
        ("ดร.", "ดร."),
        ("นางนวล", "นางนวล"),
        ("นางนวล มีสุข", "นวล มีสุข"),
        ("นาย สมชาย", "สมชาย"),
        ("ดร.สมชาย", "สมชาย"),
        ("ดรุณี มีสุข", "ดรุณี มีสุข"),
        ("อรุณ มีสุข", "อรุณ มีสุข"),
        ("ศศิธร มีสุข", "ศศิธร มีสุข"),
        ("พลอย มีสุข", "พลอย มีสุข"),
        ("สมชาย ณ อยุธยา", "สมชาย ณ อยุธยา"),
        ("Mr. Somchai Jaidee", "somchai jaidee"),
        ("MRS SOMJAI RAKDEE", "somjai rakdee"),
        ("Dr.Somchai Jaidee", "somchai jaidee"),
        ("Drew Jaidee", "drew jaidee"),
        ("Missy Jaidee", "missy jaidee"),
        ("C-๐๐๗", "c-007"),
        ("", ""),
    ],
)
def test_a_name_is_not_mistaken_for_a_title(typed, key):
    assert name_key(typed) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("สมชาย ใจดี", "สมชัย ใจดี"), ("สมชาย ใจดี", "สมชาย ใจดำ"), ("วิไล มีสุข", "วิลัย มีสุข"),
     ("คุณากร มีสุข", "อากร มีสุข")],
)  # fmt: skip
def test_different_people_keep_different_keys(one, other):
    assert name_key(one) != name_key(other)


@given(st.text(st.sampled_from("นายางสวดร.ผศ คุณว่ที่ตก()123-ิ "), max_size=25))
def test_a_key_is_its_own_key_and_never_vanishes(text):
    key = name_key(text)
    assert bool(key) == bool(name_key(key))
    assert name_key(f" {text}\u00a0") == key


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("", ()),
        (" \n , ; ", ()),
        ("สมชาย ใจดี", ("สมชาย ใจดี",)),
        ("สมชาย ใจดี, สมใจ รักดี", ("สมชาย ใจดี", "สมใจ รักดี")),
        ("สมชาย ใจดี，สมใจ รักดี；10234", ("สมชาย ใจดี", "สมใจ รักดี", "10234")),
        ("สมชาย ใจดี/สมใจ รักดี", ("สมชาย ใจดี", "สมใจ รักดี")),
        ("สมชาย ใจดี\r\nสมใจ รักดี\n", ("สมชาย ใจดี", "สมใจ รักดี")),
        ("สมชาย ใจดี และสมใจ รักดี", ("สมชาย ใจดี", "สมใจ รักดี")),
        ("สมชาย ใจดี และ นางสมใจ รักดี", ("สมชาย ใจดี", "นางสมใจ รักดี")),
        ("สมชาย ใจดี กับ สมใจ รักดี", ("สมชาย ใจดี", "สมใจ รักดี")),
        ("สมชาย ใจดี & สมใจ รักดี", ("สมชาย ใจดี", "สมใจ รักดี")),
        ("Somchai Jaidee and Somjai Rakdee", ("Somchai Jaidee", "Somjai Rakdee")),
        ("1. นายสมชาย ใจดี 2. นางสมใจ รักดี", ("นายสมชาย ใจดี", "นางสมใจ รักดี")),
        ("1.นายสมชาย ใจดี\n2.นางสมใจ รักดี", ("นายสมชาย ใจดี", "นางสมใจ รักดี")),
        ("๑) นายสมชาย ใจดี ๒) นางสมใจ รักดี", ("นายสมชาย ใจดี", "นางสมใจ รักดี")),
        ("- สมชาย ใจดี\n- สมใจ รักดี", ("สมชาย ใจดี", "สมใจ รักดี")),
        ("• สมชาย ใจดี • สมใจ รักดี", ("สมชาย ใจดี", "สมใจ รักดี")),
        ("1. 10234 2. 10235", ("10234", "10235")),
        ("10234, 10235", ("10234", "10235")),
        ("a@x.go.th; b.c@x.go.th", ("a@x.go.th", "b.c@x.go.th")),
        ("ว่าที่ ร.ต. สมชาย ใจดี, น.สพ. สมศักดิ์ ดีใจ", ("ว่าที่ ร.ต. สมชาย ใจดี", "น.สพ. สมศักดิ์ ดีใจ")),
        ("ผศ. ดร. สมชาย ใจดี (ประธาน, กรรมการ)", ("ผศ. ดร. สมชาย ใจดี (ประธาน, กรรมการ)",)),
        ("สมชาย ใจดี (1. ประธาน) / สมใจ", ("สมชาย ใจดี (1. ประธาน)", "สมใจ")),
        ("ณ. สมชาย ใจดี", ("ณ. สมชาย ใจดี",)),
    ],
)
def test_several_people_in_one_cell(typed, people):
    assert split_people(typed) == people


@given(st.text(st.sampled_from("กข12.,;/&\n()[]-• และกับ๑"), max_size=25))
def test_splitting_loses_nobody_and_never_returns_a_blank(text):
    people = split_people(text)
    assert all(person.strip() for person in people)
    place = 0
    for person in people:
        place = text.index(person, place) + len(person)


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
        "a@x.th\0", "-o@x.th",
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("a@x.th", True), ("a＠x.th", True), ("a@", True), ("@line", True), ("สมชาย ใจดี", False),
     ("10234", False), ("", False), (" @ ", False)],
)  # fmt: skip
def test_what_looks_like_an_address(typed, meant):
    assert looks_like_email(typed) is meant
