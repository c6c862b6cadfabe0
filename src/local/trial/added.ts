/** Adds to each page of the app: a link to the outbox on the login screen, and answers to the trial page (page.ts), which alone may frame it. On one machine only. */

/**
 * Runs in the page of the app. `frame` is the origin of the trial page; "" where there is none. The trial page asks the resident's page for the digits
 * of its code, and tells the gate's page to type digits like a USB scanner. Other origins and other windows get no answer.
 */
const script = (frame: string) => `
(function () {
  var link = document.createElement("aside");
  link.innerHTML = '<a class="chip" href="/local/outbox" target="_blank" rel="noopener">短信发件箱 <span lang="en">Outbox</span></a>';
  link.style.cssText = "padding:0.5rem;text-align:center";
  link.hidden = true;
  document.addEventListener("DOMContentLoaded", function () {
    document.body.insertBefore(link, document.getElementById("app"));
    var show = function () { link.hidden = document.querySelector("main.login") === null; };
    new MutationObserver(show).observe(document.getElementById("app"), { childList: true });
    show();
  });

  var frame = ${JSON.stringify(frame)};
  if (frame === "" || parent === window) return;
  addEventListener("message", function (event) {
    if (event.origin !== frame || event.source !== parent) return;
    if (event.data.act === "show") {
      var symbol = document.querySelector("svg.symbol[data-digits]");
      parent.postMessage({ act: "shown", digits: symbol === null ? "" : symbol.getAttribute("data-digits") }, frame);
    }
    if (event.data.act === "type") {
      var taken = false;
      event.data.digits.split("").concat("Enter").forEach(function (key) {
        var stroke = new KeyboardEvent("keydown", { key: key, bubbles: true, cancelable: true });
        // One time for all keys: a pause on a busy machine would be typing by a person.
        Object.defineProperty(stroke, "timeStamp", { value: event.timeStamp });
        taken = !document.body.dispatchEvent(stroke);
      });
      parent.postMessage({ act: "typed", taken: taken }, frame);
    }
  });
})();
`;

/**
 * The response with the script, if it is a page, and with a policy that allows the script and the frame. The script stands in the page, not in a file of its
 * own, so that it also runs without a network.
 * @param frame the origin of the trial page; null where there is none
 */
export async function addLocalParts(response: Response, frame: string | null): Promise<Response> {
  const policy = response.headers.get("content-security-policy");
  if (policy === null || response.headers.get("content-type")?.startsWith("text/html") !== true) return response;
  const text = script(frame ?? "");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hash = btoa(String.fromCodePoint(...digest));
  const headers = new Headers(response.headers);
  const allowed = policy.replace("script-src 'self'", `script-src 'self' 'sha256-${hash}'`);
  headers.set(
    "content-security-policy",
    frame === null ? allowed : allowed.replace("frame-ancestors 'none'", `frame-ancestors ${frame}`),
  );
  // The tag belongs to the file without the script.
  headers.delete("etag");
  const page = new Response(response.body, { status: response.status, headers });
  return new HTMLRewriter()
    .on("head", { element: (head) => void head.append(`<script>${text}</script>`, { html: true }) })
    .transform(page);
}
