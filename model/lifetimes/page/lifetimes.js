'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const USED = 0, GIVEN = 1, TAKEN = 2, DIED = 3;
  const verdicts = ['accepted', 'rejected', 'not evaluated', 'undefined'];
  const signs = ['·', '+', '−', '✕'];
  const words = ['uses', 'gives', 'gives back', 'ends'];
  // Nothing is folded in a program that is no longer; of a longer one calls around what was found are shown, so many at first.
  const all_shown_up_to = 200, around = 3, shown_at_first = 300, at_once = 200;
  // More lanes than these stand side by side nowhere; what finds no lane is told in words alone.
  const most_lanes = 48, step = 16, height = 28;
  const is_bad = kind => kind === 'fault' || kind === 'rejected';

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const drawn = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const counted = (number, what) => `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;

  class Program {
    constructor(from) {
      this.from = from;
      this.rows = from.rows;
      this.begins = [];
      for (let at = 0; at < this.rows.length; at += 5 + 4 * this.rows[at + 4]) this.begins.push(at);
      this.notes = new Map();
      for (const [row, kind, text] of from.notes) {
        if (!this.notes.has(row)) this.notes.set(row, []);
        this.notes.get(row).push({kind, text});
      }
      this.follow();
    }
    get length() { return this.begins.length; }
    line(row) { return this.rows[this.begins[row]]; }
    text(row) {
      const text = this.from.texts[this.rows[this.begins[row] + 1]], begin = this.begins[row] + 5;
      return text.replace(/\u0001(\d)/g, (sign, event) => this.name(this.rows[begin + 4 * Number(event)]));
    }
    clauses(row) { return this.from.lists[this.rows[this.begins[row] + 2]]; }
    verdict(row) { return verdicts[this.rows[this.begins[row] + 3]]; }
    name(object) { return this.from.objects[2 * object]; }
    thing(object) { return this.from.objects[2 * object + 1]; }
    events(row) {
      const found = [], begin = this.begins[row] + 5;
      for (let i = 0, at = begin; i < this.rows[begin - 1]; ++i, at += 4)
        found.push({object: this.rows[at], kind: this.rows[at + 1], owned: this.rows[at + 2], counted: this.rows[at + 3]});
      return found;
    }
    kinds(row) { return (this.notes.get(row) ?? []).map(note => note.kind); }

    // Gives each object a lane from the call that gave it until nobody owns or counts it; a store until it died. Lanes are used again.
    follow() {
      this.lanes = [];                 // For each lane the spans in it, in order: {object, from, to, changes}.
      const free = [], open = new Map();
      for (let row = 0; row < this.length; ++row) {
        const freed = [];
        for (const event of this.events(row)) {
          let span = open.get(event.object);
          if (!span && event.kind === GIVEN) {
            const lane = free.length ? free.sort((a, b) => b - a).pop() : this.lanes.length < most_lanes ? this.lanes.push([]) - 1 : -1;
            if (lane < 0) continue;
            span = {object: event.object, lane, from: row, to: this.length, changes: []};
            this.lanes[lane].push(span);
            open.set(event.object, span);
          }
          if (!span) continue;
          if (event.kind !== USED) span.changes.push([row, event.owned]);
          const is_over = event.kind === DIED || (event.owned === 0 && event.counted === 0 && event.kind !== USED && this.thing(event.object) !== 'store');
          if (is_over) freed.push(span);
        }
        for (const span of freed) {
          if (!open.delete(span.object)) continue;
          span.to = row;
          free.push(span.lane);
        }
      }
      this.width = Math.max(1, this.lanes.length) * step;
    }
    span_at(lane, row) {
      const spans = this.lanes[lane];
      let low = 0, high = spans.length;
      while (low < high) { const middle = (low + high) >> 1; if (spans[middle].from <= row) low = middle + 1; else high = middle; }
      const span = spans[low - 1];
      return span && span.to >= row ? span : null;
    }
  }
  const owned_before = (span, row) => {
    let owned = 0;
    for (const [at, now] of span.changes) { if (at >= row) break; owned = now; }
    return owned;
  };

  // --- One call ----------------------------------------------------------------------------------------------------------------

  const mark = (event, x, owned) => {
    const y = height / 2;
    if (event.kind === GIVEN) return drawn('circle', {class: 'given', cx: x, cy: y, r: 5.5});
    if (event.kind === TAKEN) return drawn('circle', {class: 'taken', cx: x, cy: y, r: 4.5});
    if (event.kind === DIED) return drawn('path', {class: 'died', d: `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`});
    return drawn('circle', {class: 'used', cx: x, cy: y, r: owned > 0 ? 3.5 : 2.5});
  };

  const picture = (program, row) => {
    const svg = drawn('svg', {width: program.width, height, 'aria-hidden': 'true', focusable: 'false'});
    const events = program.events(row);
    const is_blamed = program.kinds(row).some(is_bad);
    for (let lane = 0; lane < program.lanes.length; ++lane) {
      const span = program.span_at(lane, row);
      if (!span) continue;
      const group = drawn('g', {class: 'lane-' + span.object % 6}), x = lane * step + step / 2;
      const before = owned_before(span, row), after = owned_before(span, row + 1);
      const line = (y1, y2, owned) => group.append(drawn('path', {class: owned > 0 ? 'owned' : 'counted', d: `M${x} ${y1}V${y2}`}));
      if (span.from < row) line(0, height / 2, before);
      if (span.to > row) line(height / 2, height, after);
      for (const event of events) if (event.object === span.object) group.append(mark(event, x, after));
      if (is_blamed && events.some(event => event.object === span.object)) group.append(drawn('rect', {class: 'blamed', x: x - 7, y: height / 2 - 9, width: 14, height: 18, rx: 3}));
      svg.append(group);
    }
    return svg;
  };

  const in_words = (program, event) => {
    const what = `${words[event.kind]} ${program.name(event.object)} (${program.thing(event.object)})`;
    return event.kind === USED || event.kind === DIED ? what : `${what}: the caller owns ${event.owned} now, counted are ${event.counted}`;
  };

  const detail_of = (program, row) => {
    const detail = element('div', 'detail');
    detail.append(element('p', 'text', program.text(row)), element('p', '', `Line ${program.line(row)}: ${program.verdict(row)}`));
    for (const note of program.notes.get(row) ?? []) {
      const part = element('p', 'text');
      part.append(element('span', 'chip ' + note.kind, note.kind), '\n' + note.text);
      detail.append(part);
    }
    const events = program.events(row);
    if (events.length) {
      const list = element('ul');
      for (const event of events) list.append(element('li', '', in_words(program, event)));
      detail.append(element('h3', '', 'Handles and contexts'), list);
    }
    const clauses = program.clauses(row);
    if (clauses.length) {
      const list = element('dl');
      for (const id of clauses) {
        const [text, source] = data.clauses[id];
        list.append(element('dt', '', id), element('dd', '', text), element('dd', 'source', source));
      }
      detail.append(element('h3', '', 'Clauses and evidence'), list);
    }
    return detail;
  };

  const row_of = (program, row) => {
    const item = element('li'), button = element('button', 'row'), kinds = program.kinds(row);
    button.type = 'button';
    button.tabIndex = -1;
    button.dataset.row = row;
    button.setAttribute('aria-expanded', 'false');
    if (kinds.some(is_bad)) button.classList.add('is-bad');
    else if (kinds.length) button.classList.add('is-warned');
    else if (program.verdict(row) === 'not evaluated') button.classList.add('is-passed');
    button.append(element('span', 'number', program.line(row)), picture(program, row));
    for (const kind of new Set(kinds)) button.append(element('span', 'chip ' + kind, kind));
    button.append(element('span', 'call', program.text(row)));
    const events = element('span', 'events');
    for (const event of program.events(row)) if (event.kind !== USED) events.append(element('span', 'lane-' + event.object % 6, signs[event.kind] + program.name(event.object)));
    button.append(events);
    button.addEventListener('click', () => {
      const opens = button.getAttribute('aria-expanded') === 'false';
      button.setAttribute('aria-expanded', String(opens));
      if (opens) item.append(detail_of(program, row)); else item.querySelector('.detail').remove();
    });
    item.append(button);
    return item;
  };

  // --- Stretches ---------------------------------------------------------------------------------------------------------------

  const fold_of = (program, from, to) => {
    const item = element('li'), button = element('button', 'fold');
    let found = 0, passed = 0;
    for (let row = from; row < to; ++row) {
      if (program.notes.has(row)) ++found;
      else if (program.verdict(row) === 'not evaluated') ++passed;
    }
    button.type = 'button';
    button.tabIndex = -1;
    button.dataset.from = from;
    button.dataset.to = to;
    const what = found ? `, ${counted(found, 'finding')} among them` : ', nothing to tell of them';
    button.textContent = `▸ ${counted(to - from, 'call')}, lines ${program.line(from)} to ${program.line(to - 1)}${what}${passed ? `, ${passed.toLocaleString('en')} not evaluated` : ''}`;
    button.addEventListener('click', () => unfold(program, item, from, Math.min(to, from + at_once), true));
    item.append(button);
    return item;
  };

  // Shows the calls from `begin` to `end` of what is folded in the item; what is around them stays folded.
  const unfold = (program, item, begin, end, focuses) => {
    const fold = item.firstElementChild, from = Number(fold.dataset.from), to = Number(fold.dataset.to);
    const parts = [];
    if (from < begin) parts.push(fold_of(program, from, begin));
    const first = parts.length;
    for (let row = begin; row < end; ++row) parts.push(row_of(program, row));
    if (end < to) parts.push(fold_of(program, end, to));
    item.replaceWith(...parts);
    if (focuses) go_to(parts[first].firstElementChild);
  };

  // Which calls are shown at first: all of a short program, else those around what was found.
  const shown_of = program => {
    const shown = new Uint8Array(program.length);
    if (program.length <= all_shown_up_to) return shown.fill(1);
    let count = 0;
    const show = row => { if (row >= 0 && row < program.length && !shown[row] && count < shown_at_first) { shown[row] = 1; ++count; } };
    for (const wanted of [is_bad, () => true])
      for (const [row, notes] of program.notes)
        if (notes.some(note => wanted(note.kind))) for (let near = row - around; near <= row + around; ++near) show(near);
    for (let row = 0; row < around; ++row) { show(row); show(program.length - 1 - row); }
    return shown;
  };

  const list_of = program => {
    const list = element('ol', 'calls'), shown = shown_of(program);
    list.setAttribute('role', 'list');
    for (let row = 0; row < program.length;) {
      let end = row;
      while (end < program.length && !shown[end]) ++end;
      if (end - row > 2) { list.append(fold_of(program, row, end)); row = end; }
      else list.append(row_of(program, row++));
    }
    return list;
  };

  // --- Keys --------------------------------------------------------------------------------------------------------------------

  const stops = place => [...place.querySelectorAll('.row, .fold')];
  const go_to = stop => {
    for (const each of stop.closest('.lanes').querySelectorAll('[tabindex="0"]')) each.tabIndex = -1;
    stop.tabIndex = 0;
    stop.focus();
    stop.scrollIntoView({block: 'nearest', inline: 'start'});
  };

  const show_row = (program, place, row) => {
    const find = () => place.querySelector(`.row[data-row="${row}"]`);
    if (!find()) {
      const fold = [...place.querySelectorAll('.fold')].find(each => Number(each.dataset.from) <= row && row < Number(each.dataset.to));
      const from = Number(fold.dataset.from), to = Number(fold.dataset.to);
      unfold(program, fold.parentElement, Math.max(from, row - around), Math.min(to, row + around + 1), false);
    }
    go_to(find());
    if (find().getAttribute('aria-expanded') === 'false') find().click();
  };

  const next_found = (program, place, stop, way) => {
    const here = Number(stop.dataset.row ?? stop.dataset.from);
    const rows = [...program.notes.keys()];
    const next = way > 0 ? rows.find(row => row > here) : rows.reverse().find(row => row < here);
    if (next !== undefined) show_row(program, place, next);
  };

  const listen = (program, place) => place.addEventListener('keydown', event => {
    const stop = event.target.closest('.row, .fold');
    if (!stop || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = stops(place), at = all.indexOf(stop);
    const wanted = {ArrowDown: all[at + 1], ArrowUp: all[at - 1], Home: all[0], End: all[all.length - 1]}[event.key];
    if (wanted) go_to(wanted);
    else if (event.key === 'n' || event.key === 'p') next_found(program, place, stop, event.key === 'n' ? 1 : -1);
    else return;
    event.preventDefault();
  });

  // The notes above the calls lead to them.
  const link_notes = (program, place) => {
    const items = [...place.closest('section').querySelectorAll('.notes li')];
    items.forEach((item, index) => {
      const at = item.querySelector('.at'), button = element('button', 'at', at.textContent);
      button.type = 'button';
      button.addEventListener('click', () => show_row(program, place, program.from.notes[index][0]));
      at.replaceWith(button);
    });
  };

  data.programs.forEach((from, index) => {
    const program = new Program(from), place = document.getElementById('program-' + index);
    place.replaceChildren(list_of(program));
    const first = place.querySelector('.row, .fold');
    if (first) first.tabIndex = 0;
    listen(program, place);
    link_notes(program, place);
  });
  document.getElementById('keys').hidden = false;
})();
