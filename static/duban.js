// Pages work without this. While somebody types, the session is kept from running out, so that a long form is not lost.
(() => {
  const EVERY_MS = 5 * 60 * 1000;
  let last = Date.now();
  document.addEventListener('input', () => {
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    fetch('/session', { credentials: 'same-origin', cache: 'no-store' }).catch(() => {});
  });
})();
