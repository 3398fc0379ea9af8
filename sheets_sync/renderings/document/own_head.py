"""What an agency puts at the head of its papers: its emblem, and lines such as its address."""

import base64
import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from sheets_sync.errors import SetupError
from sheets_sync.named_file_errors import bytes_of
from sheets_sync.regular_files import FileTooLargeError

MOST_KILOBYTES = 256
"""Every page that is mailed carries it."""
LONGEST_SIDE = 2000
"""In pixels: a small file can hold a picture that fills the memory."""
Kind: TypeAlias = Literal["png", "jpg"]
_STARTS: dict[bytes, Kind] = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_MEDIA = {"png": "image/png", "jpg": "image/jpeg"}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The parts of a JPEG that say how large it is."""
_PRINTING_COLOURS = 4
"""Cyan, magenta, yellow and black: browsers show them each in a way of its own."""
_TRIAL = """#let data = json(bytes(sys.inputs.data))
#image(bytes(data.bytes), format: data.kind)"""


@dataclass(frozen=True, slots=True)
class Emblem:
    """A picture that page and PDF can show; it was decoded once."""

    content: bytes = field(repr=False)
    kind: Kind

    @property
    def address(self) -> str:
        """The picture as an address that a page holds in itself."""
        return f"data:{_MEDIA[self.kind]};base64,{base64.b64encode(self.content).decode()}"

    @property
    def plain(self) -> dict[str, object]:
        """The picture as JSON holds it."""
        return {"bytes": list(self.content), "kind": self.kind}


@dataclass(frozen=True, slots=True)
class OwnHead:
    """The agency's own; nothing unless it said so."""

    emblem: Emblem | None = None
    lines: tuple[str, ...] = ()


NO_HEAD = OwnHead()


def read_emblem(path: Path) -> Emblem:
    """The picture in a file, whole and of a fit size.

    A drawing (SVG) is refused: it can hold scripts and ask other servers.

    Raises:
        SetupError: there is no such file, or it is no such picture.
    """
    try:
        content = bytes_of(path, most=MOST_KILOBYTES * 1024)
    except FileTooLargeError as error:
        size = -(-error.size // 1024)
        raise SetupError("logo-too-large", path=path, size=size, most=MOST_KILOBYTES) from error
    kind = next((kind for start, kind in _STARTS.items() if content.startswith(start)), None)
    if kind is None:
        raise SetupError("logo-no-picture", path=path)
    try:
        width, height, colours = (_of_png if kind == "png" else _of_jpeg)(content)
    except (struct.error, IndexError) as error:
        raise SetupError("logo-broken", path=path) from error
    if max(width, height) > LONGEST_SIDE:
        raise SetupError("logo-too-wide", path=path, width=width, height=height, most=LONGEST_SIDE)
    if colours == _PRINTING_COLOURS and kind == "jpg":
        raise SetupError("logo-colours", path=path)
    emblem = Emblem(content, kind)
    if not _is_whole(emblem):
        raise SetupError("logo-broken", path=path)
    return emblem


def _of_png(content: bytes) -> tuple[int, int, int]:
    return (*struct.unpack_from(">II", content, 16), 0)


def _of_jpeg(content: bytes) -> tuple[int, int, int]:
    at = 2
    while content[at + 1] not in _FRAMES:
        (length,) = struct.unpack_from(">H", content, at + 2)
        at += 2 + length
    height, width, colours = struct.unpack_from(">HHB", content, at + 5)
    return width, height, colours


def _is_whole(emblem: Emblem) -> bool:
    """Whether what sets the PDF can decode it: it would refuse the whole report else."""
    import typst  # slow import

    try:
        typst.Compiler(
            input=_TRIAL.encode(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(emblem.plain)},
        ).compile(format="pdf")
    except typst.TypstError:
        return False
    return True
