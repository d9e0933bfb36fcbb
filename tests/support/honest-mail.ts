/** How a mail program, or the server behind it, writes and signs: the fields it covers, and what it adds of its own. */
export type Program = { name: string; covers: string; adds: string[] }

/** What people answer with, each with the fields its server signs by default. */
export const programs: Program[] = [
  {
    name: 'Gmail, on the web or a phone',
    covers:
      'to:subject:message-id:date:from:in-reply-to:references:mime-version:from:to:cc:subject:date:message-id:reply-to',
    adds: ['X-Gm-Message-State: AOJu0YyQ', 'X-Google-Smtp-Source: AGHT+IH7', 'MIME-Version: 1.0'],
  },
  {
    name: 'Outlook and Outlook on the web',
    covers: 'From:Date:Subject:Message-ID:Content-Type:MIME-Version:X-MS-Exchange-SenderADCheck',
    adds: [
      'Thread-Topic: Re: MB WAY',
      'Thread-Index: AQHbNnq3',
      'Accept-Language: en-GB, pt-PT',
      'X-MS-Has-Attach:',
      'X-MS-TNEF-Correlator:',
      'x-ms-exchange-senderadcheck: 1',
      'authentication-results: dkim=none (message not signed)\r\n header.d=none;dmarc=none action=none header.from=vale.example;',
      'MIME-Version: 1.0',
    ],
  },
  {
    name: 'Apple Mail and iOS over iCloud',
    covers: 'from:content-type:mime-version:subject:message-id:date:to',
    adds: ['X-Mailer: iPhone Mail (23A341)', 'Mime-Version: 1.0 (1.0)', 'X-Proofpoint-GUID: w8Qm'],
  },
  {
    name: 'Fastmail',
    covers:
      'cc:content-transfer-encoding:content-type:content-type:date:date:from:from:in-reply-to:in-reply-to:message-id:mime-version:references:reply-to:subject:subject:to:to',
    adds: ['X-ME-Sender: <xms:abc>', 'User-Agent: Cyrus-JMAP/3.13', 'MIME-Version: 1.0', 'X-ThreadId: Tabc'],
  },
  {
    name: 'Thunderbird over rspamd',
    covers:
      'from:from:reply-to:subject:subject:date:date:message-id:message-id:to:to:cc:mime-version:mime-version:content-type:content-type:in-reply-to:in-reply-to:references:references',
    adds: [
      'User-Agent: Mozilla Thunderbird',
      'Content-Language: en-GB',
      'MIME-Version: 1.0',
      'X-Last-TLS-Session-Version: TLSv1.3',
    ],
  },
  {
    name: 'Roundcube over Exim',
    covers:
      'Content-Transfer-Encoding:Content-Type:MIME-Version:Message-ID:References:In-Reply-To:Subject:To:From:Date:Sender:Reply-To:Cc',
    adds: [
      'User-Agent: Roundcube Webmail/1.6',
      'X-AntiAbuse: Primary Hostname - host.vale.example',
      'MIME-Version: 1.0',
    ],
  },
  {
    name: 'Proton',
    covers:
      'Date:To:From:Reply-To:Subject:Message-ID:In-Reply-To:References:Feedback-ID:From:To:Cc:Date:Subject:Reply-To:Feedback-ID:Message-ID:BIMI-Selector',
    adds: ['Feedback-ID: 1234:user:proton', 'X-Pm-Message-ID: 0badc0de', 'MIME-Version: 1.0'],
  },
  {
    name: 'Zoho',
    covers:
      'Date:Date:From:From:To:To:Cc:Message-ID:In-Reply-To:References:Subject:Subject:MIME-Version:Content-Type:Reply-To',
    adds: ['X-Mailer: Zoho Mail', 'Importance: Medium', 'MIME-Version: 1.0'],
  },
  {
    name: 'an Android program over Amazon WorkMail',
    covers: 'From:To:Date:Subject:In-Reply-To:References:Message-Id:Feedback-ID',
    adds: ['X-Android-Message-ID: <x@y>', 'Feedback-ID: 1.eu-west-1.abc', 'MIME-Version: 1.0'],
  },
]

/** What a mail server puts above a mail that it took, for the domain in From and the address it was for. */
export type Server = { name: string; authservId: string | null; above: (domain: string, to: string) => string[] }

const received = (by: string) =>
  `Received: from out.sender.example (out.sender.example [192.0.2.7])\r\n\tby ${by} with ESMTPS id 4bX1\r\n\tfor <reply@desk.example>; Mon, 16 Nov 2026 10:00:01 +0000`

/** What our mailbox's server says of a mail that it found to be what it claims, in the words of each. */
export const servers: Server[] = [
  {
    name: 'Google',
    authservId: 'mx.google.com',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      'Received: by 2002:a05:6504:1234:b0:2b1:1234:5678 with SMTP id x1csp100;\r\n        Mon, 16 Nov 2026 02:00:02 -0800 (PST)',
      'X-Received: by 2002:a17:906:1234:b0:a9a:1 with SMTP id a640c23a62f3a;\r\n        Mon, 16 Nov 2026 02:00:02 -0800 (PST)',
      'ARC-Seal: i=1; a=rsa-sha256; t=1763287202; cv=none;\r\n        d=google.com; s=arc-20240605; b=abc',
      `ARC-Authentication-Results: i=1; mx.google.com;\r\n       dkim=pass header.i=@${domain} header.s=s1 header.b=Qp3xZ/+a;\r\n       dmarc=pass (p=NONE) header.from=${domain}`,
      `Return-Path: <somebody@${domain}>`,
      received('mx.google.com'),
      `Received-SPF: pass (google.com: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;`,
      `Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@${domain} header.s=s1 header.b=Qp3xZ/+a;\r\n       dkim=pass header.i=@tenant.onmicrosoft.com header.s=selector2 header.b="L/x+12=w";\r\n       arc=pass (i=1 spf=pass spfdomain=${domain} dkim=pass dkdomain=${domain} dmarc=pass fromdomain=${domain});\r\n       spf=pass (google.com: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=somebody@${domain};\r\n       dmarc=pass (p=QUARANTINE sp=NONE dis=NONE) header.from=${domain};\r\n       dara=pass header.i=@desk.example`,
    ],
  },
  {
    name: 'Google, of a domain without DMARC',
    authservId: 'mx.google.com',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mx.google.com'),
      `Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@${domain} header.s=s1 header.b=Qp3xZa1B;\r\n       spf=pass (google.com: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=somebody@${domain}`,
    ],
  },
  {
    name: 'Microsoft 365',
    authservId: 'microsoft',
    above: (domain) => [
      'Received: from AM0PR01MB1234.eurprd01.prod.exchangelabs.com (2603:10a6:20b:1::1)\r\n by AM9PR01MB5678.eurprd01.prod.exchangelabs.com with HTTPS; Mon, 16 Nov 2026\r\n 10:00:03 +0000',
      `Authentication-Results: spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=${domain}; dkim=pass (signature was verified)\r\n header.d=${domain};dmarc=pass action=none\r\n header.from=${domain};compauth=pass reason=100`,
      `Received-SPF: Pass (protection.outlook.com: domain of ${domain} designates\r\n 192.0.2.7 as permitted sender) receiver=protection.outlook.com;\r\n client-ip=192.0.2.7; helo=out.sender.example; pr=C`,
      received('AM3PEPF0000.mail.protection.outlook.com'),
    ],
  },
  {
    name: 'Microsoft 365, of a domain without DMARC',
    authservId: 'microsoft',
    above: (domain) => [
      `Authentication-Results: spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=${domain}; dkim=pass (signature was verified)\r\n header.d=${domain};dmarc=bestguesspass action=none\r\n header.from=${domain};compauth=pass reason=109`,
      received('AM3PEPF0000.mail.protection.outlook.com'),
    ],
  },
  {
    name: 'Fastmail',
    authservId: 'mx1.messagingengine.com',
    above: (domain, to) => [
      `Return-Path: <somebody@${domain}>`,
      `Delivered-To: ${to}`,
      received('mx1.messagingengine.com'),
      'Authentication-Results: mx1.messagingengine.com;\r\n    x-csa=none;\r\n    x-me-sender=none;\r\n    x-ptr=pass smtp.helo=out.sender.example\r\n    policy.ptr=out.sender.example',
      `Authentication-Results: mx1.messagingengine.com;\r\n    arc=none (no signatures found);\r\n    bimi=skipped (DMARC Policy is not at enforcement);\r\n    dkim=pass (2048-bit rsa key sha256) header.d=${domain}\r\n    header.i=@${domain} header.b=Qp3xZ/+a header.a=rsa-sha256\r\n    header.s=s1 x-bits=2048;\r\n    dmarc=pass policy.published-domain-policy=none\r\n    policy.applied-disposition=none policy.evaluated-disposition=none\r\n    (p=none,d=none,d.eval=none) policy.policy-from=p\r\n    header.from=${domain};\r\n    iprev=pass smtp.remote-ip=192.0.2.7 (out.sender.example);\r\n    spf=pass smtp.mailfrom=somebody@${domain}\r\n    smtp.helo=out.sender.example`,
    ],
  },
  {
    name: 'Postfix with rspamd',
    authservId: 'mx.desk.example',
    above: (domain, to) => [
      `Return-Path: <somebody@${domain}>`,
      `X-Original-To: ${to}`,
      `Delivered-To: ${to}`,
      received('mx.desk.example (Postfix)'),
      `Authentication-Results: mx.desk.example;\r\n\tdkim=pass header.d=${domain} header.s=s1 header.b="Qp3xZ/+a";\r\n\tspf=pass (mx.desk.example: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=somebody@${domain};\r\n\tdmarc=pass (policy=reject) header.from=${domain}`,
      'X-Spamd-Bar: ---',
    ],
  },
  {
    name: 'Postfix with rspamd, without the name of the recipient',
    authservId: 'mx.desk.example',
    above: (domain) => [
      received('mx.desk.example (Postfix)'),
      `Authentication-Results: mx.desk.example;\r\n\tdkim=pass header.d=${domain} header.s=s1 header.b=Qp3xZ/+a;\r\n\tdmarc=pass (policy=none) header.from=${domain};\r\n\tspf=pass (mx.desk.example: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=somebody@${domain}`,
    ],
  },
  {
    name: 'Postfix with OpenDKIM and OpenDMARC, a field each',
    authservId: 'mx.desk.example',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mx.desk.example (Postfix)'),
      'DMARC-Filter: OpenDMARC Filter v1.4.2 mx.desk.example 4bX1',
      `Authentication-Results: mx.desk.example; dmarc=pass (p=reject dis=none) header.from=${domain}`,
      'DKIM-Filter: OpenDKIM Filter v2.11.0 mx.desk.example 4bX1',
      `Authentication-Results: mx.desk.example;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=${domain} header.i=@${domain} header.a=rsa-sha256 header.s=s1 header.b="Qp3xZ/+a";\r\n\tdkim-atps=neutral`,
    ],
  },
  {
    name: 'Postfix with OpenDKIM alone',
    authservId: 'mx.desk.example',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mx.desk.example (Postfix)'),
      `Authentication-Results: mx.desk.example;\r\n\tdkim=pass (1024-bit key; unprotected) header.d=${domain} header.i=somebody@${domain} header.a=rsa-sha256 header.s=s1 header.b=Qp3xZ+/a`,
      `Authentication-Results: mx.desk.example; spf=pass (mailfrom) smtp.mailfrom=${domain} (client-ip=192.0.2.7; helo=out.sender.example; envelope-from=somebody@${domain}; receiver=desk.example)`,
    ],
  },
  {
    name: 'Amavis',
    authservId: 'mx.desk.example',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      'Received: from localhost (localhost [127.0.0.1])\r\n\tby mx.desk.example (Postfix) with ESMTP id 4bX2; Mon, 16 Nov 2026 10:00:02 +0000 (UTC)',
      `Authentication-Results: mx.desk.example (amavis); dkim=pass (2048-bit key)\r\n header.d=${domain}`,
      received('mx.desk.example (Postfix)'),
    ],
  },
  {
    name: 'Exim',
    authservId: 'mx.desk.example',
    above: (domain, to) => [
      `Return-path: <somebody@${domain}>`,
      `Envelope-to: ${to}`,
      'Delivery-date: Mon, 16 Nov 2026 10:00:02 +0000',
      received('mx.desk.example'),
      `Authentication-Results: mx.desk.example;\r\n\tiprev=pass (out.sender.example) smtp.remote-ip=192.0.2.7;\r\n\tspf=pass smtp.mailfrom=${domain};\r\n\tdkim=pass header.d=${domain} header.s=s1 header.a=rsa-sha256;\r\n\tdmarc=pass header.from=${domain};\r\n\tarc=none`,
    ],
  },
  {
    name: 'a server on mailauth',
    authservId: 'mx.desk.example',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mx.desk.example'),
      `Authentication-Results: mx.desk.example;\r\n dkim=pass header.i=@${domain} header.s=s1 header.a=rsa-sha256 header.b=Qp3xZ/+a;\r\n spf=pass (mx.desk.example: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=somebody@${domain} smtp.helo=out.sender.example;\r\n arc=none;\r\n dmarc=pass (p=QUARANTINE) header.from=${domain};\r\n bimi=skipped (too lax DMARC policy);\r\n iprev=pass policy.iprev=192.0.2.7 (out.sender.example)`,
    ],
  },
  {
    name: 'Stalwart',
    authservId: 'mail.desk.example',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mail.desk.example (Stalwart SMTP)'),
      `Authentication-Results: mail.desk.example;\r\n\tdkim=pass header.d=${domain} header.s=s1 header.b=Qp3xZ/;\r\n\tspf=pass (mail.desk.example: domain of out.sender.example designates 192.0.2.7 as permitted sender) smtp.helo=out.sender.example;\r\n\tspf=pass (mail.desk.example: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=somebody@${domain};\r\n\tiprev=pass policy.iprev=192.0.2.7;\r\n\tdmarc=pass header.from=${domain} policy.dmarc=reject`,
    ],
  },
  {
    name: 'Proton',
    authservId: 'mail.protonmail.ch',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mail.protonmail.ch'),
      `Authentication-Results: mail.protonmail.ch; dmarc=pass (p=none dis=none)\r\n header.from=${domain}`,
      `Authentication-Results: mail.protonmail.ch; spf=pass smtp.mailfrom=${domain}`,
      'Authentication-Results: mail.protonmail.ch; arc=none smtp.remote-ip=192.0.2.7',
      `Authentication-Results: mail.protonmail.ch; dkim=pass (Good 2048 bit rsa-sha256\r\n signature) header.d=${domain} header.i=@${domain} header.b="Qp3xZ/+a"`,
    ],
  },
  {
    name: 'iCloud, by the name of its DMARC server',
    authservId: 'dmarc.icloud.com',
    above: (domain, to) => [
      `X-Original-To: ${to}`,
      received('p00-icloudmta.me.com'),
      `Authentication-Results: bimi.icloud.com; bimi=skipped reason="insufficient dmarc"`,
      `Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=${domain}`,
      `Authentication-Results: dkim-verifier.icloud.com;\r\n\tdkim=pass (2048-bit key) header.d=${domain} header.i=@${domain} header.b=Qp3xZ/+a`,
      `Authentication-Results: spf.icloud.com; spf=pass (spf.icloud.com: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=somebody@${domain}`,
    ],
  },
  {
    name: 'Yahoo',
    authservId: 'atlas-production.v2-mail-prod1-gq1.omega.yahoo.com',
    above: (domain, to) => [
      `X-Apparently-To: ${to}; Mon, 16 Nov 2026 10:00:03 +0000`,
      `Delivered-To: ${to}`,
      `Return-Path: <somebody@${domain}>`,
      `Authentication-Results: atlas-production.v2-mail-prod1-gq1.omega.yahoo.com;\r\n dkim=pass header.i=@${domain} header.s=s1;\r\n spf=pass smtp.mailfrom=${domain};\r\n dmarc=pass(p=NONE) header.from=${domain};`,
      received('atlas114.mail.gq1.yahoo.com'),
    ],
  },
  {
    name: 'Zoho',
    authservId: 'mx.zohomail.eu',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      `Authentication-Results: mx.zohomail.eu;\r\n\tdkim=pass;\r\n\tspf=pass (zohomail.eu: domain of ${domain} designates 192.0.2.7 as permitted sender)  smtp.mailfrom=somebody@${domain};\r\n\tdmarc=pass(p=none dis=none)  header.from=somebody@${domain}`,
      received('mx.zohomail.eu'),
    ],
  },
  {
    name: 'Zoho, with brackets',
    authservId: 'mx.zohomail.com',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      `Authentication-Results: mx.zohomail.com;\r\n\tdkim=pass  header.i=${domain};\r\n\tspf=pass  smtp.mailfrom=somebody@${domain};\r\n\tdmarc=pass header.from=<somebody@${domain}>`,
      received('mx.zohomail.com'),
    ],
  },
  {
    name: 'GMX and web.de',
    authservId: 'gmx.net',
    above: (domain, to) => [
      `Return-Path: <somebody@${domain}>`,
      `Authentication-Results:  gmx.net; dkim=pass header.i=@${domain}`,
      received('mx-ha.gmx.net (mxgmx016 [212.227.15.9])'),
      `X-Envelope-To: ${to}`,
    ],
  },
  {
    name: 'Proofpoint before our server',
    authservId: 'ppops.net',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mx0a-001b2d01.pphosted.com'),
      `Authentication-Results: ppops.net;\r\n\tspf=pass smtp.mailfrom=somebody@${domain};\r\n\tdkim=pass header.d=${domain} header.s=s1;\r\n\tdmarc=pass header.from=${domain}`,
    ],
  },
  {
    name: 'Cisco before our server',
    authservId: 'esa1.desk.example',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      `Authentication-Results: esa1.desk.example; spf=Pass smtp.mailfrom=somebody@${domain}; spf=None smtp.helo=postmaster@out.sender.example; dkim=pass (signature verified) header.i=@${domain}; dmarc=pass (p=reject dis=none) d=${domain}`,
      received('esa1.desk.example'),
    ],
  },
  {
    name: 'Mimecast before our server',
    authservId: 'relay.mimecast.com',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('relay.mimecast.com'),
      `Authentication-Results: relay.mimecast.com;\r\n\tdkim=pass header.d=${domain} header.s=s1 header.b=Qp3xZ/+a;\r\n\tdmarc=pass (policy=quarantine) header.from=${domain};\r\n\tspf=pass (relay.mimecast.com: domain of somebody@${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=somebody@${domain}`,
    ],
  },
  {
    name: 'Amazon',
    authservId: 'amazonses.com',
    above: (domain, to) => [
      `Return-Path: <somebody@${domain}>`,
      `Delivered-To: ${to}`,
      received('inbound-smtp.eu-west-1.amazonaws.com'),
      `Received-SPF: pass (spfCheck: domain of ${domain} designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7; envelope-from=somebody@${domain}; helo=out.sender.example;`,
      `Authentication-Results: amazonses.com;\r\n spf=pass (spfCheck: domain of ${domain} designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7; envelope-from=somebody@${domain}; helo=out.sender.example;\r\n dkim=pass header.i=@${domain};\r\n dmarc=pass header.from=${domain};`,
    ],
  },
  {
    name: 'Haraka',
    authservId: 'mx.desk.example',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mx.desk.example (Haraka/3.0.3)'),
      `Authentication-Results: mx.desk.example; iprev=pass; spf=pass smtp.mailfrom=somebody@${domain}; dkim=pass header.i=@${domain} header.d=${domain} header.s=s1 header.b=Qp3xZ/; dmarc=pass (p=none) header.from=${domain}`,
    ],
  },
  {
    name: 'a server that says its version',
    authservId: 'mx.desk.example',
    above: (domain, to) => [
      `Delivered-To: ${to}`,
      received('mx.desk.example'),
      `Authentication-Results: mx.desk.example 1; dkim/1 = pass reason="good signature" header.d = ${domain} ; dmarc=pass header.from=${domain}`,
    ],
  },
  {
    name: 'a server that says nothing',
    authservId: null,
    above: (_, to) => [`Delivered-To: ${to}`, received('mx.desk.example (Postfix)')],
  },
]
