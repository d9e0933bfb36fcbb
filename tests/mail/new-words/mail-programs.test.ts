import { expect, test } from 'vitest'
import { readNewWords } from '../../../mail/new-words/new-words.ts'

const header =
  '<b>From:</b> Marta Reis &lt;marta@agency.example&gt;<br><b>Sent:</b> Tuesday<br><b>To:</b> Joana<br><b>Subject:</b> x'
const quote = '<p>earlier words</p><p>and more of them</p>'
const attribution =
  'On Tue, Feb 3, 2026 at 10:12 AM Marta Reis &lt;<a href="mailto:marta@agency.example">marta@agency.example</a>&gt; wrote:'
// prettier-ignore
const programs: Record<string, string> = {
  gmail: `<div dir="ltr">It works.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${attribution}<br></div><blockquote class="gmail_quote" style="margin:0">${quote}</blockquote></div>`,
  gmailOld: `<div>It works.</div><div class="gmail_extra"><br><div class="gmail_quote">${attribution}<br><blockquote class="gmail_quote">${quote}</blockquote></div></div>`,
  gmailSig: `<div dir="ltr">It works.<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature">Joana<br>Vale</div></div><div class="gmail_quote">${attribution}<blockquote>${quote}</blockquote></div>`,
  apple: `<html><body>It works.<br><div><br><blockquote type="cite"><div>On 3 Feb 2026, at 10:12, Marta Reis &lt;marta@agency.example&gt; wrote:</div><br class="Apple-interchange-newline"><div>${quote}</div></blockquote></div></body></html>`,
  ios: `<div dir="ltr">It works.<div><br></div><div>Sent from my iPhone</div></div><div dir="ltr"><br><blockquote type="cite">On 3 Feb 2026, at 10:12, Marta Reis &lt;marta@agency.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff${quote}</div></blockquote>`,
  outlook: `<div class="WordSection1"><p class="MsoNormal">It works.<o:p></o:p></p><p class="MsoNormal">&nbsp;</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b><span lang="EN-US">From:</span></b><span> Marta Reis &lt;marta@agency.example&gt; <br><b>Sent:</b> Tuesday<br><b>To:</b> Joana<br><b>Subject:</b> RE: x</span></p></div></div>${quote}</div>`,
  outlookPt: `<p class="MsoNormal">It works.</p><div style="border:none;border-top:solid #B5C4DF 1.0pt"><p><b>De:</b> Marta [mailto:marta@agency.example] <br><b>Enviada:</b> terça<br><b>Para:</b> Joana<br><b>Assunto:</b> x</p></div>${quote}`,
  outlookNarrow: `<p class="MsoNormal">It works.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Von:</b> Marta<br><b>Gesendet:</b> Dienstag<br><b>An:</b> Joana<br><b>Betreff:</b> x</p></div>${quote}`,
  owa: `<div>It works.</div><div id="appendonsend"></div><hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${header}</font><div>&nbsp;</div></div><div>${quote}</div>`,
  owaX: `<div>It works.</div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="x_divRplyFwdMsg">${header}</div>${quote}`,
  outlookMac: `<div>It works.</div><div><br></div><span id="OLK_SRC_BODY_SECTION"><div style="border-top:#b5c4df 1pt solid"><span style="font-weight:bold">From: </span> Marta<br><span>Date: </span> Tuesday<br><span>To: </span> Joana<br><span>Subject: </span> x<br></div>${quote}</span>`,
  outlookMobile: `<div dir="auto">It works.</div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">${header}</div>${quote}`,
  hotmail: `<div>It works.</div><hr id="stopSpelling">Date: Tue, 3 Feb 2026<br>From: marta@agency.example<br>To: joana@x<br>Subject: x<br>${quote}`,
  yahoo: `<div>It works.</div><div id="ydp12ab34cdyahoo_quoted_5566" class="ydp12ab34cdyahoo_quoted"><div><div>On Tuesday, February 3, 2026, 10:12:00 AM GMT, Marta Reis &lt;marta@agency.example&gt; wrote:</div>${quote}</div></div>`,
  yahooClassic: `<table><tr><td>It works.<br><br>--- On <b>Tue, 2/3/26, Marta Reis <i>&lt;marta@agency.example&gt;</i></b> wrote:<br><blockquote style="border-left: 2px solid">${quote}</blockquote></td></tr></table>`,
  yahooYui: `<div style="color:#000"><div>It works.</div><div class="yahoo_quoted"><div style="font-family"><div dir="ltr"><hr size="1"><b>From:</b> Marta<br><b>To:</b> Joana<br><b>Sent:</b> Tuesday<br><b>Subject:</b> x</div>${quote}</div></div></div>`,
  proton: `<div>It works.</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with Proton Mail secure email.</div></div><div class="protonmail_quote">On Tuesday, Marta wrote:<br><blockquote class="protonmail_quote" type="cite">${quote}</blockquote></div>`,
  thunderbird: `<p>It works.</p><div class="moz-cite-prefix">On 03/02/2026 10:12, Marta wrote:<br></div><blockquote type="cite" cite="mid:x">${quote}</blockquote><pre class="moz-signature" cols="72">-- \nJoana</pre>`,
  zimbra: `<div style="font-family"><div>It works.</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">${header}</div><div data-marker="__QUOTED_TEXT__">${quote}</div></div>`,
  zoho: `<div>It works.</div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On Tue, 03 Feb 2026 <b>marta@agency.example</b> wrote ----</div><blockquote>${quote}</blockquote></div>`,
  yandex: `<div>It works.</div><div>&nbsp;</div><div>03.02.2026, 10:12, "Marta Reis" &lt;marta@agency.example&gt;:</div><blockquote>${quote}</blockquote>`,
  mailru: `<HTML><BODY>It works.<br><br><blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">Вторник, 3 февраля 2026, 10:12 +03:00 от Marta Reis &lt;marta@agency.example&gt;:<br><div>${quote}</div></blockquote></BODY></HTML>`,
  gmx: `<div>It works.</div><div name="quote" style="margin:10px 5px;"><div><b>Gesendet:</b>&nbsp;Dienstag<br><b>Von:</b>&nbsp;Marta<br><b>An:</b> Joana<br><b>Betreff:</b> x</div><div name="quoted-content">${quote}</div></div>`,
  qq: `<div>It works.</div><div><br></div><div style="font-size: 12px;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b> Marta</div><div><b>发送时间:</b> x</div><div><b>收件人:</b> y</div><div><b>主题:</b> x</div></div>${quote}`,
  netease: `<div>It works.</div><br><br><pre>At 2026-02-03 10:12:00, "Marta Reis" &lt;marta@agency.example&gt; wrote:</pre><blockquote id="isReplyContent">${quote}</blockquote>`,
  foxmail: `<div>It works.</div><hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left"><div>Joana</div><blockquote><div>&nbsp;</div><div style="border-top: #B5C4DF 1pt solid"><div><b>发件人：</b>Marta</div></div>${quote}</blockquote>`,
  spark: `<div name="messageBodySection">It works.</div><div name="messageSignatureSection"><br>Sent with Spark</div><div name="messageReplySection">On 3 Feb 2026, 10:12 +0000, Marta &lt;m@a.example&gt;, wrote:<br><blockquote type="cite" style="border-left">${quote}</blockquote></div>`,
  airmail: `<div id="bloop_customfont">It works.</div><br><div id="bloop_sign_123" class="bloop_sign">Joana</div><br><p class="airmail_on">On 3 February 2026 at 10:12:00, Marta (<a>m@a.example</a>) wrote:</p><blockquote type="cite" class="clean_bq">${quote}</blockquote>`,
  roundcube: `<p>It works.</p><div id="_rc_sig">Joana</div><p id="reply-intro">On 2026-02-03 10:12, Marta wrote:</p><blockquote type="cite">${quote}</blockquote>`,
  notes: `<font face="sans-serif">It works.</font><br><br><br><font size="1" color="#5f5f5f">From: </font><font size="1">Marta Reis &lt;m@a.example&gt;</font><br><font size="1">To: </font><font>Joana</font><br><font>Date: </font><font>03.02.2026 10:12</font><br><font>Subject: </font><font>x</font><hr noshade>${quote}`,
  notes2: `<div>It works.</div><div>-----marta@agency.example wrote: -----</div><div>To: joana<br>From: marta<br>Date: 3 Feb<br>Subject: x</div>${quote}`,
  emclient: `<div>It works.</div><div><br></div><div>------ Original Message ------</div><div>From: "Marta" &lt;m@a.example&gt;</div><div>To: Joana</div><div>Sent: 03/02/2026</div><div>Subject: x</div>${quote}`,
  samsung: `<div dir="auto">It works.</div><div id="composer_signature" dir="auto">Sent from my Galaxy</div><div dir="auto"><!-- originalMessage --><div>-------- Original message --------</div><div>From: Marta</div><div>Date: 3/2/26 10:12</div><div>To: Joana</div><div>Subject: x</div></div>${quote}`,
  tutanota: `<div>It works.</div><div>--<br>Sent with Tutanota</div><div>Feb 3, 2026, 10:12 by marta@agency.example:<br></div><blockquote class="tutanota_quote">${quote}</blockquote>`,
  fastmail: `<div>It works.</div><div id="sig1"><div class="signature">Joana</div></div><div>On Tue, Feb 3, 2026, at 10:12 AM, Marta Reis wrote:<br></div><blockquote type="cite" id="qt">${quote}</blockquote>`,
  hey: `<div class="trix-content">It works.</div><div class="trix-content">On February 3, 2026, Marta Reis &lt;m@a.example&gt; wrote:<br><blockquote>${quote}</blockquote></div>`,
  superhuman: `<div>It works.</div><div class="gmail_signature sh-signature">Joana</div><br><div class="gmail_quote">On Tue, Feb 03, 2026 at 10:12 AM, Marta &lt;m@a.example&gt; wrote:<br><blockquote class="gmail_quote">${quote}</blockquote></div>`,
  mailspring: `<div>It works.</div><div class="gmail_quote_attribution">On Feb 3 2026, at 10:12 am, Marta &lt;m@a.example&gt; wrote:</div><blockquote>${quote}</blockquote>`,
  front: `<div>It works.</div><div class="front-signature">Joana</div><blockquote type="cite" class="front-blockquote">On February 3, 2026, Marta wrote:<br>${quote}</blockquote>`,
  bluemail: `<div>It works.</div><div class="gmail_quote"><div>On 3 Feb 2026, at 10:12, Marta &lt;m@a.example&gt; wrote:</div><blockquote class="gmail_quote">${quote}</blockquote></div>`,
  k9: `It works.<br><br><div class="gmail_quote">Am 3. Februar 2026 10:12:00 MEZ schrieb Marta &lt;m@a.example&gt;:<blockquote class="gmail_quote">${quote}</blockquote></div>`,
  lotusnames: `<p>It works.</p><p><font color="#990099">-----"Marta Reis" &lt;m@a.example&gt; wrote: -----</font></p><div>${quote}</div>`,
  windowsMail: `<div>It works.</div><p class="MsoNormal">Sent from <a>Mail</a> for Windows</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From: </b>Marta<br><b>Sent: </b>x<br><b>To: </b>y<br><b>Subject: </b>z</p></div>${quote}`,
  freshdesk: `<div>It works.</div><div class="freshdesk_quote"><blockquote>On Tue, 3 Feb at 10:12 AM, Desk wrote:<br>${quote}</blockquote></div>`,
  zendesk: `<div>It works.</div><div style="color:#b5b5b5">##- Please type your reply above this line -##</div>${quote}`,
  copied: `<div class="x_x_BodyFragment">It works.</div><div id="x_x_appendonsend"></div><hr><div id="x_x_divRplyFwdMsg"><b>From:</b> Marta</div>${quote}`,
  yahooSignature: `<div>It works.</div><div class="ydp12-yahoo-signature">Joana</div><div class="ydp12yahoo_quoted">${quote}</div>`,
  aliyun: `<div>It works.</div><div class="__aliyun_previous_quote">${quote}</div>`,
  canary: `<div id="CanaryBody">It works.</div><div id="CanarySig">Sent with Canary</div><blockquote id="CanaryBlockquote">${quote}</blockquote>`,
  mailMaster: `<div>It works.</div><div id="ntes-pcmac-signature">Joana</div><div class="ntes-mailmaster-quote">${quote}</div>`,
  hr: `<div>It works.</div><hr>${header}<br>${quote}`,
  table: `<div>It works.</div><table><tr><td><b>From:</b></td><td>Marta</td></tr><tr><td><b>Sent:</b></td><td>Tue</td></tr><tr><td><b>To:</b></td><td>Joana</td></tr><tr><td><b>Subject:</b></td><td>x</td></tr></table>${quote}`,
}

test.each(Object.entries(programs))('the new words of %s are told from what its program adds', (_, html) => {
  const words = readNewWords(null, html, 'Re: x')
  expect(words.text.trim()).toBe('It works.')
  expect(words.html).not.toContain('earlier words')
})
