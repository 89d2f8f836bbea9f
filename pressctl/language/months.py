"""The names of the months as a language writes them, whole and shortened, in every case that CLDR knows."""

from __future__ import annotations

from functools import cache

# As CLDR has them, and here because its data for one language takes longer to load than a release to check.
_NAMES = {
    "en": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct"
    " november/nov december/dec",
    "fr": "janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre/sept octobre/oct novembre/nov"
    " décembre/déc",
    "es": "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/sept"
    " octubre/oct noviembre/nov diciembre/dic",
    "de": "januar/jan februar/feb märz/mär april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt"
    " november/nov dezember/dez",
    "ru": "января/янв/январь февраля/февр/февраль марта/мар/март апреля/апр/апрель мая/май июня/июн/июнь июля/июл/июль"
    " августа/авг/август сентября/сент/сентябрь октября/окт/октябрь ноября/нояб/ноябрь декабря/дек/декабрь",
    "uk": "січня/січ/січень лютого/лют/лютий березня/бер/березень квітня/квіт/квітень травня/трав/травень"
    " червня/черв/червень липня/лип/липень серпня/серп/серпень вересня/вер/вересень жовтня/жовт/жовтень"
    " листопада/лист/листопад грудня/груд/грудень",
    "tr": "ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki"
    " kasım/kas aralık/ara",
    "az": "yanvar/yan fevral/fev mart/mar aprel/apr may iyun/iyn iyul/iyl avqust/avq sentyabr/sen oktyabr/okt"
    " noyabr/noy dekabr/dek",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
"""January first; a slash between the names of one month. English has `sept` besides."""


@cache
def month_numbers(language: str) -> dict[str, int]:
    """Return every name of a month in lower case, without a final full stop, with the month's number.

    Raises:
        KeyError: it is none of the nine languages in which documents are read.
    """
    months = enumerate(_NAMES[language].split(), 1)
    return {name: number for number, names in months for name in names.split("/")}
