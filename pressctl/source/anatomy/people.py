"""Names of people as they are written, with what is said of them."""

from __future__ import annotations

import re

from pressctl.patterns import compiled
from pressctl.source.anatomy.vocabulary import UPPER

_TITLE = (
    r"(?:Dr|Mr|Mrs|Ms|Mx|Prof|Professor|Sir|Dame|Lord|Lady|Amb|Ambassador|Brig|Gen|General|Col|Maj|Capt|Lt|Sgt|Rev|Hon"
    r"|Sen|Rep|Gov|Mayor|President|Minister|Senator|Father|Sister|H\.\s?E|M|Mme|Mlle|Sr|Sra|Herr|Frau|г-н|г-жа|пан|пані"
    r"|Sayın|cənab|xanım|السيد|السيدة|الدكتور|الدكتورة)\.?"
)
_WORD = (
    # The set of capital letters is long, and dear to compile: it stands here once.
    rf"(?=[{UPPER}])(?:(?:\w\.){{1,2}}(?=[{UPPER}]\w)\w[\w'’-]+|\w\.(?=[\s\w-])(?:\w\.)*|(?:Jr|Sr|St|Brig|Gen|Dr|Mr"
    rf"|Ms|Mrs|Prof)\.(?=\s)"
    r"|\w[\w'’´`\u064b-\u0652-]*[\w'’\u064b-\u0652]|\w)"
)
_PREFIXED = rf"(?:d[aeiu]|l[ae]|mac|mc|van|von|al-|el-|[dol]['’])[{UPPER}]\w+"
"""A surname with a small beginning: deWitt, al-Amin, d’Arc."""
_PARTICLE = r"(?:de|del|della|di|da|dos|du|v[ao]n(?:\sde[rn])?|ter|bin|ibn|al|el|la|le|y|e|oğlu|qızı|оглы|кызы)"
_NICKNAME = r"""(?:[“"‘'(][\w. -]{1,24}[”"’')])"""
NO_NAME = (
    r"(?!(?:As|And|But|In|On|At|For|While|When|Similarly|However|Meanwhile|Additionally|Also|According|Today|This|That"
    r"|These|Those|Для|По|Für|Pour|Para|Selon|Según|Laut|Dazu|Hierzu|Wie|Comme|Como|Как|Як|За|كما|وقد|قد|حيث|It|We|I|You|If|By|With|From|To|He|She|They|A|An|Our|Its|There|Here|What|How|Why|Where)\b)"
)
_ONE = rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}(?:{_NICKNAME}\s+)?(?:{_WORD}|{_PREFIXED})){{0,7}}"
_TWO_OFFICES = (
    rf"(?:(?:{_WORD}\s+){{1,3}}?(?<=\s)(?:President|Chair(?:man|woman|person)?|Founder|Owner|Director|Publisher|Officer|CEO"
    r"|Editor|Treasurer|Partner)\s+(?:and|&)\s+)"
)
"""What somebody is who holds two offices: Elm President and Chief Executive Officer Ada Quill."""
NAME = rf"{NO_NAME}(?:{_TITLE}\s+){{0,3}}(?:{_WORD}\s+(?:and|&)\s+|{_TWO_OFFICES})?{_ONE}"
"""A name, with titles before it and a nickname inside it."""
TITLE = compiled(_TITLE)
PERSON = rf"(?:{_TITLE}\s+){{0,3}}{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}(?:{_NICKNAME}\s+)?{_WORD}){{1,3}}"
"""A name of two words and more."""
IS_NAME = compiled(NAME)
IS_PERSON = compiled(PERSON)
_SENTENCE_END = compiled(r"[.!?؟](?=[\s”\"»“)]|$)|\n")
_COURTESY = compiled(
    r"(?:H\.\s?E|Mr|Mrs|Ms|Miss|Mx|Mme|Madame|Monsieur|Mlle|M|Sr|Sra|Señora?|Don|Doña|Herrn?|Frau|г-н|г-жа|господин|госпожа"
    r"|пан|пані|Sayın|Bay|Bayan"
    r"|cənab|xanım|السيد|السيدة)\.?",
    re.IGNORECASE,
)
_OFFICE = compiled(
    r"Ambassador|Mayor|President|Minister|Senator|Governor|Gov\.?|Sen\.?|Rep\.?|Amb\.?|H\.\s?E\.?", re.IGNORECASE
)
"""Titles that say what somebody is, and not how they are addressed."""
_RANK = compiled(
    rf"{_OFFICE.pattern}|(?:Lieutenant|Major|Brigadier|Rear|Admiral|Colonel|Sergeant|Commander|General|Captain|Corporal"
    r"|Lt|Gen|Maj|Col|Brig|Sgt|Capt|Cmdr|Adm|Cpl)\.?|Congress(?:man|woman|member)|(?:Assembly|Council|Alder)(?:man|woman)",
    re.IGNORECASE,
)
"""The same with the ranks of soldiers and the police, and members of assemblies."""
_SEAT = compiled(r"A?D?DA|AG|MP|MEP|MLA|General")
_COMPOUND = compiled(r"^(?!(?:[Vv]ice|[Cc]o|[Ee]x)-)[^\W\d_]\w*-(?=[A-ZÄÖÜ]\w{4})")
"""Whose a calling is, in German: Elm-Präsident."""
_PATRONYMIC = compiled(r"(?:ович|евич|ич|овна|евна|ична|івна|ївна|йович)(?:а|у|ем|ой|и)?$")


def bare_name(words: str, start: int, end: int, *, called: bool = False) -> tuple[int, int, int]:
    """Part a name from the callings in front of it: where they end, and where the name begins and ends.

    `Town Clerk Amos Weir` is Amos Weir; how somebody is addressed stays with a name that has no other first word
    (`Mrs Weir`), and so do degrees and ranks (`Dr Petra Holm`). `called` says that a calling stands right before it,
    and goes on with the organisation that the name begins with.
    """
    tokens = [(match.start(), match[0]) for match in compiled(r"\S+").finditer(words[start:end])]
    first = 0
    for at in range(len(tokens) - 2):
        token = tokens[at][1].strip(",")
        general = first == at and first and token in {"General", "Executive", "Officer", "Designate"}
        # A rank stays with a surname alone: Brig. Gen. Holm.
        rank = _RANK.fullmatch(token) and sum(not _RANK.fullmatch(each) for _, each in tokens[at + 1 :]) > 1
        calling = rank or (
            ROLE_WORD.fullmatch(_COMPOUND.sub("", token)) and not (at == first and TITLE.fullmatch(token))
        )
        if calling or general or (ORGANISATION_WORD.fullmatch(token) and (first or called)):
            first = at + 1
    if first and len(tokens) - first > 3 and tokens[first][1] == "باسم":
        # In whose name somebody speaks, in Arabic, with what that is.
        first += 2 + (ORGANISATION_WORD.fullmatch(tokens[first + 1][1]) is not None and len(tokens) - first > 4)
    while first and len(tokens) - first > 2 and tokens[first][1].startswith("ال"):
        # In Arabic what somebody directs follows with its article.
        first += 1
    cyrillic = compiled(r"[\u0400-\u04ff]").match(words[start:end]) is not None
    latin = [at for at, (_, token) in enumerate(tokens) if compiled(r"[A-Za-z]").match(token)]
    if latin and latin[-1] + 2 < len(tokens) and compiled(r"[\u0400-\u04ff]").match(tokens[-1][1]):
        # In Cyrillic an organisation keeps its Latin name: "Elm Watch Ада Квилл".
        first = max(first, latin[-1] + 1)
    if (
        (first or called)
        and cyrillic
        and len(tokens) - first > 2
        and not any(_PATRONYMIC.search(token) for _, token in tokens[first:])
    ):
        first = len(tokens) - 2
    if first and len(tokens) - first == 2 and _SEAT.fullmatch(tokens[first][1]):
        # "Deputy DA Weir": a surname keeps what it is called by.
        first -= 1
    calls = first
    while len(tokens) - first > 2 and _COURTESY.fullmatch(tokens[first][1]):
        first += 1
    begin = start + tokens[first][0] if tokens else start
    calls_end = start + tokens[calls - 1][0] + len(tokens[calls - 1][1]) if calls else start
    return calls_end, begin, end


ROLE_WORD = compiled(
    r"""\b(?:(?:co|vice|deputy|ex|sub)-)?(?:manager|officer|director|head|chief|president|vice|chair(?:man|woman|person)?|spokes(?:man|woman|person)
      |coordinator|specialist|advis[eo]r|assistant|associate|secretary|editor(?:-in-chief)?|consultant|representative|founder|owner
      |partner|lead(?:er)?|press|media|communications?|pr|marketing|(?:public|investor|media|external)\ (?:relations
      |information|affairs)|ceo|cfo|cto|coo
      |mayor|minister|ambassador|curator|warden|commissioner|researcher|treasurer|(?:co-)?author|professor|lecturer
      |scientist|clerk|governor
      |senator|congress(?:man|woman|member)|lawmaker|assembly(?:man|woman|member)|alder(?:man|woman)|deputy|councill?or|attorney|prosecutor|sheriff|detective|inspector|superintendent|principal
      |dean\ of|rector|envoy|rapporteur|executive|analyst|engineer|economist
      |nurse|teacher|farmer|student|resident|captain|pilot|lawyer|judge\ (?:of|at)|archbishop|bishop\ of
      |chancellor|speaker|mp|mep|member|administrator|organi[sz]er
      |conductor|composer|musician|singer|coach|trainer|gardener|baker|fisherman|designer|developer|scholar
      |psychologist|surgeon|producer|actor|actress|activist|campaigner|filmmaker|broker|publicist|publisher
      |paramedic|midwife|firefighter|ranger|supervisor|architect|artist|trustee|chaplain|veterinarian|historian
      |biologist|physicist|survivor|volunteer
      |delegate|convenor|intern
      |attachée?|responsable|directeur|directrice|chargée?|présidente?|maire|ministre|porte-parole|conservat(?:eur|rice)
      |coordinat(?:eur|rice)|coordonnat(?:eur|rice)|secrétaire|déléguée?|cheffe?|fondat(?:eur|rice)|professeure?
      |chercheu(?:r|se)|ambassad(?:eur|rice)|députée?
      |sénat(?:eur|rice)|préfète?|commissaire|rédact(?:eur|rice)|gérante?|adjointe?|conseill(?:er|ère)|experte?
      |ingénieure?|médecin|économiste|attaché|marin|maître\b
      |représentante?|consultante?|enseignante?|bénévole|auteure?|recteur|rectrice|doyenne?|haut-commissaire
      |director[a]?|jefe|jefa|portavoz|president[ea]|alcalde(?:sa)?|ministr[oa]|coordinadora?|secretari[oa]|gerente
      |fundadora?|investigadora?|embajadora?|profesora?|diputad[oa]|senadora?|consejer[oa]|comisari[oa]|encargad[oa]
      |responsable|técnic[oa]|médic[oa]|ingenier[oa]
      |vocer[oa]|representante|asesora?|autora?|rectora?|decan[oa]|concejal[a]?|marinero|economista|experto|experta
      |delegad[oa]|voluntari[oa]
      |kolleg(?:e|in)|\w*leiter(?:in)?|\w*sprecher(?:in)?|referent(?:in)?|vorsitzender?|präsident(?:in)?|bürgermeister(?:in)?
      |ministerin
      |geschäftsführer(?:in)?|archivar(?:in)?|vorständin|direktor(?:in)?|\w*chef(?:in)?|gründer(?:in)?|sekretär(?:in)?
      |koordinator(?:in)?|botschafter(?:in)?|professor(?:in)?|\w*minister(?:in)?|\w*beauftragter?|forscher(?:in)?
      |wissenschaftler(?:in)?|abgeordneter?|senator(?:in)?
      |staatssekretär(?:in)?|oberbürgermeister(?:in)?|landrat|landrätin|\w*rektor(?:in)?|ärztin|arzt|ingenieur(?:in)?
      |autor(?:in)?|leitung|mitarbeiter(?:in)?|redakteur(?:in)?
      |kommissar(?:in)?|vorstand|vertreter(?:in)?|\w*experte|\w*expertin|beraterin?|seemann|kanzler(?:in)?
      |intendant(?:in)?|kurator(?:in)?|stadtrat|stadträtin
      |presse(?:stelle|büro|abteilung|service|referat)|service\ (?:de\ )?presse|gabinete\ de\ prensa|(?:пресс
      |прес)-служба|basın\ (?:bürosu|birimi)
      |mətbuat\ xidməti|менеджер\w*|директор\w*|руководител\w+|начальни\w+|специалист\w*|советник\w*
      |представител[ьяюе]\w{0,2}
      |координатор\w*
      |председател\w+|(?:вице-)?президент\w*|министр\w*|глав(?:а|ы|е|ой|ный|ная)|заместител\w+|основател\w+|мэр\w?
      |(?:пресс-|прес)?секретар(?:ь|я|ем|ю|ка|і)
      |пос(?:ол|ла|лу|лом)|профессор\w*|учён\w+|учен(?:ый|ая|ого)|исследовател\w+|депутат\w*|сенатор\w*|губернатор\w*
      |омбудсмен\w*|эксперт\w*|инженер\w*|врач\w?
      |автор\w*|(?:\w+-)?комиссар\w*|заведующ\w+|управляющ\w+|ответственн\w+|редактор\w*|ректор\w*|декан\w*|аналитик\w*|моряк\w*|учител\w+
      |продюсер\w*|акт[её]р\w*|актрис\w+|режисс[её]р\w*|соучредител\w+|активист\w*|активіст\w+|актор\w*|співзасновни\w+
      |журналист\w*|уполномоченн\w+|сотрудни\w+
      |мер(?:а|у|ом|ка|ки)?|керівни\w+|речни\w+|режисер\w*|голов[аиіи]|міністе?р(?:ка|ки|ом|а|у|и)?|заступни\w+|засновни\w+|очільни\w+
      |посл?[иі]?н?я|посол|посла|професор\w*|директор\w*|науков(?:ець|иця|ця|иці)
      |дослідни\w+|уповноважен\w+|експерт\w*|інженер\w*|лікар\w*|міськ\w+\ голов\w+|фахів(?:ець|чиня|ця|чині)
      |спеціаліст\w*|відповідальн\w+|редактор\w*|ректор\w*
      |співавтор\w*|(?:\w+-)?комісар\w*|представни(?:к\w{0,3}|ц[яіею]\w{0,2})|координатор\w*|радни\w+|менеджер\w*|голова|моряк\w*
      |аналіти\w+|завідувач\w*|прессекретар\w{0,2}|прес-?офіцер\w*|мешкан\w+|вчител\w+
      |premi[èe]re\ dame|primera\ dama|first\ lady|спецпредставител\w+
      |(?:baş)?müzakereci\w*|müsteşar\w*|kaymakam\w*|yardımcı\w*|(?:baş)?savcı\w*|komutan\w*|muhtar\w*|milletvekil\w*
      |müdür(?:ü|ün|ünün)?|sorumlu(?:su)?|uzman[ıi]?|başkan(?:ı|ının|ın)?|sekreter\w*|bakan[ıi]?|sözcü\w*|kurucu\w*
      |yönetici\w*|koordinatör\w*
      |temsilci(?:si|sinin)?|gözlemci\w*|(?:büyük)?elçi(?:si)?|profesör\w*|doktor\w*|vali(?:si)?|milletvekili
      |danışman\w*|direktör\w*|öğretmen\w*|mühendis\w*|araştırmacı\w*|rektör\w*|dekan\w*
      |denizci|yazar\w*|şef[ıi]|yetkili\w*|görevli\w*|editör\w*
      |rəhbər\w*|müdir\w*|mütəxəssis\w*|məsləhətçi\w*|sədr\w*|direktor\w*|nazir(?:i|in|inin)?|prezident\w*
      |koordinator\w*
      |nümayəndə(?:si|sinin)?|usta|səfir(?:i|in|inin)?|professor\w*|deputat\w*|katib\w*|sözçü\w*|alim\w*|müəllim\w*
      |mühəndis\w*|tədqiqatçı\w*|ekspert\w*|rektor\w*|dekan\w*|dənizçi\w*|müavin\w*
      |menecer\w*|redaktor\w*|həkim\w*|müəllif\w*|başçı\w*|icraçı\w*
      |(?:ال)?مديرة?|(?:ال)?رئيسة?|(?:ال)?سفيرة?|(?:ال)?وزيرة?|(?:ال)?منسقة?|(?:ال)?ممثلة?|(?:ال)?مسؤولة?
      |(?:ال)?خبيرة?|(?:ال)?أستاذة?|(?:ال)?محافظة?|(?:ال)?نائبة?|(?:ال)?مستشارة?|(?:ال)?مبعوثة?|(?:ال)?ناطقة?
      |(?:ال)?كاتبة?|(?:ال)?حاكمة?|(?:ال)?مفوضة?
      |مسؤولة?|منسقة?|وزيرة?|(?:ال)?أمينة?|(?:ال)?متحدثة?|سفيرة?|ممثلة?|(?:ال)?معلمة?|(?:ال)?مهندسة?|(?:ال)?باحثة?
      |(?:ال)?دكتورة?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
ORGANISATION_WORD = compiled(
    r"""\b(?:inc|ltd|llc|llp|plc|corp(?:oration)?|company|co|gmbh|ag|s\.?a|foundation|association|institute|university
      |ministry|agency|group|holdings?|communications|partners|delegation|organi[sz]ation|programme|network|council
      |union
      |society|trust|guild|museum|school|college|hospital|board|league|clinic|faculty|studio|theatre|orchestra|charity
      |court|police|authority|bank|centre|center|committee|department|office
      |team|media|services|solutions|technologies|therapeutics
      |librar(?:y|ies)|embassy|mission|commission|secretariat|parliament|assembly|federation|alliance|coalition
      |initiative|forum|fund|bureau|academy|laboratory|observatory|consortium
      |iom|un|unicef|undp|who|eu|international|pr
      |fondation|fonds|ministère|université|bibliothèque|école|société|compagnie|agence|conseil|comité|délégation
      |ambassade|musée|mairie|ville|région|comté|institut|bureau|banque
      |ligue|faculté|chambre|syndicat|fédération|réseau|hôpital|centre|maison|cabinet|secrétariat
      |fundación|fondo|ministerio|universidad|biblioteca|escuela|sociedad|compañía|empresa|agencia|consejo|comité
      |delegación|embajada|museo|alcaldía|ayuntamiento|instituto|oficina
      |liga|facultad|banco|sindicato|federación|hospital|centro|gobierno|secretaría|asociación|cámara
      |\w*stiftung|\w*fonds|\w*bund|fakultät|liga|\w*ministerium|\w*universität|\w*hochschule|\w*bibliothek|\w*schule
      |\w*gesellschaft
      |\w*unternehmen|\w*agentur|\w{4,}rat|\w*delegation|\w*botschaft
      |\w*museum|\w*verband|\w*verein|\w{3,}amt|amt|\w*institut|\w*werke?|\w*kanton|stadt|landkreis|klinikum|e\.\s?v
      |фонд\w*|лиг[аиу]|факультет\w*|компани\w+|министерств\w+|университет\w*|библиотек\w+|школ\w+|обществ\w+
      |агентств\w+|совет|комитет\w*
      |делегаци\w+|посольств\w+|музе[йя]|администраци\w+
      |институт\w*|бюро|банк\w*|федераци\w+|центр\w*|организаци\w+|ассоциаци\w+|союз\w*|управлени\w+|служб\w+|район\w*
      |област\w+
      |компані\w+|міністерств\w+|університет\w*|бібліотек\w+|товариств\w+|рад[аи]|комітет\w*|делегаці\w+|музе[йю]
      |адміністраці\w+|інститут\w*|федераці\w+|організаці\w+
      |асоціаці\w+|спілк\w+|управлінн\w+
      |vakf[ıi]|bakanlığı|üniversitesi|kütüphanesi|okulu|şirketi|ajansı|konseyi|kurulu|heyeti|delegasyonu
      |büyükelçiliği|müzesi|belediyesi|valiliği|enstitüsü|bürosu|bankası|derneği|birliği
      |merkezi|kurumu|dairesi|başkanlığı
      |kabineti|qərargah\w*|administrasiyası\w*|departamenti|xidməti|palatası|parlamenti|palatası
      |fondu|nazirliyi|universiteti|kitabxanası|məktəbi|şirkəti|agentliyi|şurası|komitəsi|nümayəndəliyi|səfirliyi
      |muzeyi|institutu|bürosu|bankı|birliyi|assosiasiyası|mərkəzi|idarəsi|təşkilatı
      |rayonu|icra\ hakimiyyəti
      |وزارة|جامعة|رابطة|نقابة|كلية|غرفة|محكمة|شرطة|مؤسسة|شركة|منظمة|مكتبة|مدرسة|وكالة|مجلس|لجنة|بعثة|وفد|سفارة|متحف
      |بلدية|معهد|مكتب|بنك|صندوق|مركز
      |اتحاد|جمعية|هيئة|برنامج|دائرة)\b\.?""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_SPACE = compiled(r"\S")
_BEFORE_A_NAME = compiled(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Gen|Brig|Rev|Hon|Sen|Rep|Gov|Lt|Sgt|Capt)$")
_ABBREVIATION = compiled(
    r"\b(?:Inc|Corp|Ltd|Co|Dr|Mr|Mrs|Ms|Prof|Ph|St|Jr|Sr|No|Gen|Brig|Rev|Hon|Sen|Rep|Gov|Lt|Sgt|Capt|vs|[A-Z]|[a-z]\.[a-z]|U\.S|D\.C)$"
)


_NEW_SENTENCE = compiled(r"(?:The|It|He|She|We|They|In|On|At|This|These|That|A|An|But|And|For|As|If|When)\b")
"""What a sentence begins with; behind "U.S." another capital is that of a name: U.S. Group Benefits."""


def sentence_end(words: str, start: int = 0, stop: int | None = None) -> int:
    """Return where the sentence that holds `start` ends, its full stop included; at `stop` the words end."""
    # Nothing is cut out of the words: they may be a book on one line, in which this is asked of every sentence.
    stop = len(words) if stop is None else min(stop, len(words))
    for match in _SENTENCE_END.finditer(words, start, stop):
        until = match.start()
        if match[0] == "." and _ABBREVIATION.search(words[max(0, until - 12) : until]) and until + 1 < stop:
            following = _NOT_SPACE.search(words, until + 1, stop)
            short = " " in words[max(0, until - 3) : until] or until < 3
            if following is None or not following[0].isupper() or short:
                continue
            if _BEFORE_A_NAME.search(words[max(0, until - 6) : until]):
                continue
            if words[max(0, until - 3) : until] == "U.S" and not _NEW_SENTENCE.match(words, following.start()):
                continue
        return until + 1
    return stop
