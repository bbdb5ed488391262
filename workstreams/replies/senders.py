"""Who sent a mail, whether a machine did, and whether the mail server that took it in vouches for the sender."""

import re

from portal.postoffice.addresses import addresses_in

MACHINE_PRECEDENCES = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
# What out-of-office programs write into the subject; some write nothing else.
_ABSENCE = re.compile(
    r"\s*(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|"
    r"automatische (?:antwort|e-?mail)|"
    r"abwesenheits(?:notiz|nachricht)|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|"
    r"risposta automatica|fuori sede|resposta automática|ausência|automatisch antwoord|autosvar)\b",
    re.IGNORECASE,
)
_METHOD = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*(\w+)(.*)", re.IGNORECASE | re.DOTALL)
# What each method has made sure of. The sender that a mail claims is no proof of itself, but for DMARC.
_NAMED = {
    "dmarc": re.compile(r"\bheader\.from\s*=\s*([^\s;]+)", re.IGNORECASE),
    "dkim": re.compile(r"\bheader\.[di]\s*=\s*([^\s;]+)", re.IGNORECASE),
    "spf": re.compile(r"\bsmtp\.(?:mail)?from\s*=\s*([^\s;]+)", re.IGNORECASE),
}


def sender_of(message):
    """The one address that a mail says it comes from, in small letters; "" where it names none, or several."""
    said = message.get_all("from") or []
    if any("\x00" in str(one) for one in said):
        return ""
    found = [address.lower() for address in addresses_in(said)]
    return found[0] if len(said) == 1 and len(found) == 1 and found[0].count("@") == 1 else ""


def sent_by_machine(message):
    """Whether a program sent this by itself (RFC 3834): an absence, a list, a report. Nobody waits for an answer."""
    submitted = _first(message, "auto-submitted").split(";")[0].strip()
    return (
        submitted not in {"", "no"}
        or _first(message, "precedence") in MACHINE_PRECEDENCES
        or _first(message, "return-path") == "<>"
        or any(message.get(name) for name in ["x-autoreply", "x-autorespond", "x-auto-reply", "x-loop", "list-id"])
        or message.get_content_type() == "multipart/report"
        or bool(_ABSENCE.match(str(message.get("subject", ""))))
    )


def wants_no_answer(message):
    """Whether who sent this asks machines to keep silent. Exchange writes so into mails of people as well."""
    asked = {one.strip() for one in _first(message, "x-auto-response-suppress").split(",")}
    return bool(asked - {"", "none"}) or sent_by_machine(message)


def is_vouched_for(message, host):
    """Whether our own mail server, which writes its name `host` into Authentication-Results (RFC 8601), found that the
    mail comes from the domain that its sender claims: by DMARC, or by DKIM or SPF for that domain. Where no server is
    named, every mail."""
    if not host:
        return True
    claimed = sender_of(message).rpartition("@")[2]
    # Of several the first is the last one added: by the server that handed the mail to us.
    for raw in message.get_all("authentication-results") or []:
        server, _semicolon, results = _plain(" ".join(str(raw).split())).partition(";")
        if server.strip().split(" ")[0].lower() == host.lower():
            return bool(claimed) and _passes(results, claimed)
    return False


def _plain(said):
    """A header without its comments, which stand in each other, and with "?" for what stands in quotes: both hold words
    of whoever sent the mail. "" for one in which either does not end."""
    kept, depth, is_quoted, characters = [], 0, False, iter(said)
    for character in characters:
        if character == "\\":
            next(characters, "")
        elif character == '"' and not depth:
            is_quoted = not is_quoted
            kept.append("?")
        elif character == "(" and not is_quoted:
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        elif not depth and not is_quoted:
            kept.append(character)
    return "" if depth or is_quoted else "".join(kept)


def _passes(results, claimed):
    found = [match.groups() for match in map(_METHOD.match, results.split(";")) if match]
    methods = [(method.lower(), outcome.lower(), rest) for method, outcome, rest in found]
    verdicts = [(outcome, rest) for method, outcome, rest in methods if method == "dmarc" and outcome != "none"]
    if any(outcome == "fail" for outcome, _rest in verdicts):
        return False
    if any(outcome == "pass" for outcome, _rest in verdicts):
        named = [name for _outcome, rest in verdicts for name in _NAMED["dmarc"].findall(rest)]
        return all(_is_of(name, claimed) for name in named)
    return any(
        method != "dmarc" and outcome == "pass" and any(_is_of(name, claimed) for name in _NAMED[method].findall(rest))
        for method, outcome, rest in methods
    )


def _is_of(name, claimed):
    """Whether a domain, or that of an address, is the claimed one or stands above it."""
    domain = name.rpartition("@")[2].lower().strip(".")
    return domain == claimed or (domain.count(".") > 0 and claimed.endswith(f".{domain}"))


def _first(message, name):
    return str(message.get(name, "")).strip().lower()
