"""The words by which a text names organisers, events, projects and funders, in nine languages."""

from __future__ import annotations

import re

from pressctl.patterns import compiled
from pressctl.source.anatomy.vocabulary import UPPER

_TODAY = (
    r"today|yesterday|aujourd['’]hui|hier|hoy|ayer|heute|gestern|сегодня|вчера|сьогодні|вчора|bugün|dün|bu gün|dünən"
    "|اليوم|أمس"
)
ORGANISES = compiled(
    r"(?<!\w)(?:(?:(?:will|are|is|have|has|jointly|together)\s+){0,3}(?:co-?)?(?:organi[sz]|host|hold|conven"
    r"|launch)(?:e[sd]?|s|ing"
    r"|ed)?\b(?=\s+(?:an?|the|its|their|for)\b)"
    rf"|(?:(?:co)?organis|accueill|tienn|lanc)(?:e|ent|era|eront|aient|ait)(?=(?:\s+(?:{_TODAY}),?)?\s+(?:une?|le|la"
    rf"|les|leur|l['’]))"
    r"|(?:(?:co)?organiz|celebr|convoc|realiz)(?:a|an|ará|arán|ó|aron)"
    rf"(?=(?:\s+(?:{_TODAY}),?)?\s+(?:una?|el|la|los|su))"
    rf"|(?:veranstalt|organisier)(?:en|et|t|eten|ete|ten|te)(?=(?:\s+(?:{_TODAY}|gemeinsam))*\s+(?:eine?n?|die|das"
    rf"|den|ihre?n?)\b)"
    r"|laden(?=\s.{0,60}?\szu)"
    rf"|(?:провод[ия]т|проведут|провели|организу[её]т|организуют|организовал[аи]?)(?=(?:\s+(?:{_TODAY}))?\s+\w)"
    rf"|(?:провод[ия]ть|проведуть|провели|організову[єю](?:ть)?|організувал[аи])(?=(?:\s+(?:{_TODAY}))?\s+\w))",
    re.IGNORECASE,
)
"""A verb behind the organisers that takes an event as its object."""
ORGANISES_LAST = compiled(
    r"(?<!\w)(?:düzenl(?:iyor|edi|eyecek|iyorlar|ediler)|təşkil (?:edir|edib|etdi|edəcək|edirlər)|keçirir"
    r"|keçirib)(?!\w)"
)
"""The same where the verb ends the sentence."""
ORGANISES_FIRST = compiled(r"(?:و?س?(?:تنظم|ينظم|نظمت|نظم|تستضيف|يستضيف|استضافت|تعقد|يعقد|عقدت))\s+(?:كل\s+من\s+)?")
"""The same where the verb begins it."""
BEFORE_OBJECT = compiled(rf"\s*(?:(?:{_TODAY})\b|[“«\"„]|\d)", re.IGNORECASE)
"""What parts the organisers from the event where no verb does."""
AND = r"(?:and|et|y|e|und|sowie|и|а также|та|і|й|ve|və)(?=\s)"
WITH = compiled(
    r"\b(?:together\s+with|in\s+(?:partnership|cooperation|collaboration)\s+with|jointly\s+with|with"
    r"|en\s+partenariat\s+avec|avec\s+le\s+soutien\s+de|en\s+colaboración\s+con|junto\s+con|gemeinsam\s+mit"
    r"|in\s+zusammenarbeit\s+mit"
    r"|совместно\s+с|в\s+партн[её]рстве\s+с|спільно\s+з|у\s+партнерстві\s+з)\s+(?=(?:the|la|le|l['’]|el|der|die|das"
    r"|dem)?\s?[A-ZА-ЯІЇЄҐ])"
)
ARTICLE = r"(?:[Tt]he\s+|[Ll]es?\s+|[Ll]a\s+|[Ll]['’]\s?|[Ee]l\s+|[Ll]os\s+|[Ll]as\s+|[Dd](?:er|ie|as|em|en)\s+)"

_EVENT_NOUN = (
    r"conference|workshop|forum|seminar|summit|symposium|round\s?table|event|meeting|ceremony|exhibition|training"
    r"|webinar|festival|expo"
    r"|conférence|atelier|séminaire|sommet|colloque|table ronde|événement|réunion|cérémonie|exposition|formation"
    r"|webinaire|journée"
    r"|conferencia|taller|foro|seminario|cumbre|coloquio|mesa redonda|evento|encuentro|reunión|ceremonia|exposición"
    r"|jornada|congreso"
    r"|konferenz|tagung|seminar|gipfel|symposium|veranstaltung|treffen|ausstellung|fachtag|forum|kongress"
    r"|конференци\w+|семинар\w*|форум\w*|круглый стол|мероприяти\w+|встреч\w+|выставк\w+|тренинг\w*|вебинар\w*"
    r"|саммит\w*|симпозиум\w*"
    r"|конференці\w+|семінар\w*|круглий стіл|захід|зустріч\w*|виставк\w+|тренінг\w*|вебінар\w*|саміт\w*|симпозіум\w*"
)
_TITLED = (
    r"titled|entitled|called|named|under\s+the\s+title|on\s+the\s+theme(?:\s+of)?|intitulée?|ayant pour thème"
    r"|sur le thème|titulad[oa]|denominad[oa]"
    r"|bajo el (?:título|lema)|unter dem (?:titel|motto|thema)|mit dem titel|под названием|на тему|під назвою"
)
EVENT = compiled(
    rf"\b(?:{_EVENT_NOUN})\s*(?:[^.!?“«„\"]{{0,60}}?,?\s*(?:{_TITLED}))\s*[,:]?\s*[“\"«„](?P<title>[^”\"»“]{{4,260}})[”\"»“]"
    r"|[“\"«](?P<before>[^”\"»“]{4,260})[”\"»]\s+(?:başlıklı|adlı|konulu|temalı|mövzusunda|mövzulu)\s+(?:bir\s+)?"
    r"(?:\w+\s+){0,2}?(?:çalıştay|konferans|seminer|seminar|toplantı|panel|forum|etkinlik|zirve|sergi|sempozyum"
    r"|konfrans|tədbir|görüş|iclas|təlim|sərgi)\w*"
    r"|(?:مؤتمر|ورشة(?:\s+عمل)?|ندوة|منتدى|ملتقى|اجتماع|معرض|دورة|فعالية|قمة)[^.!?«“\"]{0,60}?(?:بعنوان|تحت عنوان"
    r"|تحت شعار|حول)\s*[«“\"](?P<after>[^»”\"]{4,260})[»”\"]",
    re.IGNORECASE,
)
EVENT_SIGNS = '“«„"'
"""One of them opens the title of each event."""

_CAPITALS = r"(?:[A-Z][\w’'-]*|of|for|and|the|in|to|on|a)"
PROJECT = compiled(
    r"[“\"«](?P<quoted>[^”\"»“]{8,200})[”\"»]\s+(?:project|programme|program|initiative)\b"
    rf"|\bthe\s+(?P<plain>{_CAPITALS}(?:\s+(?:{_CAPITALS}|\([A-Z][\w-]{{1,11}}\))){{1,14}})\s+(?:project|programme"
    rf"|program|initiative)\b"
    r"|\b(?:[Pp]roject|[Pp]rogramme|[Ii]nitiative|[Pp]rojet|[Pp]royecto|[Pp]rograma|[Ii]niciativa|[Pp]rojekt(?:s|es)?"
    r"|[Pp]rogramms?"
    r"|[Пп]роект(?:а|у|ом|е)?|[Пп]ро[єе]кт(?:у|ом|і|а)?|[Пп]рограмм(?:а|ы|е|а|у)|[Пп]рограм(?:а|и|і|а"
    r"|у))\s+(?:entitled\s+"
    r"|intitulé\s+|titulado\s+|под названием\s+|під назвою\s+)?"
    r"[“\"«„](?P<behind>[^”\"»“]{8,200})[”\"»“]"
    r"|[“\"«](?P<last>[^”\"»“]{8,200})[”\"»]\s+(?:projesi|programı|layihəsi|proqramı)\w*"
    r"|(?:مشروع|برنامج|مبادرة)\s+[«“\"](?P<arabic>[^»”\"]{8,200})[»”\"]",
)
ACRONYM = compiled(r"\s*\((?P<acronym>[A-ZА-ЯІЇЄҐƏÖÜÇŞĞİ][\w&-]{1,14})\)\s*$")
_NAME = rf"(?-i:[{UPPER}])[^,;.:“”\"«»()]{{2,90}}?"
LED = compiled(
    r"\b(?:(?:led|implemented|run|managed|coordinated|carried\s+out)\s+by|mise?\s+en\s+œuvre\s+par|dirigée?\s+par"
    r"|portée?\s+par|pilotée?\s+par"
    r"|(?:ejecutad|dirigid|implementad|coordinad)[oa]\s+por|(?:umgesetzt|geleitet|koordiniert|durchgeführt)\s+(?:von"
    r"|vom)"
    r"|реализуем\w+|реализуется|реалізується|виконується|осуществляем\w+|який\s+реалізує|яку\s+реалізує"
    r"|що\s+реалізує|який\s+впроваджує|что\s+реализует"
    r"|котор\w+\s+реализует"
    r"|الذي\s+تنفذه|الذي\s+ينفذه|تنفذه|ينفذه)\s+"
    rf"(?P<lead>(?:the\s+|les?\s+|la\s+|l['’]|el\s+|los\s+|der\s+|die\s+|dem\s+|das\s+)?{_NAME})"
    r"(?=\s+(?:and\s+(?:co-?)?(?:funded|financed|supported)|et\s+(?:co)?financ|y\s+(?:co)?financ"
    r"|und\s+(?:ko)?(?:gefördert|finanziert)|и\s+(?:со)?финансир|та\s+(?:спів)?фінанс"
    r"|за\s+(?:фінанс|підтрим)|при\s+(?:финанс|поддерж)|with\s|in\s|avec\s|con\s|mit\s|بتمويل|بدعم)|[,.;(]|$)",
    re.IGNORECASE,
)
FUNDED = compiled(
    r"(?:\b(?:co-?)?(?:funded|financed|supported)\s+by|\b(?:co)?financée?s?\s+par|\bavec\s+le\s+(?:soutien"
    r"|financement)(?:\s+financier)?\s+d[eu]s?"
    r"|\b(?:co)?financiad[oa]s?\s+por|\bcon\s+(?:financiación|fondos|el\s+apoyo\s+financiero)\s+del?"
    r"|\b(?:ko)?(?:gefördert|finanziert)\s+(?:durch|von|vom|aus)"
    r"|\b(?:со)?финансиру(?:ем\w+|ется)|\bпри\s+(?:финансовой\s+)?поддержке|\bна\s+средства"
    r"|\b(?:спів)?фінансу(?:ється|ють|є)"
    r"|\bза\s+(?:фінансування|фінансової\s+підтримки|підтримки|кошти)"
    r"|بتمويل(?:\s+مشترك)?\s+من|بدعم(?:\s+مالي)?\s+من|الممول\s+من)\s+(?P<funders>[^.;]{2,220})",
    re.IGNORECASE,
)
FUNDED_BEFORE = compiled(
    r"(?P<funders>[^.;“«\"]{2,200}?)\s+(?:tarafından|tərəfindən|vasitəsilə)\s+(?:ortaklaşa\s+"
    r"|birgə\s+)?(?:finanse\s+edilen|desteklenen|fonlanan|maliyyələşdirilən|dəstəklənən)\s+[“«\"]?$"
)
"""In front of a project's name, in Turkish and Azerbaijani."""

SPEAKERS = compiled(
    r"\b(?:speakers?|panel(?:l?ists)?|remarks|moderat\w+|who|intervenants?|orateurs?|qui|ponentes?|oradores"
    r"|quién(?:es)?|redner\w*|referent\w*|wer"
    r"|спикер\w*|выступающи\w+|докладчик\w*|кто|спікер\w*|доповідач\w*|хто|konuşmacı\w*|kim(?:ler)?|çıxış\w*"
    r"|natiq\w*|المتحدث\w*|من)\b",
    re.IGNORECASE,
)
WHO = compiled(
    r"(?:who|speakers?|with|qui|avec|intervenants?|quién(?:es)?|ponentes?|con|wer|mit|redner\w*|кто|спикеры|хто"
    r"|спікери|kim(?:ler)?|konuşmacılar|natiqlər|المتحدثون|بمشاركة)"
    r"\s?[:–]\s*(?P<people>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""The people of a media advisory, on one line."""
