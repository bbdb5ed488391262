"""Bytes of a mail as text, whatever they claim to be."""

# Programs that say one and write its superset.
WIDER = {
    "ascii": "utf-8", "us-ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "iso-8859-8-i": "iso-8859-8", "utf8mb4": "utf-8", "cp-850": "cp850",
}  # fmt: skip


def to_text(octets, charset=None):
    """Decode, by the charset that is claimed if that works, else by UTF-8, else byte by byte. Never raises."""
    claimed = (charset or "").strip().strip("\"'").lower().partition("*")[0]
    for name in (WIDER.get(claimed, claimed), claimed, "utf-8"):
        try:
            return octets.decode(name or "utf-8")
        except (LookupError, ValueError):
            continue
    return octets.decode("latin-1")
