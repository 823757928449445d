"""The normal form of an address: one spelling for all the addresses that lead to the same page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

_FEED_SCHEMES = (
    (re.compile(r"^feed:(?://)?(?=https?:)", re.IGNORECASE), ""),
    (re.compile(r"^feed://", re.IGNORECASE), "https://"),
)
"""What readers of feeds registered for themselves: feed:https://host/path and feed://host/path."""
_LONE = re.compile("[\ud800-\udfff]")
_WWW = re.compile(r"^(?:www\.)+(?=[^.]+\..)")
_HOST = re.compile(r"[^\s/?#@:\[\]\\%\x00-\x20\x7f]+")
_DEFAULT_PORTS = frozenset({80, 443})
_UNQUOTED = "-._~!$'()*,;:@"
"""Characters beside letters and digits that stand for themselves in paths and parameters."""
_ROUTE = ("!", "/")
"""What a fragment begins with where a script draws the page, and the fragment is the address within it."""
_INDEX = re.compile(r"(?:index|default)\.(?:html?|shtml|php\d?|aspx?|jsp|cfm)", re.IGNORECASE)
_SESSION_SUFFIX = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=[^;]*", re.IGNORECASE)
_SESSION_SEGMENT = re.compile(r"\([A-Za-z]\([\w.-]{8,}\)\)")

_TRACKING_PREFIXES = (
    "utm_", "at_", "mc_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "_hs", "__hs", "ga_", "_ga", "gad_", "wt.", "wt_",
    "ns_", "itm_", "vero_", "oly_", "trk_", "mkt_", "fb_", "elq", "bsft_", "guce_", "__twitter", "sfmc_", "action_object_",
)  # fmt: skip
_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid ymclid twclid ttclid igshid igsh li_fat_id epik "
    "irclickid irgwc rb_clickid cjevent zanpid ef_id s_kwcid s_cid sc_cid sc_campaign sc_channel xs_cid _openstat "
    "wickedid __s ss_source ss_campaign_id ss_email_id dicbo cmp cmpid cmp_id campaign_id campaignid icid ito ncid ocid "
    "scid smid smtyp emc emci emdi et_rid et_cid dm_i ftag ftcamp nlid newsletter_id nr_email_referer trk trkcampaign "
    "trackid trackingid tracking_id sr_share soc_src soc_trk guccounter spm xtor fromrss from_rss isrss amp usqp "
    "cachebuster cache_buster nocache _ redirectedfrom referrer referer refsrc ref_src ref_url replytocom".split()
)
"""Names of parameters that say how somebody came here, and never to which page: from the manuals of analytics, e-mail
and advertising programs. What stands here changes between two looks at a feed; what stays the same does no harm."""
_SESSION = re.compile(r"jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken|session_?id|sess_?id|zenid|oscsid")
_PERHAPS_SESSION = frozenset({"s", "sid", "session"})
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{16,}")
_PERHAPS_ORIGIN = frozenset({"ref", "source", "src", "from", "via", "medium", "origin", "cid"})
_ORIGINS = frozenset(
    "rss rss2 news atom rdf feed feeds xml feedburner newsletter email mail twitter tw facebook fb linkedin instagram telegram "
    "whatsapp youtube bluesky mastodon threads reddit social share google homepage home".split()
) | {""}
"""Words for where somebody came from, as the value of a parameter whose name alone does not tell."""
_SITE = re.compile(r"(?!.*\.(?:pdf|html?|docx?|xml|txt|md)$)[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}", re.IGNORECASE)


def canonical_address(address: str) -> str:
    """Give the normal form of an address: a key to compare by, which is not meant to be fetched. Never raises.

    Left out is whatever may differ between addresses of one page: http or https, `www.`, case and spelling of the host,
    user-info, a default port, a trailing slash or index file, the order of parameters, percent-encoding, a fragment, and
    what tells of the way here (tracking, sessions). The host stays, and so does any parameter that may name the page.
    What is no web address comes back as it is, without white space around it.
    """
    text = address.strip()
    web = _LONE.sub("\ufffd", text)
    for scheme, instead in _FEED_SCHEMES:
        web = scheme.sub(instead, web)
    try:
        parts = urlsplit(web)
        host, port = _normal_host(parts.hostname or ""), parts.port
    except ValueError:
        return text
    if parts.scheme not in ("http", "https") or host is None:
        return text
    shown_port = "" if port is None or port in _DEFAULT_PORTS else f":{port}"
    return f"https://{host}{shown_port}{_normal_path(parts.path)}{_normal_query(parts.query)}{_route(parts)}"


def _normal_host(host: str) -> str | None:
    """The host in small ASCII letters, or nothing where it can't be one."""
    if ":" in host:
        return f"[{host}]"
    host = host.lower().rstrip(".")
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    return _WWW.sub("", host) if _HOST.fullmatch(host) else None


def _normal_path(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        normal = _SESSION_SUFFIX.sub("", _requoted(segment, "="))
        if normal == "..":
            del kept[-1:]
        elif normal not in ("", ".") and not _SESSION_SEGMENT.fullmatch(normal):
            kept.append(normal)
    while kept and _INDEX.fullmatch(kept[-1]):
        kept.pop()
    return "/" + "/".join(kept)


def _normal_query(query: str) -> str:
    kept = sorted({f"{name}={value}" for name, value in _parameters(query) if not _tells_of_the_way(name, value)})
    return "?" + "&".join(kept) if kept else ""


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    """Names and values, percent-encoded alike; "&amp;" is what careless feeds make of "&"."""
    for piece in re.sub(r"&(?:amp;)+", "&", f"&{query}").split("&"):
        name, _, value = piece.replace("+", "%20").partition("=")
        if name or value:
            yield _requoted(name), _requoted(value)


def _tells_of_the_way(name: str, value: str) -> bool:
    """Say whether a parameter says where somebody came from or who is looking, and not which page is meant."""
    name = name.casefold()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or _SESSION.fullmatch(name):
        return True
    if name in _PERHAPS_SESSION:
        return bool(_RANDOM.fullmatch(value))
    if name in _PERHAPS_ORIGIN:
        return _ORIGINS.issuperset(re.split(r"[-_.:]", value.casefold())) or (
            name == "ref" and bool(_SITE.fullmatch(value))
        )
    return False


def _requoted(text: str, also_safe: str = "") -> str:
    return quote(unquote_to_bytes(text), safe=_UNQUOTED + also_safe)


def _route(parts: SplitResult) -> str:
    is_route = parts.fragment.startswith(_ROUTE)
    return "#" + quote(parts.fragment, safe=_UNQUOTED + "/?&=+%") if is_route else ""
