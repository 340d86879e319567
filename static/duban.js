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

// Where a document stands beside what was read from it: the field that is touched lights its place in the document.
(() => {
  const document_ = document.querySelector('.document');
  if (!document_) return;
  const light = mark => {
    for (const piece of document_.querySelectorAll('.lit')) piece.classList.remove('lit');
    const pieces = [...document_.querySelectorAll('[data-marks]')].filter(piece => piece.dataset.marks.split(' ').includes(mark));
    for (const piece of pieces) piece.classList.add('lit');
    if (!pieces.length) return;
    const [at, view] = [pieces[0].getBoundingClientRect(), document_.getBoundingClientRect()];
    if (at.top < view.top || at.bottom > view.bottom) document_.scrollTop += at.top - view.top - view.height / 4;
  };
  document.addEventListener('focusin', event => {
    const touched = event.target.closest('[data-touch]');
    if (touched) light(touched.dataset.touch);
  });
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#s-"]');
    if (!link) return;
    event.preventDefault();
    light(link.getAttribute('href').slice(3));
  });
  // And back: a click in the document leads to what was read there, the narrowest first, doubts last. Selecting text to copy it
  // leads nowhere.
  const ORDER = 'dilmp';
  document_.addEventListener('click', event => {
    const piece = event.target.closest('[data-marks]');
    if (!piece || !getSelection().isCollapsed) return;
    const marks = piece.dataset.marks.split(' ').sort((a, b) => ORDER.indexOf(a[0]) - ORDER.indexOf(b[0]));
    const fields = marks.map(mark => [mark, document.querySelector(`[data-touch="${mark}"]`)]);
    const [mark, field] = fields.find(([, field]) => field) ?? [];
    if (!field) return;
    field.closest('details')?.setAttribute('open', '');
    field.scrollIntoView({ block: 'center' });
    light(mark);
  });
})();

// Printing needs a script; without one the button is not shown, and the browser prints all the same.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
