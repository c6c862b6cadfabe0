/** Says in words that the app cannot start, where the page would stay empty. In ES5, for browsers of any age; the words stand hidden in index.html. */
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
    // A part of the app that is imported later: every engine names it a module.
    else say(/module/i.test(words) ? "not-fetched" : "failed");
  }

  var has = "noModule" in document.createElement("script") && "HTMLDialogElement" in window;
  if (!has || !("allSettled" in Promise)) {
    // It may run in parts: the words stand above what comes.
    say("too-old");
    return;
  }

  function onError(event) {
    if (event.target !== window) say("not-fetched");
    else judge(event.error, event.message);
  }
  // A file that does not arrive is said to its element only: listened to on the way down.
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
