// @ts-check
import {useEffect, useRef} from 'preact/hooks';
import {html} from '../html.js';
import {clock, dateTime, day, duration, number, t} from '../i18n.js';
import {whenColoursChange} from '../theme.js';

const HEIGHT = 200;
const DASHES = {failed: [6, 4], skipped: [2, 4], retried: [2, 3], p95: [6, 4], p99: [2, 3], silent: [6, 4], rejected: [2, 3]};

/** What a colour of the style sheet is now, for a canvas, which does not know `light-dark()`. */
function colourOf(name) {
  const probe = document.createElement('i');
  probe.className = 'probe tone-' + name;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

const faded = colour => colour.replace(/^rgb\(/, 'rgba(').replace(/\)$/, ', .14)');

/** The points of a series of the API at each step, with `empty` where nothing was counted. */
export function aligned(statistics, series, value, empty = 0) {
  const step = stepMs(statistics.step);
  const from = Date.parse(statistics.from);
  const count = Math.max(1, Math.round((Date.parse(statistics.to) - from) / step));
  const values = new Array(count).fill(empty);
  for (const point of series?.points || []) {
    const at = Math.round((Date.parse(point.at) - from) / step);
    if (at >= 0 && at < count) {
      values[at] = value(point) ?? empty;
    }
  }
  return values;
}

/** The times of the steps, in seconds. */
export function steps(statistics) {
  const step = stepMs(statistics.step);
  const from = Date.parse(statistics.from);
  const count = Math.max(1, Math.round((Date.parse(statistics.to) - from) / step));
  return Array.from({length: count}, (_, i) => (from + i * step) / 1000);
}

const STEPS = {PT1M: 1, PT5M: 5, PT15M: 15, PT30M: 30, PT1H: 60, PT6H: 360, PT12H: 720, P1D: 1440};
export const stepMs = step => (STEPS[step] || 1) * 60_000;

/**
 * Lines over time, with a table of the same numbers. A series is `{name, label, values}`; its name decides about colour and dash.
 *
 * @param {any} props
 */
export function Chart({title, times, series, kind = 'count', note}) {
  const place = useRef(/** @type {HTMLElement|null} */ (null));
  const plot = useRef(/** @type {any} */ (null));
  const shown = value => value === null || value === undefined ? '–' : kind === 'ms' ? duration(value) : number(value);
  const data = [times, ...series.map(one => one.values)];
  const newest = useRef(data);
  newest.current = data;
  const shape = JSON.stringify(series.map(one => one.name)) + kind + (times.length > 1 && times[1] - times[0] >= 3600);

  useEffect(() => {
    let gone = false;
    const draw = async () => {
      // Without the library, as while the service restarts, the table has the same numbers.
      const library = await import('uplot').catch(() => null);
      if (!library || gone || !place.current) {
        return;
      }
      const uPlot = library.default;
      plot.current?.destroy();
      plot.current = new uPlot(options(place.current.clientWidth, times, series, shown), newest.current, place.current);
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({width: place.current?.clientWidth || 300, height: HEIGHT}));
    place.current && resized.observe(place.current);
    const stop = whenColoursChange(draw);
    return () => {
      gone = true;
      stop();
      resized.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(data), [JSON.stringify(data)]);

  return html`<figure class="chart"><figcaption><h2>${title}</h2>${note && html`<span class="note">${note}</span>`}
      <ul class="legend">${series.map(one => html`<li key=${one.name}><span class=${`legend-line tone-${one.name}`}
        data-dash=${DASHES[one.name] ? 'yes' : 'no'}></span>
        ${one.label}</li>`)}</ul></figcaption>
    <div class="plot" ref=${place} aria-hidden="true"></div>
    <details class="as-table"><summary>${t('chart.table')}</summary><div class="scroll" tabindex="0" role="region"
      aria-label=${title}>
      <table class="plain-table"><thead><tr><th scope="col">${t('chart.time')}</th>${series.map(one => html`<th scope="col"
        class="number">${one.label}</th>`)}</tr></thead>
      <tbody>${times.map((at, i) => series.some(one => one.values[i]) && html`<tr key=${at}><td>${dateTime(at * 1000)}</td>
        ${series.map(one => html`<td class="number">${shown(one.values[i])}</td>`)}</tr>`)}</tbody></table></div></details>
            </figure>`;
}

function options(width, times, series, shown) {
  const text = colourOf('axis');
  const grid = {stroke: colourOf('grid'), width: 1};
  const font = '12px ' + getComputedStyle(document.body).fontFamily;
  const days = times.length > 1 && times[times.length - 1] - times[0] > 2 * 86400;
  return {
    width, height: HEIGHT, padding: [12, 18, 0, 0],
    cursor: {y: false, points: {size: 7}}, legend: {show: false},
    scales: {x: {time: true}, y: {range: (_, low, high) => [0, Math.max(1, high * 1.12)]}},
    axes: [
      {stroke: text, font, grid: {show: false}, ticks: {show: false}, space: 70, size: 28,
        values: (_, all) => all.map(at => days ? day(at * 1000) : clock(at * 1000).slice(0, 5))},
      {stroke: text, font, grid, ticks: {show: false}, size: 56, space: 36, values: (_,
          all) => all.map(value => Number.isInteger(value) || value > 10 ? shown(value) : '')},
    ],
    series: [{}, ...series.map((one, i) => {
      const colour = colourOf(one.name);
      return {label: one.label, stroke: colour, width: 2, dash: DASHES[one.name], spanGaps: true,
          points: {show: one.values.filter(value => value !== null).length < 12, size: 5}, fill: i === 0 ? faded(colour)
          : undefined};
    })],
    plugins: [tooltip(series, shown)],
  };
}

/** Says the values under the pointer. */
function tooltip(series, shown) {
  const box = document.createElement('div');
  box.className = 'chart-tip';
  return {hooks: {
    init: [plot => { box.hidden = true; plot.over.append(box); }],
    setCursor: [plot => {
      const {idx, left} = plot.cursor;
      box.hidden = idx === null || idx === undefined || left < 0;
      if (box.hidden) {
        return;
      }
      box.replaceChildren(line('chart-tip-time', dateTime(plot.data[0][idx] * 1000)),
        ...series.map((one, i) => line('tone-' + one.name, one.label + '  ' + shown(plot.data[i + 1][idx]))));
      const flip = left > plot.over.clientWidth / 2;
      box.style.left = flip ? '' : left + 12 + 'px';
      box.style.right = flip ? plot.over.clientWidth - left + 12 + 'px' : '';
    }],
  }};
}

function line(name, text) {
  const element = document.createElement('div');
  element.className = name;
  element.textContent = text;
  return element;
}

/** A line without axes beside a number. */
export function Sparkline({values, tone = 'succeeded'}) {
  const most = Math.max(1, ...values);
  const points = values.map((value, i) => `${(i / Math.max(1,
      values.length - 1) * 100).toFixed(1)},${(22 - value / most * 20).toFixed(1)}`).join(' ');
  return html`<svg class=${`sparkline tone-${tone}`} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <polyline points=${points} /></svg>`;
}

/** Shares of a whole in one bar. */
export function Shares({parts}) {
  const sum = parts.reduce((total, [, value]) => total + value, 0);
  return html`<div class="shares" aria-hidden="true">${sum > 0 && parts.filter(([, value]) => value > 0).map(([name,
      value]) => html`
    <span key=${name} class=${`share tone-${name}`} style=${{flexGrow: value}}></span>`)}</div>`;
}
