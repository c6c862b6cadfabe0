/** Shows one of the hidden texts of index.html when the app cannot start, because the page would stay empty. Written in ES5, for browsers of any age. */
(function () {
  var app = document.getElementById("app");
  var stopped = document.getElementById("stopped");

  function say(reason) {
    if (app.firstChild || !stopped.hidden) return;
    document.getElementById(reason).hidden = false;
    stopped.hidden = false;
  }

  function judge(error, words) {
    words = String((error && error.message) || words);
    if ((error && error.name === "SyntaxError") || /SyntaxError/.test(words)) say("too-old");
    // The import of a later part of the app failed: each engine has the word "module" in that message.
    else say(/module/i.test(words) ? "not-fetched" : "failed");
  }

  var has = "noModule" in document.createElement("script") && "HTMLDialogElement" in window;
  if (!has || !("allSettled" in Promise)) {
    // The app may still start in part: the text then stays above it.
    say("too-old");
    return;
  }

  function onError(event) {
    if (event.target !== window) say("not-fetched");
    else judge(event.error, event.message);
  }
  // The error event of a file that did not load does not bubble, so the window gets it only in the capture phase.
  window.addEventListener("error", onError, true);
  window.addEventListener("unhandledrejection", function (event) {
    judge(event.reason, event.reason);
  });
  window.addEventListener("load", function () {
    setTimeout(say, 8000, "failed");
  });
  setTimeout(say, 30000, "not-fetched");

  new MutationObserver(function () {
    if (app.firstChild) stopped.hidden = true;
  }).observe(app, { childList: true });
})();
