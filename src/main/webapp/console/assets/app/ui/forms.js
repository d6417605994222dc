// @ts-check
import {useEffect, useId, useRef, useState} from 'preact/hooks';
import {Problem} from '../api.js';
import {classes, html} from '../html.js';
import {t} from '../i18n.js';
import {guard} from '../router.js';

/**
 * The values of a form, and the problem that the API had with them. `submit` sends; afterwards the focus is on the first field
 * that is wrong.
 *
 * @param {Record<string, any>} initial
 */
export function useForm(initial, {guarded = false} = {}) {
  const [values, setValues] = useState(initial);
  const [state, setState] = useState({busy: false, problem: null});
  const clean = useRef(JSON.stringify(initial));
  const ref = useRef(/** @type {HTMLFormElement|null} */ (null));
  const latest = useRef(values);
  latest.current = values;
  useEffect(() => guarded ? guard(() => JSON.stringify(latest.current) !== clean.current) : undefined, [guarded]);
  useEffect(() => {
    if (state.problem) {
      const wrong = ref.current?.querySelector('[aria-invalid="true"]');
      if (wrong instanceof HTMLElement) {
        wrong.focus();
      }
    }
  }, [state.problem]);
  const set = (name, value) => setValues(old => ({...old, [name]: value}));
  return {
    values, set, ref, ...state,
    dirty: JSON.stringify(values) !== clean.current,
    reset(next) {
      clean.current = JSON.stringify(next);
      setValues(next);
      setState({busy: false, problem: null});
    },
    /** What the API says about the member at a JSON pointer, or below it. */
    errorAt: pointer => (state.problem?.errors || [])
      .filter(error => error.pointer === pointer || error.pointer.startsWith(pointer + '/')).map(error => error.detail).join(' '),
    submit: send => async event => {
      event?.preventDefault();
      if (state.busy) {
        return;
      }
      setState({busy: true, problem: null});
      try {
        await send(values);
        clean.current = JSON.stringify(latest.current);
        setState({busy: false, problem: null});
      } catch (problem) {
        setState({busy: false, problem});
      }
    },
  };
}

/**
 * What a field with JSON holds, or undefined if it is empty. If it is not JSON, the problem is one of the field.
 *
 * @param {string} pointer the member that the field is for
 * @param {string} text
 */
export function jsonAt(pointer, text) {
  try {
    return text.trim() ? JSON.parse(text) : undefined;
  } catch {
    throw wrongAt(pointer, t('report.not-json'));
  }
}

/** What a form finds wrong with a member, as if the API had said so. */
export const wrongAt = (pointer, detail) => new Problem(422, {type: '/invalid-value', errors: [{pointer, detail}]});

/**
 * A label with a control, a hint and an error. `children` gets the attributes that tie them together.
 *
 * @param {any} props
 */
export function Field({label, hint, error, children, required, class: more, optional}) {
  const id = useId();
  const described = [hint && id + '-hint', error && id + '-error'].filter(Boolean).join(' ') || undefined;
  const attributes = {id, required, 'aria-describedby': described, 'aria-invalid': error ? 'true' : undefined};
  return html`<div class=${classes('field', error && 'wrong', more)}>
    <label for=${id}>${label}${optional && html` <span class="optional">${t('optional')}</span>`}</label>
    ${children(attributes)}
    ${error && html`<p class="field-error" id=${id + '-error'}>${error}</p>`}
    ${hint && html`<p class="field-hint" id=${id + '-hint'}>${hint}</p>`}</div>`;
}

/** One line of text that belongs to a member of a form. */
export function TextField({form, name, pointer = '/' + name, label, hint, type = 'text', class: more, optional, ...rest}) {
  return html`<${Field} label=${label} hint=${hint} error=${form.errorAt(pointer)} required=${rest.required} class=${more}
      optional=${optional}>
    ${attributes => html`<input ...${attributes} type=${type} dir="auto" value=${form.values[name] ?? ''} autocomplete="off"
        spellcheck=${false}
      onInput=${event => form.set(name, event.currentTarget.value)} ...${rest} />`}</${Field}>`;
}

/** Several lines of text. */
export function AreaField({form, name, pointer = '/' + name, label, hint, rows = 6, optional, ...rest}) {
  return html`<${Field} label=${label} hint=${hint} error=${form.errorAt(pointer)} optional=${optional}>
    ${attributes => html`<textarea ...${attributes} rows=${rows} dir="auto" spellcheck=${false} onInput=${event =>
      form.set(name, event.currentTarget.value)} value=${form.values[name] ?? ''} ...${rest}></textarea>`}</${Field}>`;
}

/** One of a few values, as a native list. */
export function SelectField({form, name, pointer = '/' + name, label, hint, options, optional, ...rest}) {
  return html`<${Field} label=${label} hint=${hint} error=${form.errorAt(pointer)} optional=${optional}>
    ${attributes => html`<${Select} ...${attributes} value=${form.values[name] ?? ''} options=${options}
      onChange=${value => form.set(name, value)} ...${rest} />`}</${Field}>`;
}

/** A native list; options are `[value, text]`. */
export function Select({value, options, onChange, ...rest}) {
  return html`<span class="select"><select ...${rest} value=${value} onChange=${event => onChange(event.currentTarget.value)}>
    ${options.map(([key, text]) => html`<option key=${key} value=${key}
        selected=${String(key) === String(value)}>${text}</option>`)}</select></span>`;
}

/** A choice between few possibilities, each with its meaning: `[value, title, text]`. */
export function Choices({form, name, pointer = '/' + name, label, options, columns = 2}) {
  const id = useId();
  const error = form.errorAt(pointer);
  return html`<fieldset class=${classes('choices', 'columns-' + columns)} aria-describedby=${error ? id : undefined}>
      <legend>${label}</legend>
    <div class="choice-list">${options.map(([value, title, text]) => html`<label class="choice" key=${value}>
      <input type="radio" name=${id} value=${value} checked=${form.values[name] === value} onChange=${() => form.set(name,
        value)} />
      <span class="choice-title">${title}</span>${text && html`<span class="choice-text">${text}</span>`}</label>`)}</div>
    ${error && html`<p class="field-error" id=${id}>${error}</p>`}</fieldset>`;
}

/** A box to tick. */
export function Check({checked, onChange, children, indeterminate = false, ...rest}) {
  const ref = useRef();
  useEffect(() => {
    if (ref.current) {
      ref.current.indeterminate = indeterminate;
    }
  }, [indeterminate]);
  return html`<label class="check"><input type="checkbox" ref=${ref} checked=${checked}
      onChange=${event => onChange(event.currentTarget.checked)}
    ...${rest} /><span>${children}</span></label>`;
}

/** A few values in a row, of which one is chosen: `[value, text]`. */
export function Segments({label, value, options, onChange}) {
  const name = useId();
  return html`<fieldset class="segments"><legend class="hidden">${label}</legend>${options.map(([key, text]) => html`
    <label key=${key}><input type="radio" name=${name} checked=${key === value} onChange=${() => onChange(key)} />
      <span>${text}</span></label>`)}
  </fieldset>`;
}
