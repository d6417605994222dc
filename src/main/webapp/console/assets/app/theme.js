// @ts-check
import {createStore, preferences} from './store.js';

const LEAST_CONTRAST = 4.5;
const GROUNDS = {light: [255, 255, 255], dark: [21, 23, 28]};

/** `light`, `dark`, or `auto` for what the system says. */
export const theme = createStore(preferences.get('theme') || 'auto');

/** What a portal link says about the looks: a logo, and whether there is a menu. */
export const branding = createStore(/** @type {{logo?: string, hideNavigation?: boolean}} */ ({}));

function show(name) {
  if (name === 'light' || name === 'dark') {
    document.documentElement.dataset.theme = name;
  } else {
    delete document.documentElement.dataset.theme;
  }
  theme.set(name);
}

/** What the reader chooses lasts in this browser. */
export function chooseTheme(name) {
  preferences.set('theme', name === 'auto' ? null : name);
  show(name);
}

/** Takes over colours and logo of the site that made the portal link. */
export function applyBranding(wanted) {
  branding.set(wanted || {});
  if (!wanted) {
    return;
  }
  if (wanted.mode && !preferences.get('theme')) {
    show(wanted.mode);
  }
  if (wanted.accent) {
    const style = document.documentElement.style;
    style.setProperty('--accent-light', css(readable(channels(wanted.accent), GROUNDS.light, 0)));
    style.setProperty('--accent-dark', css(readable(channels(wanted.accent), GROUNDS.dark, 255)));
  }
}

const css = rgb => `rgb(${rgb.map(Math.round).join(' ')})`;

function channels(hex) {
  const digits = hex.slice(1).length === 3 ? [...hex.slice(1)].map(digit => digit + digit).join('') : hex.slice(1);
  return [0, 2, 4].map(at => parseInt(digits.slice(at, at + 2), 16));
}

function luminance(rgb) {
  const [r, g, b] = rgb.map(value => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours by WCAG 2, from 1 to 21. */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, moved towards black or white until text in it can be read on the ground. */
export function readable(colour, ground, towards) {
  let mended = colour;
  for (let i = 0; i < 20 && contrast(mended, ground) < LEAST_CONTRAST; i++) {
    mended = mended.map(value => value + (towards - value) * 0.12);
  }
  return mended;
}

/** Calls `action` when the colours change, whether by choice or by the system. */
export function whenColoursChange(action) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', action);
  const stop = theme.subscribe(action);
  return () => {
    system.removeEventListener('change', action);
    stop();
  };
}
