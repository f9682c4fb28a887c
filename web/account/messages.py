"""What Flask-Security says to people, in our words: French here, English in the catalogue."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_security.babel import FsDomain

_FAILED: Final = _l("L’adresse ou le mot de passe ne convient pas. Vérifiez les deux, puis réessayez.")
_LINK_DEAD: Final = _l("Ce lien n’est pas valable, ou a déjà servi. Demandez-en un nouveau.")

MESSAGES: Final[dict[str, tuple[object, str]]] = {
    "API_ERROR": (_l("Cette valeur n’est pas lisible."), "danger"),
    "INVALID_INPUT": (_l("Cette valeur n’est pas lisible."), "danger"),
    "GENERIC_AUTHN_FAILED": (_FAILED, "danger"),
    "USER_DOES_NOT_EXIST": (_FAILED, "danger"),
    "INVALID_PASSWORD": (_l("Ce n’est pas votre mot de passe actuel."), "danger"),
    "GENERIC_RECOVERY": (
        _l("Si un compte a cette adresse, un message lui parvient avec un lien pour choisir un nouveau mot de passe."),
        "info",
    ),
    "PASSWORD_RESET_REQUEST": (
        _l("Si un compte a cette adresse, un message lui parvient avec un lien pour choisir un nouveau mot de passe."),
        "info",
    ),
    "CONFIRM_REGISTRATION": (
        _l("Un message vient d’être envoyé à %(email)s. Ouvrez-le et suivez le lien pour terminer."),
        "success",
    ),
    "CONFIRMATION_REQUEST": (
        _l("Si un compte attend confirmation à l’adresse %(email)s, un nouveau message lui parvient."),
        "info",
    ),
    "CONFIRMATION_REQUIRED": (_l("Confirmez d’abord votre adresse : suivez le lien du message reçu."), "danger"),
    "CONFIRMATION_EXPIRED": (_l("Ce lien n’est plus valable. Un nouveau vient de vous être envoyé."), "danger"),
    "EMAIL_CONFIRMED": (_l("Votre adresse est confirmée. Vous pouvez vous connecter."), "success"),
    "ALREADY_CONFIRMED": (_l("Votre adresse est déjà confirmée."), "info"),
    "INVALID_CONFIRMATION_TOKEN": (_LINK_DEAD, "danger"),
    "INVALID_RESET_PASSWORD_TOKEN": (_LINK_DEAD, "danger"),
    "PASSWORD_RESET_EXPIRED": (_l("Ce lien n’est plus valable. Demandez-en un nouveau."), "danger"),
    "PASSWORD_RESET": (_l("Votre mot de passe est changé."), "success"),
    "PASSWORD_RESET_NO_LOGIN": (_l("Votre mot de passe est changé. Connectez-vous."), "success"),
    "PASSWORD_CHANGE": (_l("Votre mot de passe est changé."), "success"),
    "PASSWORD_IS_THE_SAME": (_l("Choisissez un mot de passe différent de l’ancien."), "danger"),
    "PASSWORD_NOT_PROVIDED": (_l("Saisissez un mot de passe."), "danger"),
    "PASSWORD_INVALID_LENGTH": (_l("Un mot de passe compte au moins %(length)s caractères."), "danger"),
    "PASSWORD_TOO_SIMPLE": (_l("Ce mot de passe est trop facile à deviner."), "danger"),
    "RETYPE_PASSWORD_MISMATCH": (_l("Les deux mots de passe sont différents."), "danger"),
    "PASSWORD_MISMATCH": (_l("Les deux mots de passe sont différents."), "danger"),
    "EMAIL_NOT_PROVIDED": (_l("Saisissez votre adresse électronique."), "danger"),
    "INVALID_EMAIL_ADDRESS": (_l("Une adresse électronique s’écrit comme prenom.nom@exemple.fr."), "danger"),
    "DISABLED_ACCOUNT": (_l("Ce compte est fermé."), "danger"),
    "UNAUTHENTICATED": (_l("Connectez-vous pour continuer."), "danger"),
    "UNAUTHORIZED": (_l("Cette page ne vous est pas ouverte."), "danger"),
    "LOGIN": (_l("Connectez-vous pour continuer."), "info"),
    "ANONYMOUS_USER_REQUIRED": (_l("Vous êtes déjà connecté."), "info"),
    "INVALID_REDIRECT": (_l("Cette adresse mène hors du service."), "danger"),
}
"""Message of Flask-Security -> our words and the kind of notice. Every one that its pages in use can say."""

SUBJECTS: Final[dict[str, object]] = {
    "CONFIRM": _l("Confirmez votre adresse"),
    "PASSWORD_RESET": _l("Choisir un nouveau mot de passe"),
    "PASSWORD_NOTICE": _l("Votre mot de passe a été changé"),
    "PASSWORD_CHANGE_NOTICE": _l("Votre mot de passe a été changé"),
    "REGISTER": _l("Votre compte existe déjà"),
}


class Spoken(FsDomain):
    """Flask-Security's messages: ours where they are written above, its own otherwise."""

    def __init__(self, app: Flask) -> None:
        theirs: Any = super()
        theirs.__init__(app)

    def gettext(self, string: object, **variables: Any) -> str:
        if isinstance(string, LazyString):
            text = str(string)
            return text % variables if variables else text
        theirs: Any = super()
        return str(theirs.gettext(string, **variables))
