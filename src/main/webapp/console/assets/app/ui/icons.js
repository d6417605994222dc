// @ts-check
import {html} from '../html.js';

// Each is drawn on 24 by 24 units with a stroke of the text's colour.
const PATHS = {
  overview: ['M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z'],
  question: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M9.500 9.300a2.600 2.600 0 0 1 5 .9c0 1.700-2.500 2.100-2.500 3.800',
      'M12 17.200v.1'],
  deliveries: ['M21 3 10.500 13.500', 'M21 3l-6.500 18-4-7.500L3 9.500z'],
  message: ['M4 5h16v11H9.500L4 20z', 'M8 9h8M8 12h5'],
  endpoint: ['M9.500 14.500 14.500 9.500', 'M11 7l2.300-2.300a4.200 4.200 0 0 1 6 6L17 13',
      'M13 17l-2.300 2.300a4.200 4.200 0 0 1-6-6L7 11'],
  organization: ['M4 21V5l8-2v18', 'M12 8l8 2.500V21', 'M2.500 21h19',
      'M7.500 8.500h1M7.500 12h1M7.500 15.500h1M15.500 13.500h1M15.500 17h1'],
  matrix: ['M4 4h16v16H4zM4 9.300h16M4 14.700h16M9.300 4v16M14.700 4v16'],
  application: ['M4 4h7v7H4zM13 13h7v7h-7zM13 4h7v7h-7zM4 13h7v7H4z'],
  catalog: ['M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z', 'M5 17a3 3 0 0 1 3-3h11'],
  rejected: ['M12 3.500 21.500 20h-19z', 'M12 10v4.500', 'M12 17.300v.1'],
  link: ['M14 4h6v6', 'M20 4l-9 9', 'M18 14v6H4V6h6'],
  key: ['M8 20a5 5 0 1 0 0-10 5 5 0 0 0 0 10z', 'M11.500 11.500 20 3', 'M16.500 6.500l3 3'],
  audit: ['M6 3h9l4 4v14H6z', 'M14.500 3v5H19', 'M9.500 12.500h6M9.500 16h6'],
  system: ['M4 5h16v5H4zM4 14h16v5H4z', 'M7.500 7.500v.1M7.500 16.500v.1M11 7.500h5M11 16.500h5'],
  report: ['M12 20V8', 'M7 12.500 12 7.500l5 5', 'M5 4h14'],
  verify: ['M12 3l7.500 3v5.500c0 4.500-3 7.800-7.500 9.500-4.500-1.700-7.500-5-7.500-9.500V6z',
      'M8.800 12l2.300 2.300 4.200-4.500'],
  search: ['M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13z', 'M15.500 15.500 20.500 20.500'],
  menu: ['M4 7h16M4 12h16M4 17h16'],
  close: ['M6 6l12 12M18 6 6 18'],
  plus: ['M12 5v14M5 12h14'],
  check: ['M5 12.500l4.500 4.500L19 7.500'],
  cross: ['M7 7l10 10M17 7 7 17'],
  dots: ['M6 12h.1M12 12h.1M18 12h.1'],
  pause: ['M9 6v12M15 6v12'],
  play: ['M8 5.500v13l10.500-6.500z'],
  stop: ['M7 7h10v10H7z'],
  minus: ['M6 12h12'],
  clock: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M12 7.500V12l3 2'],
  copy: ['M9 9h11v11H9z', 'M15 9V4H4v11h5'],
  chevron: ['M9 6l6 6-6 6'],
  down: ['M6 9l6 6 6-6'],
  back: ['M15 6l-6 6 6 6'],
  refresh: ['M19.500 8A8 8 0 1 0 20 13.500', 'M20 4v4.500h-4.500'],
  sun: ['M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9z',
      'M12 2.500V4M12 20v1.500M4 4M2.500 12H4M20 12h1.500M5.300 5.300l1 1M17.700 17.700l1 1M18.700 5.300l-1 1M6.300 17.700l-1 1'],
  moon: ['M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z'],
  user: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M4.500 20.500c.8-4 3.800-6 7.500-6s6.700 2 7.500 6'],
  eye: ['M2.500 12C4.500 7.800 8 5.500 12 5.500s7.500 2.300 9.500 6.500c-2 4.200-5.500 6.500-9.500 6.500S4.500 16.200 2.500 12z',
      'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z'],
  edit: ['M4 20l1-4.500L16.500 4 20 7.500 8.500 19z'],
  trash: ['M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13'],
  download: ['M12 4v11M7 10.500l5 5 5-5M5 20h14'],
  bolt: ['M13 3 5 13.500h6L10.500 21 19 10.500h-6z'],
  info: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M12 11v5.500', 'M12 7.700v.1'],
  code: ['M8.500 7 3.500 12l5 5M15.500 7l5 5-5 5'],
  stack: ['M12 3.500 21 8l-9 4.500L3 8z', 'M3 12l9 4.500 9-4.500', 'M3 16l9 4.500 9-4.500'],
};

/** A drawing beside a text; it is hidden from screen readers, so the text must say all. */
export function Icon({name, size = 16}) {
  return html`<svg class=${`icon icon-${name}`} width=${size} height=${size} viewBox="0 0 24 24" aria-hidden="true"
      focusable="false">
    ${(PATHS[name] || PATHS.info).map(d => html`<path d=${d} />`)}</svg>`;
}

/** The bell of Carillon. */
export function Bell({size = 24}) {
  return html`<svg class="bell" width=${size} height=${size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" class="bell-ground" />
    <path class="bell-body" d="M16 6.500a1.600 1.600 0 0 1 1.600 1.600v.5c3 .7 5 3.300 5 6.600v4.200l1.900 2.700c.4.600 0 1.400-.7 1.400H8.200c-.7
      0-1.100-.8-.7-1.400l1.900-2.700v-4.200c0-3.300 2-5.900 5-6.600v-.5A1.600 1.600 0 0 1 16 6.500z" />
    <path class="bell-clapper" d="M13.500 25h5a2.500 2.500 0 0 1-5 0z" /></svg>`;
}
