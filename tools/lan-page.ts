/** The first page that a phone on the same network opens, and a QR symbol for the terminal. Makes texts only; does not serve them. */
import { correction, generate } from "lean-qr";

export interface Seat {
  readonly who: { readonly zh: string; readonly en: string };
  readonly host: string;
  /** The phone number for the login, or "any". */
  readonly phone: string;
}

export interface PlacedSeat extends Seat {
  readonly url: string;
}

const STYLE = `
body { margin: 0; background: #f3f5f8; color: #1a1f2b; font: 18px/1.6 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 26px; } h2 { font-size: 21px; }
a.big { display: block; margin: 12px 0; padding: 14px 16px; border-radius: 14px; background: #0052d9; color: #fff; text-decoration: none; }
small { color: #596273; } a.big small { color: #fff; }
`;

/** The first page, which is served without TLS: a link to the certificate, how to install it, and a link for each role. */
export function certificatePage(seats: readonly PlacedSeat[]): string {
  const links = seats
    .map(({ who, url, phone }) => {
      const number = phone === "any" ? "任何手机号都行 any number" : phone;
      return `<a class="big" href="${url}">${who.zh} <small>${who.en} · ${number}</small></a>`;
    })
    .join("\n");
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>一码试用 · Yima trial</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>一码试用 <small>Yima trial</small></h1>
<h2>1. 安装证书 <small>Install the certificate</small></h2>
<p>不装也能试。浏览器会提示“不安全”，选“继续访问”就行，只是没有网络时用不了。<br>
<small>You can try without it: the browser shows a warning, continue anyway. Only the use without a network needs the certificate.</small></p>
<a class="big" href="/yima-trial.crt">下载证书 <small>Download the certificate</small></a>
<p>安卓手机：设置 → 搜索“证书” → 安装证书 → CA 证书 → 选刚下载的文件。<br>
<small>Android: Settings, search for "certificate", Install a certificate, CA certificate, the downloaded file.</small></p>
<p>苹果手机：用 Safari 下载 → 设置 → 通用 → VPN 与设备管理 → 安装；再到 设置 → 通用 → 关于本机 → 证书信任设置 → 打开。<br>
<small>iPhone: download in Safari, Settings, General, VPN &amp; Device Management, install it. Then General, About, Certificate Trust Settings, turn it on.</small></p>
<p>试用完请把证书删掉。这张证书只对局域网地址有效，管不了互联网上的网站。<br>
<small>Remove it after the trial. It is valid only for addresses of local networks, not for sites of the internet.</small></p>
<h2>2. 选一个身份 <small>Choose a role</small></h2>
<p>一部手机只用一个身份：换身份会把前一个登录退出。<br><small>One phone plays one role: another role logs the first one out.</small></p>
${links}
<p>验证码显示在 <a href="${seats[0]?.url ?? "/"}local/outbox">短信发件箱</a>。<br><small>One-time passwords are shown in the outbox.</small></p>
</main>
</body>
</html>
`;
}

/** A QR symbol for a terminal: each character shows two modules. Sets black and white itself, so that the colours of the terminal do not matter. */
export function terminalSymbol(text: string): string {
  const code = generate(text, { minCorrectionLevel: correction.L });
  const margin = 2;
  const rows: string[] = [];
  for (let y = -margin; y < code.size + margin; y += 2) {
    let row = "";
    for (let x = -margin; x < code.size + margin; x += 1) {
      row += `\u001B[${code.get(x, y) ? 30 : 97};${code.get(x, y + 1) ? 40 : 107}m▀`;
    }
    rows.push(`  ${row}\u001B[0m`);
  }
  return rows.join("\n");
}
