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

// A text with a number in it: `{n}`, and `{n?one:many}` for the words that go with it.
const withNumber = (text, n) => text.replace('{n}', n).replace(/\{n\?([^:}]*):([^}]*)\}/, n === 1 ? '$1' : '$2');

// What a choice was drawn with.
const chosenAtFirst = field => ([...field.options].find(option => option.defaultSelected) ?? field.options[0])?.value ?? '';

// What was typed into a form is not left behind without a question, whichever link or button of another form leads away.
// `data-typed`: the form was drawn with what was typed before and is not stored. Forms with a password are no texts.
(() => {
  const forms = [...document.querySelectorAll('main form[method="post"]:not([data-unsaved-form])')]
    .filter(form => !form.querySelector('[type="password"]'));
  if (!forms.length) return;
  const differs = field => {
    if (!field.name || ['hidden', 'submit', 'button'].includes(field.type)) return false;
    if (['checkbox', 'radio'].includes(field.type)) return field.checked !== field.defaultChecked;
    return field.value !== (field.tagName === 'SELECT' ? chosenAtFirst(field) : field.defaultValue);
  };
  const isUnsaved = form => form.dataset.typed !== undefined || [...form.elements].some(differs);
  // The form that is on its way; one whose answer is a file leaves the page as it is.
  let sent = null;
  document.addEventListener('submit', event => {
    sent = event.target;
    setTimeout(() => { sent = null; }, 1000);
  });
  addEventListener('beforeunload', event => {
    if (forms.some(form => form !== sent && isUnsaved(form))) event.preventDefault();
  });
})();

// A form that is saved as a whole: what is not saved is marked and counted, and is not left behind without a question. Fields of
// rows have a name of two parts; `data-saved` says what is stored where the page was drawn with something else.
(() => {
  const form = document.querySelector('[data-unsaved-form]');
  if (!form) return;
  const shown = form.querySelector('.unsaved-count');
  const note = form.querySelector('.unsaved-note');
  const saved = field => field.dataset.saved ?? (field.tagName === 'SELECT' ? chosenAtFirst(field) : field.defaultValue);
  const isOfRow = field => field.name?.includes('.') && field.closest('[data-row]');
  const unsaved = new Set();
  const look = field => {
    const changed = field.value.trim() !== saved(field).trim();
    unsaved[changed ? 'add' : 'delete'](field);
    field.classList.toggle('unsaved', changed);
    const row = field.closest('[data-row]');
    row.classList.toggle('has-unsaved', row.querySelector('.unsaved') !== null);
  };
  const say = () => {
    const text = unsaved.size ? withNumber(shown.dataset.some, unsaved.size) : '';
    if (shown.textContent.trim() !== text) shown.textContent = text;
    note.hidden = !unsaved.size;
    if (!unsaved.size) return;
    // The way to the first of them, in the order of the page.
    const link = note.querySelector('a');
    link.textContent = withNumber(link.dataset.some, unsaved.size);
    link.setAttribute('href', `#${[...form.elements].find(field => unsaved.has(field)).id}`);
  };
  for (const field of [...form.elements].filter(isOfRow)) look(field);
  say();
  form.addEventListener('input', event => {
    if (!isOfRow(event.target)) return;
    look(event.target);
    say();
  });
  // Where to go on after saving.
  form.addEventListener('focusin', event => {
    const place = event.target.closest('[id^="f-"], section[id]');
    if (place) form.elements.at.value = place.id;
  });
  let leaving = false;
  document.addEventListener('submit', event => { leaving = event.target.closest('main') !== null; });
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('beforeunload', event => {
    if (unsaved.size && !leaving) event.preventDefault();
  });
})();

// Printing needs a script; without one the button is not shown, and the browser prints all the same.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
