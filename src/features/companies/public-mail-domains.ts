/** Domains at which anybody can have an address, so that sharing one says nothing about where people work. */
export const publicMailDomains: ReadonlySet<string> = new Set(
  `naver.com hanmail.net daum.net kakao.com nate.com hotmail.co.kr korea.com lycos.co.kr empas.com dreamwiz.com chol.com
  freechal.com hanmir.com netian.com paran.com yahoo.co.kr gmail.com googlemail.com outlook.com outlook.kr hotmail.com
  live.com live.co.kr msn.com yahoo.com yahoo.co.jp yahoo.co.uk yahoo.fr yahoo.de ymail.com rocketmail.com icloud.com
  me.com mac.com aol.com proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com fastmail.fm hey.com zoho.com
  gmx.com gmx.de gmx.net web.de t-online.de freenet.de mail.com mail.ru yandex.com yandex.ru inbox.ru list.ru bk.ru
  qq.com 163.com 126.com sina.com sohu.com foxmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it
  virgilio.it comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net btinternet.com sky.com
  virginmedia.com rediffmail.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp uol.com.br bol.com.br
  terra.com.br`.split(/\s+/),
);
