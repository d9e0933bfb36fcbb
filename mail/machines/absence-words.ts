/** What a note of absence is made of; `away` is the news, `stray` closes it, all else comes with it. */
export type Part = 'hello' | 'thanks' | 'away' | 'automatic' | 'until' | 'reach' | 'deputy' | 'later' | 'stray'

/**
 * How the sentences of such notes run, one line a language: English, German, French, Spanish, Portuguese, Italian, Dutch,
 * Swedish, Danish and Norwegian, Polish, Russian. Nobody greets a writer by name in a note for everybody.
 */
const sentences: Record<Part, string[]> = {
  hello: [
    '^(hi|hello|hey|good (day|morning|afternoon)|greetings|dear)( (there|all|everyone|sirs?|sender|customers?|colleagues?|friends?|sir (or|and) madam|sir\\/madam))?$',
    '^(hallo( zusammen)?|guten (tag|morgen)|moin|liebe kolleg(en|innen)[\\p{L} ]{0,30}|sehr geehrte (damen und herren|absender(in)?|kund(en|innen))[\\p{L} ]{0,30}|(liebe )?kundinnen und kunden)$',
    '^(bonjour( à toutes et à tous| à tous)?|madame,? monsieur|chers (collègues|clients))$',
    '^(hola( a todos)?|buen[oa]s (días|tardes)|buen día|estimad[oa]s?( (señor(es|a)?|clientes?|remitente))?)$',
    '^(olá( a todos)?|bo[am] (dia|tarde)|car[oa]s?( (colegas|clientes?|senhor(es|a)?))?|prezad[oa]s?( (senhor(es|a)?|clientes?))?|exmos?\\.? senhor(es)?)$',
    '^(buongiorno|salve|gentil[ei]( (clienti?|mittente|signor[ie]))?)$',
    '^(goede(n)?dag|beste( (relatie|afzender|klant|lezer))?|geachte (heer,? ?\\/? ?mevrouw|relatie|afzender)|hallo)$',
    '^(hej|hei|god dag|goddag|kära kund)$',
    '^(dzień dobry|szanowni państwo|witam)$',
    '^(здравствуйте|добрый день|уважаемые (коллеги|клиенты))$',
  ],
  thanks: [
    '\\bthank(s| you)\\b[^\\n]{0,20} for (your|the) ([\\p{L}]{2,10} )?(e-?mail|mail|message|enquiry|inquiry|interest|letter|note|request)\\b|\\bthank(s| you)\\b[^\\n]{0,20} for (contacting|reaching|getting in|writing|e-?mailing)|\\b(received|got) your (e-?mail|mail|message|enquiry|inquiry|request)',
    '\\b(dank|danke|danken)\\b[^\\n]{0,20} für (ihre|deine|die) ([\\p{L}]{2,12} )?(nachricht|e-?mail|mail|anfrage|mitteilung|kontaktaufnahme)|für (ihr|dein) interesse|(nachricht|e-?mail|mail|anfrage)[^\\n]{0,20} erhalten',
    "\\b(merci|remercions|remercie)\\b[^\\n]{0,20} (de|pour) (votre|ton|m'avoir) ?(message|mail|e-?mail|courriel|courrier|intérêt|demande|contacté|écrit)|(message|mail|courriel) a bien été reçu|bien reçu votre",
    '\\b(gracias|agradezco|agradecemos)\\b[^\\n]{0,10} (su|tu) (mensaje|correo|e-?mail|interés)|\\bgracias por (contactar|escribir|ponerse)|recibido (su|tu) (mensaje|correo)',
    '\\b(obrigad[oa]|agradeço|agradecemos)\\b[^\\n]{0,12} (sua|seu|teu|tua|a|o) (mensagem|e-?mail|contac?to|interesse)|recebemos (a |o )?(sua|seu) (mensagem|e-?mail)|(mensagem|e-?mail) foi recebid[ao]',
    '\\b(grazie|ringrazi[\\p{L}]{1,4})\\b[^\\n]{0,20} (messaggio|mail|e-?mail|contatt[\\p{L}]{1,4}|richiesta)',
    '\\b(bedankt|dank)\\b[^\\n]{0,6} voor (uw|je|jouw|het) (bericht|mail|e-?mail|contact|interesse)',
    '\\b(tack|tak|takk) för (ditt|din|ert) (mail|mejl|e-?post|meddelande)|\\b(tak|takk) for (din|dit) (mail|e-?mail|e-?post|besked|melding)',
    '\\bdziękuj(ę|emy) za (wiadomość|e-?mail|maila|kontakt)',
    '(спасибо|благодар(ю|им)( вас)?) за (ваше |твоё )?(письмо|сообщение|обращение)',
  ],
  away: [
    "\\b(i am|i'm|i.m|i will be|i'll be|we are|we will be)\\b[^\\n]{0,40}\\b(out of (the )?office|out of town|away( from| until| on| till|$)|on ([\\p{L}]{2,12} ){0,2}(leave|vacation|holidays?|travel)|on pto|travell?ing|unavailable|not available|absent|attending)|\\b(currently |now )?out of (the )?office\\b[^\\n]{0,40}(until|from|with|returning)",
    '\\b(our|the) (office|offices|company|shop|business)\\b[^\\n]{0,30}\\b(is|are|will be|remains?) (currently )?closed|\\b(is|am) no longer (with|at|employed|working|part of)|\\b(no longer|not) (monitor|check|read|answer)(ed|ing)?\\b[^\\n]{0,30}\\b(mailbox|inbox|address|e-?mails?|account)|\\b(mailbox|inbox|address|e-?mail|account)( \\S{1,80})? is (no longer|not) (being )?(monitored|checked|read|in use|attended|active)|\\bi (have )?left (the company|[\\p{L}]{2,30}\\b)',
    '\\b(ich bin|bin ich|ich werde|ich befinde mich|befinde ich mich|wir sind|sind wir)\\b[^\\n]{0,80}\\b(nicht im (büro|haus)|(außer|ausser) (haus|dem haus)|im (wohlverdienten )?(urlaub|mutterschutz)|in (urlaub|elternzeit)|auf (dienstreise|geschäftsreise)|abwesend|nicht (am arbeitsplatz|erreichbar|verfügbar|am platz)|unterwegs)|\\b(unser )?(büro|betrieb|unternehmen)\\b[^\\n]{0,60}\\bgeschlossen|nicht mehr (für|bei|im unternehmen)[^\\n]{0,60}(tätig|beschäftigt)|(postfach|adresse)[^\\n]{0,40}nicht (mehr )?(gelesen|überwacht|betreut|abgerufen)|betriebsferien',
    "\\b(je suis|je serai|nous sommes|nous serons)\\b[^\\n]{0,60}\\b(absente?s?|en (congés?|vacances|déplacement|formation|arrêt)|hors du bureau|indisponible)|\\b(actuellement|étant)\\b[^\\n]{0,20}\\b(absente?s?|en (congés?|vacances|déplacement))|(bureaux?|société|agence)\\b[^\\n]{0,40}\\bfermée?s?\\b|ne fait plus partie|n'est plus (consultée|relevée|surveillée)",
    '\\b(estoy|estaré|me encuentro|estamos|estaremos)\\b[^\\n]{0,40}\\b(fuera de (la )?(oficina|despacho)|de (vacaciones|viaje|baja)|ausente|de permiso|no disponible)|(oficina|empresa)s?\\b[^\\n]{0,40}\\bcerrad[ao]s?|ya no trabaj[ao] en',
    '\\b(estou|estarei|encontro-me|estamos|estaremos)\\b[^\\n]{0,40}((de|em) (férias|licença|baixa|folga)|ausente|fora d[oe] (escritório|gabinete)|em viagem|indisponível)|(escritório|empresa)s?\\b[^\\n]{0,40}(fechad|encerrad)[ao]s?|já não (trabalho|faz parte)|não (trabalho|faz parte) mais',
    '\\b(sono|sarò|siamo|saremo)\\b[^\\n]{0,40}(in (ferie|congedo|trasferta|vacanza|maternità)|assent[ei]|fuori (ufficio|sede)|non (in ufficio|disponibil[ei]|al computer))|(uffici?o?|azienda)\\b[^\\n]{0,40}chius[aoi]',
    '\\b(ik ben|ben ik|wij zijn|zijn wij)\\b[^\\n]{0,60}(afwezig|niet (aanwezig|op kantoor|bereikbaar)|(met|op) (vakantie|verlof)|buiten kantoor|met (zwangerschaps|ouderschaps)?verlof)|kantoor\\b[^\\n]{0,40}gesloten|niet (meer|langer) werkzaam',
    '\\b(jag|jeg) har (semester|ferie|fri)\\b|\\b(jag är|jeg er)\\b[^\\n]{0,50}(inte på (kontoret|plats)|ikke (på kontoret|til stede)|på (semester|ferie|tjänsteresa)|frånvarande|fraværende|bortrest|ledig|föräldraledig)|kontoret (är stängt|er (lukket|stengt))',
    'jestem\\b[^\\n]{0,40}(na urlopie|nieobecn[ya]|poza biurem)|przebywam[^\\n]{0,30}na (urlopie|zwolnieniu)|biuro[^\\n]{0,30}(nieczynne|zamknięte)',
    '(я )?(нахожусь|сейчас|буду)?[^\\n]{0,30}(в отпуске|отсутству|вне офиса|не в офисе|в командировке)',
  ],
  automatic: [
    '\\b(this is an|this) (is )?(automat(ic|ed)|automatically|auto)[- ]?(generated )?(reply|response|message|e-?mail|notification|answer)?|\\bautomatic(ally)? (reply|generated|response)',
    '\\b(dies(e|es)? ist )?eine? automati(sche|sch) (generierte |erstellte |erzeugte )?(antwort|nachricht|e-?mail|mail)|diese (e-?mail|nachricht|antwort) (wurde|wird) automatisch',
    '(ceci est (une|un) )?(réponse|message) (automatique|généré automatiquement)|(respuesta|mensaje|resposta|mensagem|e-?mail) automátic[ao]|(risposta|messaggio) automatic[ao]',
    'automatisch(e)? (antwoord|bericht|gegenereerd)|automati(skt|sk) (svar|meddelande|besked)|automatyczna (odpowiedź|wiadomość)|автоматическ(ий ответ|ое сообщение)',
  ],
  until: [
    '\\b(back|return(ing)?|be in the office|available)\\b[^\\n]{0,30}(on|in|at|by|from|after|next|monday|tuesday|wednesday|thursday|friday|\\d)',
    '(ab|am) [^\\n]{0,30}(wieder|zurück)|wieder (für (sie|dich) )?(da|erreichbar|im (büro|haus))|(zurück|erreichbar) (bin ich|sein)',
    'je (serai|reviens|reprendrai)[^\\n]{0,30}(retour|le \\d|joignable)|de retour|mon retour est prévu',
    '(vuelvo|volveré|regreso|regresaré|reincorporo|estarei de volta|regressarei|regresso|retorno|retornarei|volto)\\b|(rientr(o|erò)|torn(o|erò)|sarò di nuovo) ',
    'weer (aanwezig|bereikbaar|op kantoor|terug)|\\b(terug|tillbaka|tilbage|tilbake)\\b|wracam|wrócę|(вернусь|буду (на месте|доступ))',
  ],
  reach: [
    "\\b(limited|no|little|intermittent|without|not have|sporadic|occasional|restricted)( [\\p{L}]{2,12}){0,2} access|\\b(not|nor|don't|won't|cannot|can't) (be )?([\\p{L}]{2,10}ly )?(read|reading|check|checking|monitor|monitoring|answer|answering|able to)|\\b(be |is )?(not|un)(able| be able) to (respond|reply|answer)|\\b(do not|don't) (reply|respond|answer)\\b|\\breduced (response|availability)|\\bchecking (my )?(e-?mails?|mail) (only )?(infrequently|occasionally|sporadically)",
    'nicht auf diese (e-?mail|nachricht|mail)|keine[nr]? (zugriff|zugang|weiterleitung)|nicht (automatisch )?(weitergeleitet|gelesen|bearbeitet|abgerufen|umgeleitet)|nur (eingeschränkt|sporadisch|unregelmäßig|begrenzt)|weder gelesen noch|kein(e)? e-?mails? (lesen|abrufen|bearbeiten)',
    "pas (accès|d'accès|consulter|transmis|transféré|lu)|accès (limité|restreint)|ne pas répondre|no (responda|conteste)|não responda|non risponder|acceso limitado|sin acceso|no (tendré|tengo) acceso|acesso limitado|sem acesso|não (tenho|terei) acesso|accesso limitato|senza accesso|non (ho|avrò) accesso|non (potrò|posso) (leggere|rispondere)",
    '(geen|beperkt(e)?) toegang|niet (gelezen|doorgestuurd|beantwoord)|begränsad tillgång|begrænset adgang|begrenset tilgang|läser (inte|ej)|læser ikke|leser ikke|nie (mam|będę mia[łl]a?) dostępu|ограничен[\\p{L}]{0,4} доступ|(нет|без) доступа',
  ],
  deputy: [
    '\\b(urgent|emergenc|immediate|important|pressing|in (the meantime|my absence)|during (my|this)|anything else|until then|instead|from now on|for (all )?(other )?(support|sales|general|matters))[^\\n]{0,120}|^(contact|e-?mail|call|write to|reach out to)\\b|\\b(please|you can|you may|kindly|feel free to|can be|should)( [\\p{L}]{2,12})? (contact(ed)?|e-?mail(ed)?|call(ed)?|reach(ed)?( out to)?|write to|get in touch with|direct your|send (your|an?|any|all)|forward your|address your|turn to|refer to)\\b',
    '\\b((in|bei) (dringenden|eiligen|wichtigen|sehr dringenden)|dringend(e|en)|notf[aä]ll|währenddessen|in der zwischenzeit|während (meiner|dieser)|vertretung|vertret(en|e|er)|kontaktieren|wenden sie sich|wende dich|wendet euch|erreichen sie|melden sie sich|schreiben sie|ansprechpartner)',
    "(en cas d'urgence|urgen(t|ce|te|tes|ts)|merci (de |d')([\\p{L}]{2,4} )?(contacter|adresser|joindre|écrire)|vous pouvez (contacter|joindre|écrire)|veuillez (contacter|vous adresser|écrire)|pendant (mon absence|cette)|en mon absence)",
    '(urgen(cia|te|tes)|por favor,? (contacte|contactar|póngase|escriba|dir[ií]jase)|puede(n)? (contactar|escribir|dirigirse)|durante (mi ausencia|este)|em caso de|contacte|contactar|contate|favor (contactar|contatar)|durante (este período|a minha|minha)|na minha ausência|per (urgenze|questioni|emergenze)|in caso di|contatta(re|te)|rivolger(si|e|vi)|potete|durante (la mia|questo))',
    '(dringende|spoed|voor (vragen|urgente)|neem(t)? (u )?(dan )?contact|kunt u (contact|mailen|bellen|terecht)|brådskande|vid akuta|kontakta|haste(r|nde)|kontakt(e|a)?\\b|w (pilnych|sprawach)|proszę (o kontakt|kontaktować)|срочн|обра(щайтесь|титесь|щаться)|по вопросам)',
    '^[^\\n]{0,60}(\\+?\\d[\\d ()\\/-]{6,20}\\d|[\\w.+-]{1,64}@[\\w-]{1,63}(\\.[\\w-]{1,63}){1,4})[^\\n]{0,20}$',
  ],
  later: [
    "\\b(will|shall|i'll|we'll)( [\\p{L}]{2,12}){0,2} (get back|respond|reply|answer|be in touch|attend|read|deal with|return your|address|process)|\\b(respond|reply|answer|get back)[^\\n]{0,60}(return|back|soon|as possible|earliest)|\\b(upon|on|after) (my|our) return|responses? (may|will|might) be delayed|\\b(apologi[sz]e|sorry) for (any|the) (inconvenience|delay)|delay in (my )?(reply|respon)",
    '(beantworte|antworte|bearbeite|melde)[^\\n]{0,80}(rückkehr|zurück|sobald|schnell|baldmöglich|danach|nach)|nach meiner rückkehr|(um|bitte um) (ihr |dein )?(verständnis|geduld)|schnellstmöglich|so bald wie möglich',
    '(je|nous) (vous )?(répondrai|répondrons|traiterai|reviendrai|recontacter)|à mon retour|dès mon retour|(le|os|te) (responderé|atenderé|contestaré|contactaré)|responder(é|emos|ei)|a mi (regreso|vuelta)|(no|ao|após o?) meu re(gresso|torno)|risponder(ò|emo)|al mio r(ientro|itorno)',
    '(bij|na) (mijn )?terug(komst|keer)|zo (snel|spoedig) mogelijk|(återkommer|svarar|vender tilbage|svarer|kommer tilbake)|odpowiem|отвечу|после (возвращения|отпуска)',
  ],
  stray: [
    '^((with |my )?(kind|best|warm|many)?( ?regards| wishes)|best|sincerely( yours)?|yours (sincerely|truly|faithfully)|cheers|thanks|(many )?thank you( for your (understanding|patience))?|happy holidays|merry christmas[\\p{L} ]{0,40}|have a (nice|great|good) (day|weekend|summer|week))$',
    '^((mit )?(freundlichen|besten|herzlichen|schönen|viele|liebe|beste|freundliche|sonnige) grü(ß|ss)en?[\\p{L} ]{0,30}|mfg|lg|vg|vielen dank( für (ihr|dein) verständnis)?|danke|frohe (weihnachten|ostern|festtage)[\\p{L} ]{0,40})$',
    "^((bien )?cordialement|(bien )?à vous|merci( de votre compréhension)?|bonne (journée|fin d'année)|salutations|(un )?saludos?( cordial(es)?)?|atentamente|atenciosamente|(com os melhores |melhores )?cumprimentos|obrigad[oa]|att|abraços?|cordiali saluti|distinti saluti|saluti|grazie)$",
    '^((met )?vriendelijke groet(en)?|groet(en)?|mvh|hälsningar|(med )?vänliga? hälsning(ar)?|(med )?venlig hilsen|(med )?vennlig hilsen|pozdrawiam|z poważaniem|с уважением|спасибо)$',
  ],
}

/** The letters of these languages, small: the full sets of Unicode take a tenth of a second to compile. */
const letter = 'a-zß-ɏа-џ'
/** JavaScript counts no letter with an accent among those that make a word. */
const edge = `(?:(?<![${letter}])(?=[${letter}])|(?<=[${letter}])(?![${letter}]))`

/** Each part as one pattern over a sentence in small letters, without its closing mark, its apostrophes straight. */
export const absenceParts = Object.entries(sentences).map(([part, kinds]) => ({
  part: part as Part,
  isSaid: new RegExp(
    kinds.map((kind) => `(?:${kind.replaceAll('\\b', edge).replaceAll('\\p{L}', letter)})`).join('|'),
    'u',
  ),
}))
