/** The style and the script of /local/try, as texts that the worker serves. */

export const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; min-height: 640px; display: flex; flex-direction: column; background: #f3f5f8; color: #1a1f2b; font: 15px/1.4 system-ui, sans-serif; }
header { padding: 8px 12px 0; display: flex; gap: 16px; align-items: baseline; }
h1 { font-size: 20px; margin: 0; white-space: nowrap; } h2 { font-size: 17px; margin: 0; } p { margin: 0; }
small { color: #596273; font-size: 13px; }
main { flex: 1; display: grid; grid-template-columns: 370px 370px minmax(370px, 1fr); gap: 12px; padding: 8px 12px 12px; min-height: 0; }
section { display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto 2.8em auto 40px 1fr; gap: 2px; min-height: 0; min-width: 0; }
.login { white-space: nowrap; }
.login b { font-size: 15px; font-variant-numeric: tabular-nums; user-select: all; }
.hand { align-self: center; font-weight: 600; }
button { width: 100%; padding: 8px; border: 0; border-radius: 10px; background: #0052d9; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
button small { color: #fff; }
iframe { width: 100%; height: 100%; border: 1px solid #c5cdd9; border-radius: 12px; background: #fff; grid-row: 5; }
.office iframe { width: 133.33%; height: 133.33%; transform: scale(0.75); transform-origin: 0 0; }
.office { overflow: hidden; }
`;

/** A message counts only if it comes from the expected frame and from the origin of that frame. */
export const SCRIPT = `
const frames = {};
for (const id of ["resident", "gate"]) {
  const frame = document.getElementById(id);
  frames[id] = { window: frame.contentWindow, origin: new URL(frame.src).origin };
}
const say = (text) => { document.querySelector("[role=status]").textContent = text; };
const send = (id, message) => frames[id].window.postMessage(message, frames[id].origin);
const isFrom = (id, event) => event.source === frames[id].window && event.origin === frames[id].origin;

document.querySelector("button").addEventListener("click", () => {
  say("");
  send("resident", { act: "show" });
});
addEventListener("message", (event) => {
  if (isFrom("resident", event) && event.data.act === "shown") {
    if (event.data.digits === "") say("居民还没有亮码。The resident shows no code yet.");
    else send("gate", { act: "type", digits: event.data.digits });
  }
  if (isFrom("gate", event) && event.data.act === "typed")
    say(event.data.taken ? "" : "采集员还没有打开工作台。The collector has not opened the workbench yet.");
});

/** Shows the newest password of each number. Earlier ones, from the time before this page was opened, are used up. */
async function showPasswords() {
  const { messages } = await (await fetch("/local/outbox.json")).json();
  for (const place of document.querySelectorAll(".password")) {
    const isNew = ({ phone, at, password }) => password !== undefined && phone.endsWith(place.dataset.phone) && Date.parse(at) > performance.timeOrigin;
    const newest = messages.find(isNew);
    if (newest !== undefined) place.textContent = newest.password;
  }
}
setInterval(() => void showPasswords().catch(() => undefined), 1000);
`;
