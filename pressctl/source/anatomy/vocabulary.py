"""The words by which the parts of a release are known, in nine languages.

One pattern serves all languages where no word of one means something else in another; verbs of saying are kept apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "tr", "az", "ar")

STATUS = re.compile(
    r"""(?:for\ (?:immediate\ (?:release|publication|distribution)|release\ on\ receipt)
      |(?:press|news|media)\ (?:release|statement|advisory|alert|notice|note|invitation|announcement|briefing)
      |media\ advisory|advisory|photo\ call|joint\ (?:press\ release|statement)
      |pour\ (?:diffusion|publication)\ immédiate|communiqué(?:\ de\ presse)?|note\ aux\ médias|invitation\ presse
      |para\ (?:su\ )?(?:publicación|difusión|divulgación)\ in?mm?ediata
      |(?:comunicado|nota|aviso)\ (?:de|a)\ (?:la\ )?prensa
      |zur\ sofortigen\ veröffentlichung|presse(?:mitteilung|information|einladung|aussendung)|medienmitteilung
      |для\ немедленн(?:ого\ (?:распространения|опубликования)|ой\ публикации)|пресс-?релиз|сообщение\ для\ прессы
      |для\ негайно(?:го\ поширення|ї\ публікації)|прес-?реліз|повідомлення\ для\ (?:преси|змі)
      |(?:derhal|hemen)\ yayınlan(?:mak\ üzere|abilir)|basın\ (?:bülteni|açıklaması|duyurusu|bildirisi)
      |dərhal\ yayım(?:lanması)?\ üçün|mətbuat\ (?:üçün\ məlumat|relizi|bəyanatı)|press-?reliz
      |للنشر\ الفوري|للنشر\ فورا|بيان\ صحفي|خبر\ صحفي|دعوة\ صحفية|تنويه\ إعلامي)""",
    re.VERBOSE | re.IGNORECASE,
)
IMMEDIATE = re.compile(
    r"immediate|immédiate|in?mm?ediata|sofortig|немедлен|негайн|derhal|hemen|dərhal|الفوري|فورا", re.IGNORECASE
)
EMBARGO = re.compile(
    r"""\bembargo(?:ed|es)?\b|\bhold\ (?:for\ release\ )?until\b|\bnot\ (?:for|to\ be)\ (?:publi|releas|broadcast)\w*
      |\bsperrfrist\b|\bsperrvermerk\b|эмбарго|ембарго|\bambargo|حظر\ النشر|محظور\ النشر|يحظر""",
    re.VERBOSE | re.IGNORECASE,
)
NO_EMBARGO = re.compile(r"embargo\W*(?:none|no\b|immediate|nil|lifted|aucun|keine)", re.IGNORECASE)
CONTACT_LABEL = re.compile(
    r"""(?P<label>(?:(?:media|press|pr|public\ relations|company|corporate|investors?|general|communications?)
          (?:\ (?:relations|and|&|/|media|press))*\s+)?
        (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))(?:\s+(?:details|information|info|persons?|us|presse
          |for\ (?:the\ )?
          (?:media|press|journalists)))?
      |contacts?\s+(?:de\s+)?presse|contact\s+médias?|relations\s+(?:presse|médias)
      |contactos?\s+(?:de|para)\s+(?:la\s+)?(?:prensa|medios)|contactos?
      |(?:presse|medien)?kontakte?|ansprechpartner(?:in)?(?:\s+für\s+(?:die\s+)?(?:presse|medien))?|rückfragen
      |контакт(?:ы|ное\ лицо|и)?(?:\ для\ (?:сми|прессы|змі|преси|медіа))?|(?:пресс|прес)-?служба
      |(?:basın|medya|media|mətbuat)(?:\ (?:ile|ilə))?\ (?:iletişim|irtibat|əlaqə)\w*|iletişim(?:\ bilgileri)?|irtibat
      |(?:mətbuatla\ )?əlaqə(?:\ üçün)?|(?:media|mətbuat)\ üçün\ əlaqə
      |(?:لل|جهات\ ال)?(?:اتصال|تواصل)(?:\ الإعلامي(?:ة)?)?|للاستفسارات(?:\ الإعلامية)?)""",
    re.VERBOSE | re.IGNORECASE,
)
CONTACT_SENTENCE = re.compile(
    r"""(?:for\ (?:(?:all|any|more|further|additional|media|press)\b[^.:;]{0,140}?)
        |(?:to\ (?:request|arrange)[^.:;]{0,60}?)|(?:media|press|journalists)[^.:;]{0,60}?
        |(?:questions|enquiries|inquiries)[^.:;]{0,40}?)
        \b(?:contact|call|e-?mail|reach(?:\ out\ to)?|write\ to|:)
      |pour\ (?:plus|toute?|de\ plus)\b[^.:;]{0,70}?\bcontacte[rz]|para\ (?:más|mayor|obtener)\b[^.:;]{0,70}?
        \b(?:contact\w+|comun\w+|póngase)|für\ (?:weitere|nähere|rück)\w*[^.:;]{0,70}?(?:wenden|kontakt\w*|an:?)
      |(?:за|для\ получения)\ (?:дополнительн|подробн|более)\w*[^.:;]{0,70}?(?:обращ|связ|контакт)\w*
      |(?:за|для\ отримання)\ (?:додатков|детальн|подробиц)\w*[^.:;]{0,70}?(?:зверт|зв['’]яз|контакт)\w*
      |(?:daha\ fazla|ayrıntılı|detaylı)\ bilgi[^.:;]{0,60}?(?:iletişim|irtibat|başvur|:)\w*
      |(?:əlavə|ətraflı)\ məlumat[^.:;]{0,60}?(?:əlaqə|müraciət|:)\w*
      |(?:لمزيد|للمزيد|لمعلومات)[^.:؛]{0,60}?(?:الاتصال|التواصل|:)""",
    re.VERBOSE | re.IGNORECASE,
)
ABOUT = re.compile(
    r"""(?:about(?:\ the)?\b|à\ propos(?:\ d[eu]s?\b|\ d['’]|\b)|acerca\ de|sobre\b|über\b|qui\ est\b|quiénes\ somos
      |о\ (?:компании|проекте|фонде|нас|программе|центре)|об?\s+(?=[A-ZА-ЯЁ«„])|справка(?:\ о)?:?
      |про\s+(?=[A-ZА-ЯІЇЄҐ«„])
      |про\ (?:компанію|проєкт|проект|фонд|нас)|(?:نبذة\ )?(?:حول|عن)\s)""",
    re.VERBOSE | re.IGNORECASE,
)
ABOUT_LAST = re.compile(r"\b(?:haqqında|hakkında)\s*:?\s*$", re.IGNORECASE)
NOTES = re.compile(
    r"""(?:\[?(?:notes?\ (?:to|for)\ (?:the\ )?editors?|editors?['’]?s?\ notes?|editorial\ notes?|background(?:er)?
      |notes?\ aux\ (?:rédact|édit|journal)\w+|notas?\ (?:para|a)\ (?:los\ )?(?:editor|redactor|medios)\w*
      |(?:hinweis|anmerkung)(?:e|en)?\ (?:an|für)\ die\ redaktion(?:en)?
      |(?:примечани[ея]|информация|к сведению)\ (?:для\ )?(?:редак|журнал)\w+
      |(?:примітк[аи]|інформація)\ (?:для\ )?(?:редак|журнал)\w+|editör(?:ler)?e?\ not\w*
      |redaktor\w*\ (?:üçün\ )?qeyd\w*
      |ملاحظات?\ (?:إلى\ |لل)?(?:المحررين|محررين)|notes?)\]?)\s*:?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
END_MARK = re.compile(
    r"""(?:\./\.|\#\ ?\#\ ?\#|\#|\*\ ?\*\ ?\*|[-–—]*\s?30\s?[-–—]+|[-–—~*]*\s*
      (?:the\ )?(?:end|ends|fin|ende|конец|кінець|son|انتهى)\s*[-–—~*.]*)""",
    re.VERBOSE | re.IGNORECASE,
)
TRAILING_END_MARK = re.compile(r"\s(\#\ ?\#\ ?\#|-30-|[-–—]\s?ENDS?\s?[-–—]|ENDS?)$", re.VERBOSE)
NOISE = re.compile(
    r"""(?:view\ (?:the\ )?(?:original|source|full)\b.*|the\ post\ .*\ appeared\ first\ on\b.*|source\s?:?\s.{1,80}
      |distributed\ by\b.*|\[?click\ (?:image|here)\b.*|visit\ our\ (?:website|blog).*|email\ us\ here|share\ this\b.*
      |to\ view\ the\ full\ announcement\b.*|follow\ us\b.{0,40}|social\ media:?|hashtags:?|(?:\#\w+[\s,]*)+
      |page\ \d+(?:\ of\ \d+)?|--news\ direct--)\s*""",
    re.VERBOSE | re.IGNORECASE,
)
OTHER_CLOSING = re.compile(
    r"(?:forward[- ]looking|safe[- ]harbou?r|disclaimer|cautionary|legal notice|relevant links|contact|media|follow us"
    r"|source:|disclosure|this article|note to|read more|hashtags|footnotes?$|references:?$"
    r"|important (?:notice|information))",
    re.IGNORECASE,
)

_SAYING = {
    "en": "said|says|stated|states|added|adds|explained|explains|noted|notes|commented|comments|remarked|remarks"
    "|continued|continues|shared|shares|emphasi[sz]e[sd]|concluded|concludes|wrote|writes|told|tells|declared|affirmed"
    "|stressed|highlighted|observed|recalled|recalls|replied|argued|warned|warns|insisted|praised|reflected|reflects"
    "|pointed out|expressed|believes|quipped|joked|admitted|acknowledged|urged|reiterated|underlined|underscored"
    "|summari[sz]ed|mentioned|commended|sum(?:s|med) up|cautioned|advised|advises|asked|asks|saying|adding|stating"
    "|explaining|noting|announced|confirmed|responded|began|went on|agrees|agreed|describes|described",
    "fr": "a déclaré|déclare|déclarait|a affirmé|affirme|a dit|dit|a expliqué|explique|a souligné|souligne|a ajouté"
    "|ajoute|a précisé|précise|a indiqué|indique|a estimé|estime|a conclu|conclut|a rappelé|rappelle|a commenté"
    "|commente|poursuit|se félicite|s['’]est félicitée?|se réjouit|s['’]est réjouie?|confie|témoigne|raconte",
    "es": "dijo|dice|afirmó|afirma|declaró|declara|señaló|señala|explicó|explica|añadió|añade|agregó|agrega|destacó"
    "|destaca|comentó|comenta|indicó|indica|aseguró|asegura|manifestó|expresó|subrayó|subraya|concluyó|concluye|apuntó"
    "|sostuvo|resaltó|recordó|enfatizó|puntualizó|ha dicho|ha declarado|ha afirmado|ha señalado",
    "de": "sagte|sagt|erklärte|erklärt|betonte|betont|so|fügte|fügt|ergänzte|ergänzt|kommentierte|kommentiert|meinte"
    "|meint|berichtete|berichtet|unterstrich|unterstreicht|freut sich|erläutert|erläuterte|bekräftigte|hob",
    "ru": "(?:сказал|заявил|отметил|подчеркнул|добавил|сообщил|рассказал|пояснил|объяснил|прокомментировал|напомнил"
    "|уточнил|поделил|признал|заключил)(?:а|и|ся|ась)?|говорит|отмечает|считает|подчёркивает|подчеркивает|добавляет"
    "|рассказывает|поясняет|комментирует|уверена?",
    "uk": "сказа(?:в|ла)|заяви(?:в|ла)|зазначи(?:в|ла)|наголоси(?:в|ла)|підкресли(?:в|ла)|дода(?:в|ла)|повідоми(?:в|ла)"
    "|розпові(?:в|ла)|поясни(?:в|ла)|прокоментува(?:в|ла)|каже|говорить|зазначає|наголошує|додає|розповідає|вважає",
    "tr": "dedi|söyledi|belirtti|ifade etti|kaydetti|vurguladı|açıkladı|ekledi|(?:şöyle |diye )?konuştu|dile getirdi"
    "|şunları söyledi|aktardı|değerlendirdi",
    "az": "dedi|deyib|bildirib|bildirdi|qeyd edib|qeyd etdi|vurğulayıb|vurğuladı|söyləyib|söylədi|əlavə edib|əlavə etdi"
    "|deyir|bildirir|diqqətə çatdırıb|xatırladıb",
    "ar": "و?(?:قال|قالت|أضاف|أضافت|صرح|صرّح|صرحت|أكد|أكدت|أوضح|أوضحت|ذكر|ذكرت|أشار|أشارت|علق|علقت|تابع|تابعت)",
}
ACCORDING = r"(?:according to|selon|según|laut|nach den Worten von|по словам|за словами|(?:و?بحسب|و?وفقا ل))"


@lru_cache(16)
def saying(language: str) -> str:
    """Return the pattern of the verbs by which `language` attributes words to somebody."""
    return rf"(?:{_SAYING.get(language, _SAYING['en'])})"


def _of(test: str) -> str:
    ranges = (range(0x41, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))
    return "".join(re.escape(chr(code)) for each in ranges for code in each if unicodedata.category(chr(code)) == test)


UPPER = _of("Lu") + "\u0621-\u064a"
"""Letters that a name begins with: capitals, and Arabic ones, which have no case."""
LOWER = _of("Ll")
