"""The part of an e-mail address behind the @: how it is compared, and which say nothing about who writes there."""

import idna
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.utils.translation import gettext as _

#: Where anybody can have an address, so none of them proves for whom its owner speaks.
PUBLIC_PROVIDERS = frozenset(
    """
    126.com 163.com aim.com aol.com att.net bell.net bigpond.com bluewin.ch bol.com.br btinternet.com comcast.net
    cox.net daum.net duck.com email.com fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com gmx.at gmx.ch
    gmx.com gmx.de gmx.net googlemail.com gmx.fr hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es
    hotmail.fr hotmail.it hushmail.com icloud.com inbox.com inbox.lv inbox.ru interia.pl laposte.net libero.it list.ru
    live.com live.co.uk live.fr live.nl mac.com mail.com mail.ee mail.ru mailbox.org mailfence.com mailinator.com me.com
    msn.com naver.com ntlworld.com o2.pl onet.pl optusnet.com.au orange.fr outlook.com outlook.de outlook.es outlook.fr
    pm.me posteo.de posteo.net proton.me protonmail.ch protonmail.com qq.com rediffmail.com riseup.net rocketmail.com
    runbox.com seznam.cz sfr.fr shaw.ca sina.com sky.com sohu.com startmail.com t-online.de telenet.be telstra.com
    terra.com.br tiscali.it tuta.com tuta.io tutanota.com uol.com.br verizon.net virgilio.it virginmedia.com wanadoo.fr
    web.de wp.pl ya.ru yahoo.ca yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.br yahoo.de yahoo.es yahoo.fr
    yahoo.in yahoo.it yandex.com yandex.ru yeah.net ymail.com zohomail.com ziggo.nl zoho.com
    """.split()
)

_is_domain = DomainNameValidator(accept_idna=False)


def ascii_domain(text):
    """The domain as the mail system compares it: small ASCII letters, no dot at its end. "" for what is none.

    Letters of other scripts are written as the Domain Name System writes them (UTS 46, without the old mappings that
    made one domain of two), so a look-alike stays another domain.
    """
    try:
        domain = idna.encode(text.strip().removesuffix("."), uts46=True, transitional=False).decode().lower()
        _is_domain(domain)
    except (idna.IDNAError, UnicodeError, ValidationError):
        return ""
    return "" if domain.endswith(".") else domain


def domain_of(address):
    """The whole domain behind the last @ of an address, as it is compared; "" where there is none."""
    return ascii_domain(address.rpartition("@")[2]) if "@" in address else ""


def clean_address(email):
    """The address, where it is written the one way in which the mail system compares it. Raises ValidationError for
    any other way, and says the right one: else one mailbox would have several accounts here."""
    local, _at, domain = email.rpartition("@")
    plain = ascii_domain(domain)
    if not plain or not local.isascii() or '"' in local:
        raise ValidationError(_("Enter an e-mail address like name@example.org."))
    if plain != domain.lower():
        raise ValidationError(
            _("Write the address as %(address)s. The mail system writes it so, with plain letters.")
            % {"address": f"{local}@{plain}"}
        )
    return email


def clean_domain(text):
    """The domain that the secretariat entered, as it is compared. Raises ValidationError, with the reason."""
    domain = ascii_domain(text.strip().removeprefix("@"))
    if not domain:
        raise ValidationError(_("Write a domain like example.org: what stands behind the @ of an address."))
    if domain in PUBLIC_PROVIDERS:
        raise ValidationError(
            _("Anybody can have an address at %(domain)s, so it does not show for whom they speak.")
            % {"domain": domain}
        )
    return domain
