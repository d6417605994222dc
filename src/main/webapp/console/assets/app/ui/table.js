// @ts-check
import {useRef} from 'preact/hooks';
import {classes, html} from '../html.js';
import {t} from '../i18n.js';
import {navigate} from '../router.js';
import {Button, ProblemNotice, Skeleton} from './basics.js';

/**
 * A table whose columns keep their widths while rows come and go. A column is
 * `{key, title, cell, width, from, until, number, class}`: `width` a step of a scale, `from` the least width of the table in
 * which it is shown (`s`, `m`, `l`, `xl`), `until: 's'` for narrow tables only, `number` for figures. The first cell that every
 * table shows has the row's link; a click anywhere in the row follows it.
 *
 * @param {any} props
 */
export function Table({columns, rows, rowKey = row => row.id, href, label, rowClass, busy = false}) {
  const body = useRef(/** @type {HTMLElement|null} */ (null));
  const open = (event, row) => {
    if (!href || event.target.closest('a, button, input, label, summary, select') || String(getSelection())) {
      return;
    }
    const target = href(row);
    if (target) {
      event.metaKey || event.ctrlKey ? window.open(target, '_blank', 'noopener') : navigate(target);
    }
  };
  const linked = columns.findIndex(column => !column.from);
  const shown = column => column.from ? 'from-' + column.from : column.until && 'until-' + column.until;
  return html`<div class=${classes('table-box', busy && 'busy')}><table class="table" aria-label=${label}>
    <thead><tr>${columns.map(column => html`<th key=${column.key} scope="col" class=${classes(shown(column), column.number
      && 'number', 'w-' + (column.width || 2))}>
      ${column.title}</th>`)}</tr></thead>
    <tbody ref=${body}>${rows.map(row => html`<tr key=${rowKey(row)} class=${classes(href && 'opens', rowClass?.(row))}
      onClick=${event => open(event, row)}>
      ${columns.map((column, index) => html`<td key=${column.key} class=${classes(shown(column), column.number && 'number',
          column.class)}>
        ${index === linked && href ? html`<a class="row-link" href=${href(row)}>${column.cell(row)}</a>`
            : column.cell(row)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/** A table of a list of the API with everything around it: loading, a problem, nothing found, and more. */
export function ListTable({list, empty, footer, ...table}) {
  if (list.problem && !list.items) {
    return html`<${ProblemNotice} problem=${list.problem} retry=${list.reload} />`;
  }
  if (!list.items) {
    return html`<${Skeleton} lines=${8} />`;
  }
  return html`${list.problem && html`<${ProblemNotice} problem=${list.problem} retry=${list.reload} />`}
    ${list.items.length === 0 && !list.next ? empty : html`<${Table} ...${table} rows=${list.items} busy=${list.loading} />`}
    ${(list.next || footer) && html`<div class="table-foot">${footer}${list.next && html`
      <${Button} busy=${list.loading} onClick=${list.more}>${t('older')}</${Button}>`}</div>`}`;
}

/** Moves the focus from row to row. */
export function focusRow(step) {
  const links = [...document.querySelectorAll('main .row-link')];
  const at = links.indexOf(/** @type {any} */ (document.activeElement));
  const next = links[Math.max(0, Math.min(links.length - 1, at + step))];
  if (next instanceof HTMLElement) {
    next.focus();
    next.scrollIntoView({block: 'nearest'});
  }
}
