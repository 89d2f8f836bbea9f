"""The words by which the parts of a release are known, in nine languages.

One pattern serves all languages where no word of one means something else in another; verbs of saying are kept apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pressctl.patterns import compiled

LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "tr", "az", "ar")

_CORRECTION = (
    r"correction|corrected(?:\ (?:version|release))?|rectificatif|rectificación|fe\ de\ erratas|berichtigung"
    r"|korrektur|исправление|уточнение"
    r"|виправлення|уточнення|düzeltme|düzəliş|تصويب|تصحيح"
)
_PLANNING = (
    r"(?:for|as)\ planning(?:\ purposes)?(?:\ only)?|for\ your\ (?:diary|diaries)|pour\ (?:vos\ )?(?:agendas?"
    r"|prévision)|para\ (?:su\ )?agenda"
    r"|nur\ zur\ planung|zur\ terminplanung|для\ (?:планирования|планування)|yalnızca\ planlama\ için"
    r"|(?:redaksiyaların\ )?planlaşdırması\ üçün"
    r"|للتخطيط"
)
STATUS = compiled(
    r"""(?:for\ immediate\ (?:release|publication|distribution|use)
      |for\ (?:release|publication|use)\ (?:on\ receipt|immediately)
      |(?:press|news|media)\ (?:release|statement|advisory|alert|notice|note|invitation|announcement|briefing
      |communiqué)
      |media\ (?:call|update)|advisory|photo\ (?:call|opportunity)
      |joint\ (?:(?:press|media|news)\ (?:release|statement)|statement|communiqué)
      |press\ conference\ invitation
      |pour\ (?:diffusion|publication)\ immédiate|(?:pour|à)\ diffuser\ immédiatement
      |communiqué(?:\ (?:de\ presse|aux\ médias|conjoint|commun))*|dossier\ de\ presse
      |(?:note|avis|invitation|alerte)\ (?:aux|à\ la|à|de)?\ ?(?:médias|presse)|(?:conférence|point)\ (?:de\ )?presse
      |para\ (?:su\ )?(?:publicación|difusión|divulgación)\ in?mm?ediata
      |(?:comunicado|nota|aviso|boletín|convocatoria|invitación|alerta)\ (?:conjunt[oa]\ )?(?:de|a)
      \ (?:la\ |los\ )?(?:prensa|medios)
      |rueda\ de\ prensa|comunicado
      |zur\ sofortigen\ (?:veröffentlichung|freigabe)|zur\ veröffentlichung\ frei
      |(?:presse|medien)(?:mitteilung|information|einladung|aussendung|meldung|erklärung|konferenz|termin|hinweis)
      |einladung\ zu[rm]\ (?:presse|medien)\w+
      |для\ немедленн(?:ого\ (?:распространения|опубликования|использования)|ой\ публикации)
      |пресс-?(?:релиз|анонс|сообщение|конференция)|(?:совместное\ )?(?:сообщение|заявление)\ для\ (?:прессы|сми|печати)
      |(?:анонс|приглашение|информация|уведомление)\ для\ (?:прессы|сми|журналистов)|анонс|медиа-?анонс
      |информационное\ сообщение
      |для\ негайно(?:го\ (?:поширення|оприлюднення|використання)|ї\ публікації)
      |прес-?(?:реліз|анонс|повідомлення|конференція)|медіа-?анонс|інформаційне\ повідомлення
      |(?:анонс|запрошення|повідомлення|заява|інформація)\ для\ (?:преси|змі|медіа|журналістів)
      |(?:derhal|hemen)\ (?:yayınlan|yayımlan)(?:mak\ üzere|abilir)
      |basın\ (?:bülteni|açıklaması|duyurusu|bildirisi|daveti|toplantısı|bilgi\ notu)|medya\ (?:duyurusu|daveti)
      |ortak\ basın\ açıklaması
      |dərhal\ (?:yayım(?:lanması)?|dərc)\ üçün
      |(?:mətbuat|media)\ (?:üçün\ (?:məlumat|dəvət|açıqlama|elan)|relizi|bəyanatı|açıqlaması|anonsu|dəvəti|konfransı)
      |press-?reliz|mətbuata\ (?:açıqlama|dəvət)
      |للنشر\ (?:الفوري|فور[اً]+)|(?:بيان|خبر|تصريح|إعلان)\ (?:صحفي|صحافي|إعلامي)(?:\ مشترك)?|بيان\ مشترك
      |دعوة\ (?:صحفية|صحافية|إعلامية|للصحافة|للإعلاميين|لوسائل\ الإعلام|لحضور\ مؤتمر\ صحفي)|(?:تنويه|تنبيه
      |إشعار)\ إعلامي
      """
    rf"|{_CORRECTION}|{_PLANNING})",
    re.VERBOSE | re.IGNORECASE,
)
USABLE = compiled(
    rf"immediate|immédiate|in?mm?ediata|sofortig|немедлен|негайн|derhal|hemen|dərhal|الفوري|فور[اً]|on\ receipt"
    rf"|^(?:{_CORRECTION}|{_PLANNING})",
    re.IGNORECASE | re.VERBOSE,
)
"""What of a status line says how the release may be used."""
PLANNING = compiled(_PLANNING, re.IGNORECASE | re.VERBOSE)
"""What tells an editor to plan, and not to publish: no embargo, for it never ends."""
EMBARGO = compiled(
    r"""\bembargo(?:ed|es)?\b|\bembargad[oa]s?\b|\bembarqo|\bhold\ (?:for\ (?:release|publication)\ )?(?:until|till)\b
      |\bnot\ (?:for|to\ be)\ (?:publi|releas|broadcast|us(?:e|ed)\b)\w*|\bfor\ (?:release|publication|use)\ (?:at|on
      |after|from)\ (?=[^.]{0,60}\d)
      |\b(?:ne\ pas|à\ ne\ pas)\ (?:publier|diffuser)\ avant\b|\bno\ (?:publicar|difundir)\ (?:antes|hasta)\b
      |\bsperrfrist\b|\bsperrvermerk\b|\bgesperrt\ bis\b|\bfrei\ ab\b|эмбарго|ембарго|не\ (?:публиковать
      |для\ публикации)\ (?:до|ранее)
      |не\ (?:публікувати|оприлюднювати|для\ публікації)\ (?:до|раніше)
      |\bambargo|(?:tarihinden|saatinden)\ önce\ yayın\w+|(?:tarixindən|saatdan)\ əvvəl\ (?:yayım|dərc)\w+
      |حظر\ (?:ال)?نشر|محظور\ (?:ال)?نشر|يحظر\ (?:ال)?نشر|(?:لا\ ينشر|غير\ قابل\ للنشر|ممنوع\ من\ النشر)\ (?:قبل
      |حتى)""",
    re.VERBOSE | re.IGNORECASE,
)
NO_EMBARGO = compiled(
    r"(?:embargo|sperrfrist|эмбарго|ембарго|ambargo|embarqo)\W*"
    r"(?:none|no\b|immediate|nil|lifted|aucun|ninguno|sin\b|keine|нет\b|немає|yok\b|yoxdur)|\bno embargo\b"
    r"|sans embargo|sin embargo:"
    r"|keine sperrfrist",
    re.IGNORECASE,
)
CONTACT_LABEL = compiled(
    r"""(?P<label>(?:(?:media|press|pr|public\ relations|company|corporate|investors?|general|communications?
          |advertising)
          (?:\ (?:relations|and|&|/|media|press))*\s+)?
        (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))(?:\s+(?:details|information|info|persons?|us|presse
          |for\ (?:the\ )?
          (?:media|press|journalists)))?
      |contacts?\s+(?:de\s+|pour\s+la\s+)?presse|contacts?\s+(?:pour\s+les\s+)?médias?|(?:service\s+de\s+|relations\s+
      |service\s+)(?:presse|médias)
      |coordonnées(?:\s+presse)?|renseignements(?:\s+(?:et\s+entrevues|presse|pour\s+les\s+médias))?
      |pour\s+(?:(?:tout\s+)?renseignements?
      |(?:de\s+)?plus\s+(?:d['’]informations?|de\s+renseignements)
      |toute\s+information)(?:\s+complémentaires?)?(?=\s?:)
      |contactos?\s+(?:de|para|con)\s+(?:la\s+|los\s+)?(?:prensa|medios(?:\s+de\s+comunicación)?)|contactos?
      |datos\s+de\s+contacto(?:\s+(?:para|de)\s+(?:la\s+)?(?:prensa|medios))?|información\s+de\s+contacto
      |departamento\s+de\s+prensa|oficina\s+de\s+prensa
      |para\s+(?:más|mayor|mayores)\s+(?:información|informes|detalles)(?=\s?:)
      |(?:presse|medien)?kontakt(?:e|daten|personen)?(?:\s+für\s+(?:die\s+)?(?:presse|medien|redaktion(?:en)?))?
      |ansprechpartner(?:in(?:nen)?)?(?:\s+für\s+(?:die\s+)?(?:presse|medien))?
      |(?:presse)?rückfrage(?:n|hinweis)(?:\s*(?:&|und)\s*kontakt)?(?:\s+bitte)?(?:\s+an)?|presse(?:stelle|büro|abteilung)|weitere\s+informationen(?=\s?:)
      |(?:(?:quelle|herausgeber)\s+und\s+)?kontaktadressen?
      |für\s+(?:rückfragen|weitere\s+informationen)(?=\s?:)
      |(?:медиа-?|медіа-?|пресс-?|прес-?)?контакт(?:ы|ное\ лицо|ные\ (?:лица|данные)|и|на\ (?:особа|інформація)
      |ні\ (?:особи|дані)|ная\ информация)?(?:\ (?:для|со?|із|зі?)\ (?:сми|прессы|прессой|журналистов|змі|преси|пресою
      |медіа|медиа|журналістів))?
      |(?:пресс|прес)-?(?:служба|центр|офис|офіс)|(?:за\ )?(?:дополнительной|подробной|додатковою
      |детальною)\ (?:информацией|інформацією)(?=\s?:)|(?:дополнительная|додаткова)\ (?:информация|інформація)(?=\s?:)
      |(?:basın|medya|media|mətbuat)(?:\ (?:ile|ilə|için))?\ (?:iletişim|irtibat|əlaqə)\w*|iletişim(?:\ (?:bilgileri
      |kişisi|için))?|irtibat(?:\ (?:kişisi|için))?
      |(?:daha\ fazla|ayrıntılı|detaylı)\ bilgi(?:\ için|\ ve\ iletişim)?(?=\s?:)|(?:basın|medya)\ (?:sorumlusu
      |irtibatı)(?=\s?:)
      |(?:mətbuatla\ )?əlaqə(?:\ (?:üçün|məlumatları|vasitələri|şəxsi))?|əlaqələndirici\ şəxs|(?:media|mətbuat
      |kiv)\ üçün\ əlaqə
      |(?:əlavə|ətraflı|daha\ ətraflı)\ məlumat(?:\ üçün)?(?=\s?:)
      |(?:لل|جه(?:ة|ات)\ ال)?(?:اتصال|تواصل)(?:\ (?:الإعلامي(?:ة)?|الصحفي|مع\ (?:الإعلام|الصحافة)))?
      |(?:ال)?مسؤولة?\ (?:ال)?(?:إعلامية?|إعلام|صحفية?)(?=\s?:)|للاستفسارات?(?:\ (?:الإعلامية|الصحفية))?
      |(?:لمزيد|للمزيد)\ من\ (?:المعلومات|التفاصيل)(?=\s?:)|معلومات\ (?:الاتصال|التواصل))
      (?-i:(?![^\W\d_A-ZА-ЯƏÖÜÇŞĞİ]))""",
    re.VERBOSE | re.IGNORECASE,
)
CONTACT_SENTENCE = compiled(
    r"""(?:for\ (?:(?:all|any|more|further|additional|media|press)\b[^.:;]{0,140}?)
        |(?:for|to)\ (?:learn\ more|find\ out\ more|get\ involved|request|arrange|schedule|book|set\ up|interviews?
        |pictures|photo\w*|images|accreditation|queries|enquiries|inquiries
        |details|an?\ interview)\b[^.:;]{0,120}?|(?:media|press|journalists)[^.:;]{0,60}?
        |(?:questions|enquiries|inquiries)[^.:;]{0,40}?)
        \b(?:contact|call|e-?mail|reach(?:\ out\ to)?|write\ to|:)
      |(?:media|press|interview|journalist)s?['’]?\ (?:enquir|inquir|quer|request)\w*\ (?:to\b|should\ be\ \w+\ to
      |can\ be\ \w+\ to|please\ \w+)
      |pour\ (?:plus|toute?s?|de\ plus|obtenir|une|les)\b[^.:;]{0,70}?(?:\bcontacte[rz]|s['’]adresser\ à|écrire\ à|:)
      |para\ (?:más|mayor(?:es)?|obtener|entrevistas|solicitar|pedir)\b[^.:;]{0,110}?
        (?:\b(?:contact\w+|comun[ií]\w+|póngase|escrib\w+|dirig\w+)|:)|für\ (?:weitere|nähere|rück
        |inter)\w*[^.:;]{0,70}?(?:wenden|kontakt\w*|zur\ verfügung|\ban\b:?)
        |auf\ (?:an|nach)frage[^.:;]{0,40}?\b(?:unter|bei|an|über)\b
        |(?:weitere|nähere)\ (?:informationen|auskünfte)[^.:;]{0,50}?(?:\bbei\b|\berteilt\b|:)
      |(?:за|для\ получения)\ (?:дополнительн|подробн|более)\w*[^.:;]{0,70}?(?:обращ|связ|контакт)\w*
      |(?:дополнительная|подробная|додаткова|детальна)\ \w+\ (?:по|за)\ тел\w*
      |(?:за|для\ отримання)\ (?:додатков|детальн|подробиц)\w*[^.:;]{0,70}?(?:зверт|зв['’]яз|контакт)\w*
      |(?:daha\ fazla|ayrıntılı|detaylı)\ bilgi[^.:;]{0,60}?(?:iletişim|irtibat|başvur|:)\w*
      |(?:əlavə|ətraflı)\ məlumat[^.:;]{0,60}?(?:əlaqə|müraciət|:)\w*
      |(?:لمزيد|للمزيد|لمعلومات|للاستفسار\w*|للحصول)[^.:؛]{0,60}?(?:الاتصال|التواصل|:)(?:\ (?:مع|بـ?))?""",
    re.VERBOSE | re.IGNORECASE,
)
ABOUT = compiled(
    r"""(?:about(?:\ the)?\b|à\ propos(?:\ d[eu]s?\b|\ d['’]|\b)|acerca\ de|sobre\b|über\b
      |qui\ (?:est|sommes-nous)\b|quiénes\ somos|who\ (?:we\ are|is|are)\b
      |wer\ (?:wir\ sind|ist)\b|кто\ мы\b|хто\ ми\b|من\ نحن|biz\ kimi[kz]\b|haqqımızda|hakkımızda
      |о\ (?:компании|проекте|фонде|нас|программе|центре)|об?\s+(?=[A-ZА-ЯЁ«„])
      |справка(?:\ об?)?\b:?|довідка(?:\ про)?\b:?
      |(?:об?|про)\ (?!том|тех|чём|чем|то|те|що|це)\w+(?:\ [«„“\w][^.!?]*)?$
      |про\s+(?=[A-ZА-ЯІЇЄҐ«„])
      |про\ (?:компанію|проєкт|проект|фонд|нас)|(?:نبذة\ )?(?:حول|عن)\s)""",
    re.VERBOSE | re.IGNORECASE,
)
ABOUT_COLON = compiled(
    r"(?:(?:à\ propos|acerca\ de|sobre|über|об?|про|نبذة\ عن|حول|عن|справка|довідка)\b[^.!?:]{0,70}"
    r"|(?:who\ we\ are|qui\ sommes-nous|quiénes\ somos|wer\ wir\ sind|кто\ мы|хто\ ми)"
    r"|[^.!?:]{2,70}\s(?:haqqında|hakkında))"
    r"\s?:\s(?=\S)",
    re.IGNORECASE,
)
"""A boilerplate's heading with the text behind its colon, in the languages that are not English; and who we are."""
ABOUT_LAST = compiled(r"\b(?:haqqında|hakkında)\s*:?\s*$", re.IGNORECASE)
NOTES = compiled(
    r"""(?:\[?(?:notes?\ (?:to|for)\ (?:the\ )?editors?|editors?['’]?s?\ notes?|editorial\ notes?
      |background(?:er)?(?:\ (?:information|notes?))?|information\ for\ (?:editors|journalists)
      |notes?\ (?:aux|à\ l['’]attention\ des|pour\ les)\ (?:rédact|édit|journal)\w+|notes?\ à\ la\ rédaction
      |note\ de\ la\ rédaction
      |notas?\ (?:para|a)\ (?:los\ |la\ )?(?:editor|redac|medios|periodistas)\w*|nota\ al\ editor|contexte
      |antecedentes|hintergrund
      |(?:hinweis|anmerkung)(?:e|en)?\ (?:an|für)\ (?:die\ )?(?:redaktion(?:en)?|journalist\w+|medien)
      |(?:примечани[ея]|информация|справка|к\ сведению)\ (?:для\ )?(?:редак|журнал)\w+|справочная\ информация
      |(?:примітк[аи]|інформація|довідка|до\ відома)\ (?:для\ )?(?:редак|журнал)\w+|довідкова\ інформація
      |editör(?:ler)?(?:e|in\ dikkatine|\ için)?\ not\w*|editörlerin\ dikkatine
      |redaktor\w*\ (?:üçün\ )?qeyd\w*|redaktorların\ nəzərinə|arayış
      |ملاحظ(?:ات|ة)\ (?:إلى\ |لل|ل)?(?:المحررين|محررين|لمحررين|المحرر|محرر)|(?:معلومات|خلفية)\ (?:أساسية|للمحررين)
      |notes?)\]?)\s*:?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
END_MARK = compiled(
    r"""(?:\./\.|\#(?:\ ?\#){0,6}|\*(?:\ ?\*){2,6}|[-–—]+\s?30\s?[-–—]+|~\ ?~\ ?~|[-–—~*_<\[(/\#]*\s*
      (?:(?:the\ )?ends?(?:\ of\ (?:press\ |news\ )?(?:release|statement|text))?|fin(?:\ du\ communiqué
      |\ del\ comunicado)?
      |ende(?:\ der\ (?:presse|medien)mitteilung)?|конец|кінець|son(?:u)?|انته[ىي]|النهاية
      |mehr\ nicht)\s*[-–—~*._>\])/\#]*)""",
    re.VERBOSE | re.IGNORECASE,
)
TRAILING_END_MARK = compiled(r"\s(\#\ ?\#\ ?\#|-30-|[-–—]\s?ENDS?\s?[-–—]|ENDS?)$", re.VERBOSE)
NOISE = compiled(
    r"""(?:view\ (?:the\ )?(?:original|source|full)\b.*|the\ post\ .*\ appeared\ first\ on\b.*|source\s?:?\s.{1,80}
      |distributed\ by\b.*|\[?click\ (?:image|here)\b.*|visit\ our\ (?:website|blog).*|email\ us\ here|share\ this\b.*
      |to\ view\ the\ full\ announcement\b.*|follow\ us\b.{0,40}|social\ media:?|hashtags:?|(?:\#\w+[\s,]*)+
      |page\ \d+(?:\ of\ \d+)?|subscribe\ to\ .{3,80}|--news\ direct--)\s*""",
    re.VERBOSE | re.IGNORECASE,
)
SKIP = compiled(
    r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation)|scroll to top|you are here:?|search for"
    r"|(?:aller|passer) au contenu(?: principal)?|zum (?:haupt)?inhalt(?: springen)?"
    r"|(?:saltar|ir|pasar) al contenido(?: principal)?|перейти к (?:основному )?содержанию"
    r"|перейти до (?:основного )?вмісту"
    r"|(?:ana )?içeriğe (?:geç|atla)|əsas məzmuna keç(?:in)?|(?:انتقل|تجاوز|تخطى) إلى المحتوى(?: الرئيسي)?",
    re.IGNORECASE,
)
"""What leads readers with a keyboard past the menus of a site."""
UNSUBSCRIBE = compiled(
    r"\b(?:unsubscribe|you (?:are )?receiv(?:e|ed|ing) this (?:e-?mail|message|because)|to be taken off"
    r"|opt[ -]out of|manage your (?:e-?mail )?preferences"
    r"|view (?:this )?(?:e-?mail )?in (?:your )?browser|se désinscrire|se désabonner|pour ne plus (?:le "
    r"|les )?recevoir|dar(?:se|te)? de baja|cancelar (?:su|la) suscripción"
    r"|abmelden|abbestellen|newsletter abmelden|отписаться|отписки|відписатися|abonelikten|listeden çık\w+"
    r"|siyahıdan çıxmaq|abunəlikdən)\b"
    r"|لإلغاء الاشتراك|إلغاء الاشتراك",
    re.IGNORECASE,
)
"""What a list writes under each of its mails."""
OTHER_CLOSING = compiled(
    r"(?:forward[- ]looking|safe[- ]harbou?r|disclaimer|cautionary|legal notice|relevant links|contact|media|follow us"
    r"|source:|disclosure|this article|note to|read more|hashtags|footnotes?$|references:?$"
    r"|important (?:notice|information)"
    r"|neither (?:the )?[\w .,&’'-]{2,80}\b(?:nor|or)\b[^.]{0,200}\baccepts? "
    r"|no purchase necessary"
    r"|[^.!?]{0,160}\btrade-?marks?\b[^.!?]{0,100}\b(?:property|trade-?marks?)\s+of\b|(?:alle|sämtliche)\s[^.!?]{0,120}\b"
    r"(?:waren|marken)zeichen\b|toutes les marques\b|todas las marcas\b)",
    re.IGNORECASE,
)

_SAYING = {
    "en": "say|write|explain|argue|stress|believe|hope[sd]?"
    "|said|says|stated|states|added|adds|explained|explains|noted|notes|commented|comments|remarked|remarks"
    "|continued|continues|shared|shares|emphasi[sz]e[sd]|concluded|concludes|wrote|writes|told|tells|declared"
    "|declares|affirmed"
    "|stressed|stresses|highlighted|highlights|observed|observes|recalled|recalls|replied|argued|argues|warned|warns"
    "|insisted|insists"
    "|praised|reflected|reflects|pointed out|points out|expressed|believes?|quipped|joked|admitted|acknowledged"
    "|urged|urges|reiterated"
    "|underlined|underlines|underscored|summari[sz]ed|mentioned|commended|sum(?:s|med) up|cautioned|advised|advises"
    "|asked|asks|saying"
    "|adding|stating|explaining|noting|announced|confirmed|responded|began|went on|agrees|agreed|describes|described"
    "|claimed|claims"
    "|asserted|asserts|contended|contends|proclaimed|recounted|recounts|promised|suggested|suggests|maintained|maintains|remembered|remembers"
    "|exclaimed|exclaims|chimed in|beamed"
    "|put it|puts it|tweeted|posted|echoed|lamented|countered|predicted|enthused|marvell?ed",
    "fr": r"s['’]est dite?|se dit|espère|pense|considère|juge"
    r"|(?:a|ont|avait|aurait) (?:également |aussi |ainsi |notamment |encore |alors )?(?:déclaré|affirmé|dit"
    r"|expliqué|souligné|ajouté"
    r"|précisé|indiqué|estimé|conclu|rappelé|commenté|constaté|confié|raconté|témoigné|observé|noté|insisté|assuré"
    r"|martelé|lancé|reconnu"
    r"|relevé|poursuivi|annoncé|confirmé|répondu|averti|plaidé|salué|fait savoir|fait valoir|fait remarquer|résumé"
    r"|promis|tenu à souligner)"
    r"|(?:déclar|affirm|expliqu|ajout|précis|indiqu|estim|rappell|comment|confi|témoign|racont|not|insist|assur|lanc"
    r"|relèv|constat|observ"
    r"|soulign|reconnaît|résum|plaid|salu|annonc|confirm)(?:e|ent|ait)?|dit|disait|conclut|poursuit|répond|prévient"
    r"|avertit|fait valoir"
    r"|reconnaît|se félicite|s['’]est félicitée?|se réjouit|s['’]est réjouie?|s['’]exclame|se souvient|renchérit|admet",
    "es": "espera|cree|piensa"
    "|(?:ha |han |había )?(?:dicho|declarado|afirmado|señalado|explicado|añadido|agregado|destacado|comentado"
    "|indicado|asegurado"
    "|manifestado|expresado|subrayado|concluido|recordado|apuntado|sostenido|recalcado|advertido|reconocido"
    "|precisado|resaltado|apostillado|matizado|insistido|enfatizado|reiterado|celebrado|valorado|lamentado|avanzado"
    "|anunciado|informado|incidido|defendido|sentenciado|remarcado|detallado|aclarado|relatado|respondido|opinado)"
    "|dijo|dice|dijeron|afirmó|afirma|declaró|declara|señaló|señala|explicó|explica|añadió|añade|agregó|agrega|destacó"
    "|destaca|comentó|comenta|indicó|indica|aseguró|asegura|manifestó|manifiesta|expresó|expresa|subrayó|subraya"
    "|concluyó|concluye|apuntó"
    "|apunta|sostuvo|sostiene|resaltó|resalta|recordó|recuerda|enfatizó|enfatiza|puntualizó|recalcó|recalca|advirtió"
    "|advierte|reconoció"
    "|precisó|precisa|relató|relata|contó|cuenta|informó|anunció|aclaró|detalló|reiteró|consideró|celebró|constató"
    "|lamentó|respondió|opinó"
    "|confirmó|confirma|respaldó|planteó|describió|describe|exclamó|mencionó|resumió|insistió|insiste|confesó|admitió",
    "de": "hofft|hoffte|glaubt"
    "|sagte|sagt|sagten|erklärte|erklärt|erklärten|betonte|betont|so|fügte|fügt|ergänzte|ergänzt|kommentierte"
    "|kommentiert|meinte"
    "|meint|berichtete|berichtet|unterstrich|unterstreicht|freut sich|freute sich|erläutert|erläuterte|bekräftigte"
    "|bekräftigt|hob|hebt"
    "|mahnte|mahnt|warnte|warnt|resümierte|resümiert|lobte|lobt|erinnerte|erinnert|erzählte|erzählt|forderte|fordert|appellierte|appelliert|ersuchte|ersucht"
    "|äußerte|stellte|stellt"
    "|bilanzierte|bilanziert|verdeutlichte|verdeutlicht|versicherte|versichert|schwärmt|schwärmte|weiß|urteilt"
    "|verspricht|versprach|bestätigte"
    "|bestätigt|räumte|wies|weist|unterstreichte|führte|führt|zeigte sich|zeigt sich|antwortete|gibt|gab|findet|fand",
    "ru": "(?:сказал|заявил|отметил|подчеркнул|добавил|сообщил|рассказал|пояснил|объяснил|прокомментировал|напомнил"
    "|уточнил|поделил|признал|заключил|подытожил|предупредил|призвал|обратил внимание|выразил уверенность"
    "|констатировал|продолжил|ответил"
    "|написал|вспомнил|указал|поблагодарил|выразил)(?:а|и|ся|ась|ись)?"
    "|говорит|говорят|отмечает|считает|подчёркивает|подчеркивает|добавляет|рассказывает|поясняет|комментирует"
    "|уверена?|заявляет|объясняет"
    "|вспоминает|признаётся|признается|делится|напоминает|продолжает|уточняет|сообщает|заключает",
    "uk": "(?:сказа|заяви|зазначи|наголоси|підкресли|дода|повідоми|розпові|поясни|прокоментува|нагада|уточни"
    "|підсумува|поділи|визна|попереди"
    "|закли[кч]а|констатува|продовжи|відпові|написа|згада|вказа|запевни|висловив|відзначи|акцентува)(?:в|ла|ли|вся"
    "|лася|лись|лися)"
    "|каже|кажуть|говорить|зазначає|наголошує|додає|розповідає|вважає|підкреслює|пояснює|нагадує|ділиться|згадує"
    "|коментує|переконан[аий]*|запевняє",
    "tr": "dedi|dediler|söyledi|belirtti|ifade etti|kaydetti|vurguladı|açıkladı|ekledi|(?:şöyle |diye )?konuştu"
    "|dile getirdi"
    "|(?:şunları |şöyle )?(?:söyledi|kaydetti|ifade etti|dedi|belirtti|ekledi)|aktardı|diyen|diyerek"
    "|(?:ifadelerini|ifadesini) kullanan|(?:diye|şeklinde) konuşan|diyor|diye ekledi"
    "|ifadelerini kullandı|ifadesini kullandı"
    "|(?:şeklinde )?konuştu|değerlendirdi|değerlendirmesinde bulundu|açıklamasında bulundu|sözlerini kullandı"
    "|ifadelerine yer verdi|değerlendirmesini yaptı|mesajını verdi|diye seslendi"
    "|anlattı|uyardı|hatırlattı|dikkat çekti"
    "|altını çizdi|(?:sözlerini )?(?:şöyle )?sürdürdü|devam etti|yorumunu yaptı|sözleriyle anlattı|söylüyor"
    "|belirtiyor|anlatıyor|vurguluyor|bildirdi",
    "az": "dedi|deyib|bildirib|bildirdi|qeyd edib|qeyd etdi|vurğulayıb|vurğuladı|söyləyib|söylədi|əlavə edib|əlavə etdi"
    "|deyir|bildirir|deyən|diqqətə çatdırıb|diqqətə çatdırdı|xatırladıb|xatırlatdı|qeyd edir|vurğulayır|açıqlayıb"
    "|izah edib|izah etdi|danışıb"
    "|fikrini bölüşüb|əminliyini ifadə edib|ifadə edib|xəbərdarlıq edib|nəzərə çatdırıb|söyləyir|əlavə edir|paylaşıb"
    "|yazıb|təşəkkür edib",
    "ar": "(?:و|ف|كما )?(?:قال|قالت|يقول|تقول|أضاف|أضافت|يضيف|تضيف|صرح|صرّح|صرحت|صرّحت|أكد|أكّد|أكدت|أكّدت|أوضح"
    "|أوضحت|ذكر|ذكرت|أشار|أشارت|علق|علّق|علقت"
    "|علّقت|تابع|تابعت|شدد|شدّد|شددت|شدّدت|أعرب|أعربت|لفت|لفتت|بيّن|بيّنت|أفاد|أفادت|اعتبر|اعتبرت|رأى|رأت|حذر|حذّر"
    "|حذرت|حذّرت|أعلن|أعلنت|غرد|غرّد|غردت|غرّدت|كتب|كتبت|ختم|ختمت|استطرد|روى|روت)",
}
ACCORDING = (
    r"(?:according to|in the words of|as told by|selon|aux yeux de|pour|d['’]après"
    r"|para|en palabras de|a juicio de|según"
    r"|laut|nach den Worten von|по словам|по мнению|за словами|на думку"
    r"|nach angaben von|nach ansicht von|(?:و?بحسب|و?وفقا ل))"
)


@lru_cache(16)
def saying(language: str) -> str:
    """Return the pattern of the verbs by which `language` attributes words to somebody."""
    return rf"(?:{_SAYING.get(language, _SAYING['en'])})"


def _of(test: str) -> str:
    ranges = (range(0x41, 0x250), range(0x370, 0x530), range(0x1EA0, 0x1F00))
    codes = [code for each in ranges for code in each if unicodedata.category(chr(code)) == test]
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][-1] == code - 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    # A set is dear to compile letter by letter, and stands in many patterns.
    return "".join(chr(run[0]) if len(run) == 1 else f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


CAPITALS = _of("Lu")
UPPER = CAPITALS + "\u0621-\u064a"
"""Letters that a name begins with: capitals, and Arabic ones, which have no case."""
