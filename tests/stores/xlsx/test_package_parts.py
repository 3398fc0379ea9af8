"""The parts of a package, read again and again by several who look for different things."""

import io
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sheets_sync.stores.xlsx.companion_file import blank_package
from sheets_sync.stores.xlsx.package import KEPT_UNPACKED, Package

SMALL, LARGE = b"<small/>" * 1000, bytes(KEPT_UNPACKED)


def package(**parts):
    blank = blank_package(Path("registry.xlsx"))
    file = io.BytesIO(blank.data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as added:
        for name, data in parts.items():
            added.writestr(name, data)
    return Package(
        blank.path, file.getvalue(), blank.version, blank.workbook_part, blank.content_type, ()
    )


def read(one, name, size=-1):
    with one.open_part(name) as part:
        return part.read(size)


def test_each_reading_of_a_part_begins_at_its_beginning():
    one = package(small=SMALL)

    assert [read(one, "small", 8), read(one, "small"), read(one, "small", 8)] == [
        b"<small/>",
        SMALL,
        b"<small/>",
    ]


def test_parts_that_are_too_large_to_be_kept_are_read_as_well():
    one = package(small=SMALL, large=LARGE)

    assert [read(one, "large"), read(one, "small"), read(one, "large")] == [LARGE, SMALL, LARGE]


def test_threads_that_read_at_the_same_time_do_not_disturb_each_other():
    one = package(small=SMALL, large=LARGE)

    with ThreadPoolExecutor(4) as pool:
        found = [*pool.map(lambda name: read(one, name), ["small", "large"] * 8)]

    assert found == [SMALL, LARGE] * 8


def test_a_file_is_the_one_that_was_read_as_long_as_no_byte_of_it_is_another(tmp_path):
    one, path = package(small=SMALL), tmp_path / "registry.xlsx"
    path.write_bytes(one.data)
    assert one.is_at(path)

    path.write_bytes(one.data[:-1] + b"\1")
    assert not one.is_at(path)


def test_another_thread_may_unpack_a_part_between_any_two_steps():
    one = package(**{f"part{number}": SMALL for number in range(200)})
    unpacked = iter(range(1, 200))

    def unpack_one(frame, event, _):
        if frame.f_code is not Package.open_part.__wrapped__.__code__:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            read(one, f"part{next(unpacked)}")
        return unpack_one

    before = sys.gettrace()
    sys.settrace(unpack_one)
    try:
        found = read(one, "part0")
    finally:
        sys.settrace(before)

    assert found == SMALL
    assert 20 < next(unpacked) < 199  # one for each step
