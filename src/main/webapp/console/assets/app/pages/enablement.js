// @ts-check
import {useEffect, useState} from 'preact/hooks';
import {all, call} from '../api.js';
import {classes, html} from '../html.js';
import {day, t} from '../i18n.js';
import {useApi, useList} from '../load.js';
import {noteNames} from '../names.js';
import {ROOT} from '../router.js';
import {can} from '../session.js';
import {useTitle} from '../shell.js';
import {Button, Empty, PageHead, ProblemNotice, Skeleton} from '../ui/basics.js';
import {confirm, toast} from '../ui/dialog.js';
import {FilterBar, SearchField, useFilters} from '../ui/filters.js';
import {Check} from '../ui/forms.js';

const MOST_CELLS = 5000;

/** Which organization lets which application listen, as a matrix of switches. */
export default function Enablement({me}) {
  useTitle(t('page.enablement'));
  const {q} = useFilters(['q']);
  const organizations = useList('GET /organizations', {query: {q}}, 50);
  const applications = useApi('GET /applications', {query: {limit: 200}});
  const [cells, set] = useState(/** @type {Map<string, string>|null} */ (null));
  const [differences, only] = useState(false);
  const [problem, fail] = useState(/** @type {any} */ (null));
  useEffect(() => {
    const keyOf = one => one.organizationId + ' ' + one.applicationId;
    all('GET /enablements', {}, MOST_CELLS).then(items => set(new Map(items.map(one => [keyOf(one), one.enabledAt]))), fail);
  }, []);
  useEffect(() => { noteNames('organization', organizations.items); }, [organizations.items]);
  if (!organizations.items || !applications.value || !cells) {
    const found = organizations.problem || applications.problem || problem;
    return html`<${PageHead} title=${t('page.enablement')} subtitle=${t('enablement.subtitle')} />${found ? html`<${ProblemNotice} problem=${found} />`
        : html`<${Skeleton} lines=${8} />`}`;
  }
  const apps = applications.value.items;
  const rows = organizations.items.filter(one => !differences
      || new Set(apps.map(app => cells.has(one.id + ' ' + app.id))).size > 1);
  const toggle = async (organization, application) => {
    const key = organization.id + ' ' + application.id;
    const on = cells.has(key);
    const options = {organizationId: organization.id, applicationId: application.id};
    const change = at => set(old => { const next = new Map(old); at ? next.set(key, at) : next.delete(key); return next; });
    if (on) {
      const done = await confirm({title: t('enablement.off.title'), text: t('enablement.off.of', {organization: organization.name,
          application: application.name}), label: t('enablement.off'), danger: true,
        action: () => call('DELETE /organizations/{organizationId}/applications/{applicationId}', options)});
      done && change(null);
      return;
    }
    try {
      change((await call('PUT /organizations/{organizationId}/applications/{applicationId}', options)).enabledAt);
      toast(t('enablement.done'));
    } catch (found) {
      toast(found.message, 'bad');
    }
  };
  return html`<${PageHead} title=${t('page.enablement')} subtitle=${t('enablement.subtitle')} />
    <${FilterBar}><${SearchField} label=${t('organizations.search')} /><${Check} checked=${differences}
      onChange=${only}>${t('enablement.differences')}</${Check}></${FilterBar}>
    ${rows.length === 0 || apps.length === 0 ? html`<${Nothing} filtered=${q || differences} apps=${apps} />`
      : html`<${Matrix} rows=${rows} apps=${apps} cells=${cells} toggle=${toggle} me=${me} />`}
    ${organizations.next && html`<div class="table-foot"><span></span><${Button} busy=${organizations.loading}
        onClick=${organizations.more}>${t('more-rows')}</${Button}></div>`}`;
}

function Nothing({filtered, apps}) {
  if (filtered && apps.length > 0) {
    return html`<${Empty} icon="search" title=${t('enablement.none-match')} />`;
  }
  return html`<${Empty} icon="matrix" title=${t('enablement.none')} action=${can('manage') && html`
    <${Button} href=${ROOT + '/organizations'}>${t('page.organizations')}</${Button}>
    <${Button} href=${ROOT + '/applications'}>${t('page.applications')}</${Button}>`}>${t('enablement.none.text')}</${Empty}>`;
}

/** Arrow keys move between the switches. */
function move(event) {
  const step = {ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0]}[event.key];
  const cell = event.target.closest('[data-row]');
  if (!step || !cell) {
    return;
  }
  const [row, column] = [Number(cell.dataset.row) + step[0], Number(cell.dataset.column) + step[1]];
  const next = document.querySelector(`[data-row="${row}"][data-column="${column}"]`);
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}

function Matrix({rows, apps, cells, toggle}) {
  const allowed = can('manage');
  return html`<div class="matrix-box" tabindex="0" role="region" aria-label=${t('page.enablement')}><table class="matrix"
      onKeyDown=${move}><thead><tr><th scope="col">${t('delivery.organization')}</th>
    ${apps.map(app => html`<th scope="col" key=${app.id}><a href=${`${ROOT}/applications/${app.id}`} title=${app.name}>
        <bdi>${app.name}</bdi></a></th>`)}</tr></thead>
    <tbody>${rows.map((row, y) => html`<tr key=${row.id}><th scope="row"><span class="two-lines">
      <a href=${`${ROOT}/organizations/${row.id}`} title=${row.name}><bdi>${row.name}</bdi></a>
      <span>${row.id}${row.parentId !== undefined ? ' · ' + t('enablement.child', {id: String(row.parentId)}) : ''}</span></span>
        </th>
      ${apps.map((app, x) => {
        const since = cells.get(row.id + ' ' + app.id);
        return html`<td key=${app.id}><button type="button" role="switch" class=${classes('switch', since && 'on')}
            aria-checked=${Boolean(since)} disabled=${!allowed} data-row=${y} data-column=${x}
          aria-label=${t('enablement.cell', {organization: row.name, application: app.name})} onClick=${() => toggle(row, app)}>
              <span class="switch-knob"></span></button>
          <span class="note">${since ? day(since) : ''}</span></td>`;
      })}</tr>`)}</tbody></table></div>`;
}
