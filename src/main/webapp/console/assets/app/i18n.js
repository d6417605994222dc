// @ts-check
import {preferences} from './store.js';

/** The languages of the console, by their own names. */
export const LANGUAGES = {en: 'English', de: 'Deutsch'};

let language = 'en';
let catalog = {};
let plurals = new Intl.PluralRules('en');
let formats = {};

/** The language that the reader has chosen, or that the browser asks for. */
export function preferredLanguage() {
  const wanted = [preferences.get('language'), ...navigator.languages];
  return wanted.map(tag => (tag || '').split('-')[0]).find(tag => tag in LANGUAGES) || 'en';
}

/** Loads the texts of a language. */
export async function loadLanguage(tag) {
  const answer = await fetch(new URL('../i18n/' + tag + '.json', import.meta.url), {credentials: 'same-origin'});
  catalog = await answer.json();
  language = tag;
  plurals = new Intl.PluralRules(tag);
  formats = {};
  document.documentElement.lang = tag;
}

/** Loads the texts of the language that the reader chooses, and keeps the choice. */
export async function chooseLanguage(tag) {
  preferences.set('language', tag);
  await loadLanguage(tag);
}

export const currentLanguage = () => language;

/** The region decides about the form of dates, the language about the words in them. */
function locale() {
  return navigator.languages.find(tag => tag.split('-')[0] === language) || language;
}

function format(name, make) {
  return formats[name] ||= make(locale());
}

/**
 * The text for a key, with `{name}` replaced. A text with forms for numbers is chosen by `n`.
 *
 * @param {string} key
 * @param {Record<string, any>} values
 * @returns {string}
 */
export function t(key, values = {}) {
  let text = catalog[key];
  if (text !== null && typeof text === 'object') {
    text = text[plurals.select(Number(values.n))] || text.other;
  }
  if (text === undefined) {
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return value === undefined ? '' : typeof value === 'number' ? number(value) : String(value);
  });
}

/** Whether there is a text for a key: words of the API may be newer than the catalog. */
export const has = key => key in catalog;

/** The text for a word of the API, or the word itself. */
export const word = (kind, value) => has(kind + '.' + value) ? t(kind + '.' + value) : String(value);

export function number(value, digits = 0) {
  return format('number' + digits, tag => new Intl.NumberFormat(tag, {maximumFractionDigits: digits})).format(value);
}

/** A share of 1, as `99.2 %`. */
export function percent(value) {
  const digits = value > 0 && value < 1 ? 1 : 0;
  const shown = value >= 0.9995 && value < 1 ? 0.999 : value;
  return format('percent' + digits, tag => new Intl.NumberFormat(tag, {style: 'percent', minimumFractionDigits: digits,
    maximumFractionDigits: digits})).format(shown);
}

function unit(value, name, digits = 0) {
  return format(name + digits, tag => new Intl.NumberFormat(tag, {style: 'unit', unit: name, unitDisplay: 'narrow',
    maximumFractionDigits: digits})).format(value);
}

/** A length of time in milliseconds, with at most two units. */
export function duration(ms) {
  if (ms < 1000) {
    return unit(Math.round(ms), 'millisecond');
  }
  const seconds = ms / 1000;
  if (seconds < 60) {
    return unit(seconds, 'second', seconds < 10 ? 1 : 0);
  }
  const parts = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const first = parts.findIndex(([, size]) => seconds >= Number(size));
  const [name, size] = parts[first];
  const whole = Math.floor(seconds / Number(size));
  const next = parts[first + 1];
  const rest = next ? Math.floor((seconds - whole * Number(size)) / Number(next[1])) : 0;
  return unit(whole, String(name)) + (rest ? ' ' + unit(rest, String(next[0])) : '');
}

/** A size in bytes. */
export function bytes(count) {
  return count < 1024 ? unit(count, 'byte') : count < 1024 * 1024 ? unit(count / 1024, 'kilobyte', 1)
    : unit(count / 1024 / 1024, 'megabyte', 1);
}

const asDate = at => new Date(at);

/** Date and time to the second. */
export function dateTime(at) {
  return format('dateTime', tag => new Intl.DateTimeFormat(tag, {dateStyle: 'medium', timeStyle: 'medium'})).format(asDate(at));
}

/** A day, without the year if it is this one. */
export function day(at) {
  const date = asDate(at);
  const thisYear = date.getFullYear() === new Date().getFullYear();
  return format('day' + thisYear, tag => new Intl.DateTimeFormat(tag,
    thisYear ? {day: 'numeric', month: 'short'} : {day: 'numeric', month: 'short', year: 'numeric'})).format(date);
}

/** The time of a day to the second, or to the millisecond. */
export function clock(at, milliseconds = false) {
  return format('clock' + milliseconds, tag => new Intl.DateTimeFormat(tag, {hour: '2-digit', minute: '2-digit',
    second: '2-digit', hourCycle: 'h23', ...(milliseconds ? {fractionalSecondDigits: 3} : {})})).format(asDate(at));
}

/** How long ago, or how long until. */
export function relative(at, now = Date.now()) {
  const seconds = (asDate(at).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  const [divisor, name] = size < 60 ? [1, 'second'] : size < 3600 ? [60, 'minute'] : size < 86400 ? [3600, 'hour'] : [86400,
      'day'];
  return format('relative', tag => new Intl.RelativeTimeFormat(tag, {numeric: 'auto', style: 'short'}))
    .format(Math.round(seconds / Number(divisor)), /** @type {any} */ (name));
}
