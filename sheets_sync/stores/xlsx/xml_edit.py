"""Small edits of an XML part that leave every other byte as it was."""

import re


class UnusualXmlError(ValueError):
    """A part is not written in a way that can be edited safely."""


def prefix_of(xml: bytes, root: str) -> bytes:
    """The prefix, with its colon, that a part writes its root element with; often none."""
    match = re.search(rb"<((?:[\w.-]+:)?)%b[\s/>]" % root.encode(), xml[:65536])
    if match is None:
        raise UnusualXmlError(root)
    return match[1]


def is_plain(xml: bytes) -> bool:
    """Whether a part is UTF-8 without a document type: anything else is not edited."""
    head = xml[:1024]
    declared = re.search(rb"""encoding\s*=\s*["']([^"']+)["']""", head)
    utf8 = declared is None or declared[1].lower() in (b"utf-8", b"us-ascii")
    return utf8 and b"\0" not in head and b"<!DOCTYPE" not in head


def opening_tag(xml: bytes, name: bytes) -> re.Match[bytes] | None:
    """The first opening tag of an element, by its name with prefix."""
    return re.search(rb"<%b(?:\s[^>]*)?/?>" % re.escape(name), xml)


def before_end(xml: bytes, name: bytes, addition: bytes) -> bytes:
    """Put something before the closing tag of the only element of that name."""
    closing = b"</" + name + b">"
    if xml.count(closing) == 1:
        return xml.replace(closing, addition + closing)
    tag = opening_tag(xml, name)
    if tag is not None and tag[0].endswith(b"/>"):
        opened = tag[0][:-2].rstrip() + b">"
        return xml[: tag.start()] + opened + addition + closing + xml[tag.end() :]
    raise UnusualXmlError(name.decode())


def attribute(tag: bytes, name: str) -> str | None:
    """The raw value of a tag's attribute, entities unresolved."""
    match = re.search(rb"""\s%b\s*=\s*(?:"([^"]*)"|'([^']*)')""" % re.escape(name.encode()), tag)
    if match is None:
        return None
    return (match[1] if match[1] is not None else match[2]).decode()


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """The tag with one attribute set; the others keep their place and form."""
    pattern = rb"""(\s%b\s*=\s*)(?:"[^"]*"|'[^']*')""" % re.escape(name.encode())
    written = f'"{value}"'.encode()
    changed, times = re.subn(pattern, lambda match: bytes(match[1]) + written, tag, count=1)
    if times:
        return changed
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + f" {name}=".encode() + written + tag[end:]
