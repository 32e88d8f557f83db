'use strict';
(() => {
  const form = document.getElementById('filters');
  const text = document.getElementById('filter-text');
  const group = document.getElementById('filter-group');
  const target = document.getElementById('filter-target');
  const boxes = [...form.querySelectorAll('input[name=status]')];
  const table = document.querySelector('table.clauses');
  const articles = [...document.querySelectorAll('article.deviation')];
  const rows = [...table.querySelectorAll('tr.clause')].map(row => ({
    row, group: row.dataset.group, statuses: row.dataset.statuses.split(' '), words: row.textContent.toLowerCase()}));
  const columns = [...table.querySelectorAll('thead th')].slice(2).map((head, index) =>
    [head, ...rows.map(each => each.row.querySelectorAll('td.verdict')[index])]);

  const shows = (each, words, wanted) => {
    const statuses = target.value === '' ? each.statuses : [each.statuses[target.value]];
    return (group.value === '' || each.group === group.value) && statuses.some(status => wanted.has(status)) &&
      words.every(word => each.words.includes(word));
  };

  const apply = () => {
    const wanted = new Set(boxes.filter(box => box.checked).map(box => box.value));
    const words = text.value.toLowerCase().split(/\s+/).filter(word => word !== '');
    const shown = new Set(), groups = new Set();
    for (const each of rows) {
      const visible = shows(each, words, wanted);
      each.row.hidden = !visible;
      if (visible) { shown.add(each.row.id); groups.add(each.group); }
    }
    for (const body of table.tBodies) body.hidden = !groups.has(body.dataset.group);
    columns.forEach((cells, index) => { for (const cell of cells) cell.hidden = target.value !== '' && target.value !== String(index); });
    for (const each of articles)
      each.hidden = !shown.has(each.dataset.clause) || (target.value !== '' && target.value !== each.dataset.target);
    document.getElementById('nothing').hidden = shown.size > 0;
    const programs = articles.filter(each => !each.hidden).length;
    document.getElementById('shown').textContent =
      `${shown.size} of ${rows.length} clauses, ${programs} of ${articles.length} counterexamples`;
    remember(wanted);
  };

  // The filters stand in the address, so that what is shown can be passed on.
  const remember = wanted => {
    const parameters = new URLSearchParams();
    if (text.value !== '') parameters.set('text', text.value);
    if (group.value !== '') parameters.set('function', group.value);
    if (target.value !== '') parameters.set('target', target.selectedOptions[0].textContent);
    if (wanted.size < boxes.length) parameters.set('status', [...wanted].join(','));
    const wish = parameters.toString();
    if (wish !== '' || location.hash.startsWith('#?')) history.replaceState(null, '', wish === '' ? '#clauses' : '#?' + wish);
  };

  const recall = () => {
    if (!location.hash.startsWith('#?')) return;
    const parameters = new URLSearchParams(location.hash.slice(2));
    text.value = parameters.get('text') ?? '';
    group.value = parameters.get('function') ?? '';
    target.value = [...target.options].find(option => option.textContent === parameters.get('target'))?.value ?? '';
    const statuses = parameters.get('status')?.split(',');
    for (const box of boxes) box.checked = !statuses || statuses.includes(box.value);
  };

  // A link to what a filter hides takes the filter away.
  const reveal = () => {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted || !wanted.closest('[hidden]')) return;
    form.reset();
    apply();
    location.hash = '#' + wanted.id;
    wanted.scrollIntoView();
  };

  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', event => event.preventDefault());
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); text.focus(); }
    if (event.key === 'Escape' && document.activeElement === text) { text.value = ''; apply(); }
  });
  window.addEventListener('hashchange', reveal);

  for (const button of document.querySelectorAll('button.copy')) {
    const code = button.parentElement.querySelector('code');
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', () => navigator.clipboard.writeText(code.textContent).then(() => { button.textContent = 'Copied'; }));
  }

  // On paper nothing can be opened any more.
  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const each of opened) each.open = true;
  });
  window.addEventListener('afterprint', () => { for (const each of opened) each.open = false; });

  form.hidden = false;
  recall();
  apply();
})();
