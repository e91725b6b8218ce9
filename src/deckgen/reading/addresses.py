"""Addresses that a click or a scan may lead to: the one form that all outputs write, and the one that people read.

Written is ASCII (RFC 3986): letters beyond it are percent-encoded in UTF-8, those of a host in its `xn--` form. Who
reads an address sees the letters themselves, and of a long one its beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import quote, unquote

from deckgen.messages import Message, Told, say
from deckgen.patterns import regex

#: Characters of an address in its written form. Browsers and servers take about as many; a QR code holds 2,331.
LONGEST = 2_000
#: What an author is told about an address that is refused.
EXPECTED = say("address:an-address-begins-with-https")

_WEB = regex(r"(https?)://([^/?#\\]*)(.*)", re.IGNORECASE | re.DOTALL)
_MAIL = regex(r"(mailto):([^?]+)(\?.*)?", re.IGNORECASE | re.DOTALL)
_MAILBOX = regex(r"([^@]+)@([^@]+)")
#: Digits with what people part them by, and parameters (RFC 3966, 3).
_PHONE = regex(r"tel:\+?[0-9*#][0-9*#.()-]*(?:;[\w.=+-]+)*", re.IGNORECASE | re.ASCII)
#: Who (with a password, perhaps), where and at which port.
_AUTHORITY = regex(r"(?:(.*)@)?(\[[^\]]*\]|[^:@]*)(?::([0-9]*))?", re.DOTALL)
#: A label of a host that stands in a written address as it is; names with `_` are no hosts, but are found.
_LABEL = regex(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
#: What parts the labels of a host where people type full-width letters (UTS 46, 2.3).
_DOTS = str.maketrans(dict.fromkeys("。．｡", "."))
LONGEST_HOST, LAST_PORT = 253, 65_535

#: What people write without its beginning, and that; full-width letters aside.
_BEGINNINGS = {
    "": regex(r"(?:https?://|mailto:|tel:).+", re.IGNORECASE | re.DOTALL),
    "mailto:": regex(r"[^@:/?#]+@[^@:/?#]+\.[^@:/?#]+"),
    "tel:": regex(r"\+?[0-9]{2,4}(?:-?[0-9]{3,4}){1,3}"),
    "https://": regex(
        r"(?:www\.[^/:?#@]+|(?:[\w-]+\.)+(?:com|net|org|kr|io|dev|jp|한국))(?::[0-9]+)?(?:[/?#].*)?",
        re.IGNORECASE | re.DOTALL,
    ),
}

_LONE_PERCENT = regex("%(?![0-9A-Fa-f]{2})")
#: What may stand in an address as it is (RFC 3986, 2.2 and 2.3); `%` because the author may have encoded already.
_SAFE, _SAFE_OF_USER = "%/:?#@!$&'()*+,;=-._~", "%:!$&'()*+,;=-._~"
#: Characters that an author did not mean, or that part an address from what is around it. Of categories: controls,
#: invisible marks, spaces.
_UNMEANT, _UNSEEN = '<>"\\', ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
_ENCODED = regex("(?:%[89A-Fa-f][0-9A-Fa-f])+")
#: In a written address where hosts are, and the labels of one that have other letters.
_HOST = regex(r"((?<=://)[^/?#]*|(?<=@)[^/?#,]*)")
_ACE = regex(r"(?<![^.@])xn--[a-z0-9-]+(?![^.:,])", re.IGNORECASE)


class NotAnAddress(Told, ValueError):
    """Why something is no address, as what to do about it."""


def ascii_form(address: str) -> str:
    """An address as it is written in every output. What is encoded already stays as it is.

    Raises NotAnAddress for what no link may lead to.
    """
    for character in address:
        if character in _UNMEANT or unicodedata.category(character) in _UNSEEN:
            raise NotAnAddress(_without(character, address))
    web, mail = _WEB.fullmatch(address), _MAIL.fullmatch(address)
    if web:
        written = f"{web[1]}://{_authority(web[2])}{_encoded(web[3], _SAFE)}"
    elif mail:
        written = f"{mail[1]}:{','.join(map(_mailbox, mail[2].split(',')))}{_encoded(mail[3] or '', _SAFE)}"
    elif _PHONE.fullmatch(address):
        written = address
    else:
        raise NotAnAddress(_whole(address))
    if len(written) > LONGEST:
        raise NotAnAddress(say("address:it-has-characters-its-letters", characters=len(written), most=LONGEST))
    return written


def _whole(address: str) -> Message:
    """What to do about an address that begins as none does: where it is clear, what it is whole."""
    plain = unicodedata.normalize("NFKC", address)
    begin = next((begin for begin, pattern in _BEGINNINGS.items() if pattern.fullmatch(plain)), None)
    if begin is None or begin + plain == address:
        return EXPECTED
    try:
        ascii_form(begin + plain)
    except NotAnAddress:
        return EXPECTED
    return say("address:write-whole", expected=EXPECTED, begin=begin, plain=plain)


def _without(character: str, address: str) -> Message:
    """What to do about a character that no address has."""
    if character == " ":
        spaced = address.replace(" ", "-" if address.lower().startswith("tel:") else "%20")
        try:
            ascii_form(spaced)
        except NotAnAddress:
            return EXPECTED
        return say("address:if-what-follows-belongs-to", expected=EXPECTED, address=spaced)
    if character in _UNMEANT:
        return say("address:instead-of-write", expected=EXPECTED, character=character, escape=quote(character))
    return say("address:it-has-the-character-u", code=ord(character))


def _authority(authority: str) -> str:
    """Who, where and at which port, of an address of the web."""
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or not parts[2]:
        raise NotAnAddress(EXPECTED)
    user, host, port = parts.groups()
    if port and int(port) > LAST_PORT:
        raise NotAnAddress(say("address:the-number-behind-is-a", host=host, most=LAST_PORT))
    behind = "" if port is None else f":{port}"
    return ("" if user is None else f"{_encoded(user, _SAFE_OF_USER)}@") + _host(host) + behind


def _mailbox(mailbox: str) -> str:
    """Whom a letter is for, and at which host."""
    parts = _MAILBOX.fullmatch(mailbox)
    if parts is None:
        raise NotAnAddress(say("address:is-not-an-address-to", mailbox=mailbox[:80]))
    return f"{_encoded(parts[1], _SAFE_OF_USER)}@{_host(parts[2])}"


def _host(host: str) -> str:
    """A host in its ASCII form."""
    if host.startswith("["):
        try:
            IPv6Address(host[1:-1])
        except AddressValueError as e:
            raise NotAnAddress(say("address:is-not-an-address-of", host=host)) from e
        return host
    labels = unquote(host).translate(_DOTS).split(".")
    end = labels.pop() if len(labels) > 1 and not labels[-1] else None
    ascii = ".".join([*map(_label, labels), *([""] if end is not None else [])])
    if len(ascii) > LONGEST_HOST:
        raise NotAnAddress(say("address:is-too-long-for-the", host=host[:40]))
    return ascii


def _label(label: str) -> str:
    """A part of a host's name in its ASCII form."""
    if not label.isascii():
        import idna  # late: few hosts need it

        try:
            return idna.encode(label, uts46=True).decode()
        except idna.IDNAError as e:
            raise NotAnAddress(say("address:cannot-be-part-of-a", part=label[:80])) from e
    if not _LABEL.fullmatch(label):
        why = say("address:cannot-be-part-of-a", part=label[:80]) if label else say("address:a-dot-of-the-host")
        raise NotAnAddress(why)
    return label


def _encoded(part: str, safe: str) -> str:
    return _LONE_PERCENT.sub("%25", quote(part, safe=safe))


def _anything(character: str) -> bool:
    return True


def readable(address: str, drawn: Callable[[str], bool] = _anything) -> str:
    """A written address with its letters as people know them: those that can be `drawn`."""

    def letters(label: re.Match[str]) -> str:
        import idna

        try:
            decoded = idna.decode(label[0])
        except idna.IDNAError:
            return label[0]
        return decoded if all(map(drawn, decoded)) else label[0]

    parts = _HOST.split(address)
    parts[1::2] = [_ACE.sub(letters, host) for host in parts[1::2]]
    return _ENCODED.sub(lambda found: _decoded(found[0], drawn), "".join(parts))


def _decoded(stretch: str, drawn: Callable[[str], bool]) -> str:
    """What is percent-encoded beyond ASCII, where that is letters and digits in UTF-8."""
    try:
        text = unquote(stretch, errors="strict")
    except UnicodeDecodeError:
        return stretch
    return "".join(c if unicodedata.category(c)[0] in "LMN" and drawn(c) else quote(c) for c in text)


def displayed(address: str, drawn: Callable[[str], bool] = _anything) -> str:
    """A written address as it is shown: its letters, without what nobody types (the scheme, a letter's fields)."""
    shown = readable(address, drawn)
    scheme, _, rest = shown.partition(":")
    if scheme.lower() == "mailto":
        return rest.partition("?")[0]
    return rest.removeprefix("//").removesuffix("/")


def said(address: str, words: str) -> bool:
    """Whether words hold a written address as it is displayed, whole or shortened."""
    shown = displayed(address).removeprefix("www.")
    return any(short in words for short in _beginnings(shown) if short == shown or short.endswith("…"))


def spelt_out(text: str, address: str) -> bool:
    """Whether the words of a link are the address that it leads to."""
    return text.strip() in (address, readable(address), displayed(address))


def shortened(shown: str, fits: Callable[[str], bool]) -> str:
    """A displayed address, as much of its beginning as fits: the host and what it is of there, then `…`."""
    return next((short for short in _beginnings(shown) if fits(short)), "…")


def _beginnings(shown: str) -> Iterator[str]:
    """An address, then always less of it: in front of a `?` or `#`, behind each `/`; in the end only the end of the
    host, which says whose it is."""
    yield shown
    place = re.match(r"[^?#]*", shown)
    path = place[0] if place else ""
    if path != shown:
        yield f"{path}…"
    for n in reversed([n for n, c in enumerate(path[:-1]) if c == "/"]):
        yield f"{path[: n + 1]}…"
    host = path.partition("/")[0]
    yield host
    yield from (f"…{host[n:]}" for n in range(1, len(host)))
