// @ts-check
import {html} from '../html.js';
import {t} from '../i18n.js';
import {Button} from '../ui/basics.js';

const MASK = '***';

/** Headers as rows of a form. */
export const pairsFrom = headers => Object.entries(headers || {}).map(([name, value]) => ({name, value}));

/** Rows of a form as headers; an empty row is none. */
export const headersFrom = pairs => Object.fromEntries((pairs
    || []).filter(pair => pair.name.trim()).map(pair => [pair.name.trim(), pair.value]));

/** The owner's own headers. A masked value stays as it is. */
export function HeadersEditor({form}) {
  const pairs = form.values.headers;
  const change = (at, part) => form.set('headers', pairs.map((pair, i) => i === at ? {...pair, ...part} : pair));
  return html`<fieldset class="stack tight"><legend class="legend-like">${t('headers.title')}</legend>
      <p class="field-hint">${t('headers.hint')}</p>
    ${pairs.map((pair, i) => html`<div class="header-row" key=${i}><input aria-label=${t('headers.name', {n: i + 1})}
        placeholder="Authorization" value=${pair.name} spellcheck=${false} autocomplete="off"
        onInput=${event => change(i, {name: event.currentTarget.value})} />
      <input aria-label=${t('headers.value', {n: i + 1})} placeholder=${t('headers.value-hint')} value=${pair.value}
        spellcheck=${false} autocomplete="off"
        onFocus=${event => pair.value === MASK && event.currentTarget.select()} onInput=${event => change(i,
            {value: event.currentTarget.value})} />
      <${Button} kind="ghost" icon="close" aria-label=${t('headers.remove', {name: pair.name || i + 1})}
        onClick=${() => form.set('headers', pairs.filter((_, at) => at !== i))} /></div>`)}
    ${form.errorAt('/headers') && html`<p class="field-error">${form.errorAt('/headers')}</p>`}
    <div><${Button} class="small" icon="plus" onClick=${() => form.set('headers', [...pairs, {name: '',
      value: ''}])}>${t('headers.add')}</${Button}></div></fieldset>`;
}
