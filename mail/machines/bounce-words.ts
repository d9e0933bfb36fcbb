/** How mail servers word the subject of a report, one line a language. */
export const serverSubject = anyOf([
  'undeliver(ed|able|y)|delivery (status|failure|failed|report|problem|notification|has failed|delayed|error)|non[- ]?deliver|nondeliverable|not delivered|could not be delivered',
  '(mail|message|delivery) (delivery )?(failed|failure|error|system)|returned (mail|e-?mail|message)|mail returned|error mail|failure (notice|notification)|warning: (could not send|message)|rejected|user unknown|mdaemon|(unsolicited bulk|banned content|virus)[^\n]{0,40} from you',
  'unzustellbar|nicht (zugestellt|zustellbar)|unzugestellt|zustellung fehlgeschlagen|zustell(ungs)?fehler',
  'échec de|non remis|non[- ](distribu|délivr)|(mail|message) [^\n]{0,20}(retourné|refusé)|retour [àa] l.expéditeur',
  'no se (puede|pudo|ha podido) entregar|(mensaje|correo) (no entregado|devuelto|rechazado)|error de entrega|fallo (en la|de) entrega',
  'não (é|foi) possível entregar|não entregue|(mensagem|e-?mail|correio) (devolvid|rejeitad)|(falha|erro) (na|de) entrega',
  'impossibile recapitare|non recapitabil|mancat[ao] (consegna|recapito)|non consegnat|recapito non riuscito|errore di (consegna|recapito)',
  'onbestelbaar|niet[- ]bezorg|niet afgeleverd|bezorging [^\n]{0,20}mislukt',
  'niedostarczon|nie dostarczon|nedoručiteln|nedoručen|nedoručit|nelze doručit|(není|nie je) možné doručiť?|kézbesíthetetlen|nem kézbesíthető|sikertelen kézbesítés|nelivrat|nu (a putut|poate) fi livrat',
  'kan (ikke|inte) levere(s|ras)|ikke lever(et|t)|kunne ikke lever|olevererbar|ej lever|kunde inte levereras|toimittaminen epäonnistui|ei voitu toimittaa|toimittamaton',
  'ne može se (isporučiti|dostaviti)|ni mogoče dostaviti|nedostavljivo|neisporuč|не може да бъде доставен|недоставимо|не вдалося доставити|не удается доставить|nepristatyt|nepavyko pristatyti|nepiegādā|ei saa edastada|tidak (dapat )?terkirim|tidak dapat dikirim|không (thể )?(gửi|chuyển)',
  'לא ניתן (למסירה|למסור)|غير قابل للتسليم|تعذر تسليم|no es pot lliurar|teslim edilem|iletilemed|αδυναμία παράδοσης|δεν παραδόθηκε|недоставлен|не доставлен|не может быть доставлен|не доставлено',
  '配信|配送|エラー|届き?ません|退信|退回|无法(投递|送达)|無法(投遞|傳遞|送達)|반송|전송 ?실패|배달 ?(실패|되지)',
])

/** That something went wrong, in the words of servers, one line a language. */
export const failedWords = anyOf([
  "fail|undeliver|not (be )?deliver|not been deliver|unable to|could ?n[o']t|cannot|can ?not|unknown|rejected|refused|returned|error|delayed|deferred|not reach|no such|quota|full|bounced?|denied|blocked|does not exist|did not|disabled|problem|not a member|may not exist|unrouteable|exceed|was stopped",
  'unzustellbar|fehl|nicht (zugestellt|gefunden|ausgeliefert)|unbekannt|voll\\b',
  "échou|impossible|n'a (pas )?pu|n'a pas été|inconnu|pleine",
  'entregad|no se (pudo|puede|ha podido)|no existe|desconocid|llen[oa]',
  'não foi poss|não pôde|não pode|não foi entregue|desconhecid|chei[oa]',
  'consegna|consegnat|recapitat|sconosciut|pien[oa]\\b',
  'niet (worden )?bezorgd|niet afgeleverd|mislukt|onbekend|\\bvol\\b',
  'nie (może|mogła|można|został)|nieznany|nebyl[ao]? doruč|nelze doručit|nezdařil|nepodarilo|nem (sikerült|kézbesíthető)|nu a putut',
  'kunde inte|kunne ikke|kan ikke|okänd|ukendt|ukjent|ei voitu|tuntematon|teslim edilem|iletilemed|δεν (παραδόθηκε|ήταν δυνατή)',
  'не (может|могло|удалось|доставл)|доставлен|неизвестн|переполнен',
  '配信|届|エラー|退信|退回|失败|失敗|无法|無法|不存在|已满|已滿|실패|수 없',
])

/** What nobody but a server writes, one line a language. */
export const serverWords = anyOf([
  "(message|mail|it)( (to|for) (the following recipients|<?[^\\s<>]{1,80}@[^\\s<>]{1,120}))? (could not|cannot|can't|couldn't|was not|has not been|wasn't|hasn't been) (be )?(yet )?deliver|delivery (to|of|has|attempt|status)[^\n]{0,60}(fail|delayed|not)|could not be delivered to|unable to deliver|did not reach|delivery of the (e-?mail|message) was stopped|the following (recipient|address)(s|es)?(\\(e?s\\))? (could not be reached|failed|had (permanent|delivery|fatal))|returned to sender|invalid user address|undeliverable",
  'automatically (created|generated)[^\n]{0,40}(mail|delivery)|mail delivery (software|system)|this is the (mail system at|[\\w-]+ (mail )?(program|agent|server) at)',
  'nachricht konnte [^\n]{0,60}(zugestellt|ausgeliefert|übermittelt) werden|fehler bei der nachrichtenzustellung',
  "(message|courrier|mail) n'a (pas )?pu être (remis|délivré|distribué|livré)|échec de la remise",
  '(mensaje|correo) no (pudo|puede|ha podido) (ser entregado|entregarse)|no se (pudo|puede|ha podido) entregar (el|su) (mensaje|correo)',
  '(mensagem|e-?mail) não (pôde|pode|foi) (ser )?entregue|falha ao entregar (a |sua )?mensagem',
  '(messaggio|mail) non (è stat[oa]|può essere|ha potuto essere) (consegnat|recapitat)|recapito non riuscito',
  'bericht kon(den)? niet [^\n]{0,40}(bezorgd|afgeleverd)|bezorging aan [^\n]{0,60}mislukt',
  'wiadomość nie (mogła|może) (zostać|być) dostarczona|nie można dostarczyć (do|wiadomości)|zprávu (se )?nelze doručit|zpráva nemohla být doručena',
  '(meddelande|meddelelse|melding|besked) (kunde|kunne) (inte|ikke) (leveres|levereras)|leverans misslyckades till|viestiä ei voitu toimittaa',
  'сообщение не (может|могло) быть доставлено|не удалось доставить (ваше )?(сообщение|письмо)',
  '(配信|配送|お届け)(する(こと)?が)?でき(ません|なかった)|配信に失敗しました|(邮件|郵件)[^\n]{0,12}(无法|未能|無法)(投递|送达|投遞|送達)|被退回',
])

/** The first line of a letter that somebody writes to people, one line a language. */
export const greeting =
  /^[^\S\n]{0,40}(hi|hello|hey|dear|good (morning|afternoon)|hallo|guten (tag|morgen)|sehr geehrte|liebe[rs]?|moin|bonjour|salut|chère?s?|hola|buen[oa]s|estimad[oa]s?|olá|oi|bo[am] (dia|tarde)|prezad[oa]s?|car[oaie]|ciao|buongiorno|gentile|beste|geachte|hej|hei|dzień dobry|cześć|witam|dobrý|szia|tisztelt|здравствуйте|добрый|привет|merhaba|您好|你好|こんにちは)(?![\p{L}\d@.])([^\n]{0,60}$| \p{L}[\p{L} .]{1,40}[,!])/imu

function anyOf(kinds: string[]) {
  return new RegExp(kinds.join('|'), 'i')
}
