// @ts-check
import {EMBEDDED} from './router.js';

/**
 * The console as a frame in the page of another site. That page gives a new portal link when the frame asks for one, and may
 * give the frame the height of its content. The frame cannot be loaded by sites that the service does not allow, so the
 * messages, which hold no secret, go to whatever is around it.
 */

const say = message => window.parent.postMessage(message, '*');

/** The code of a portal link, whether it came as a URL or by itself. */
function codeIn(data) {
  if (typeof data.code === 'string') {
    return data.code;
  }
  const hash = typeof data.url === 'string' ? data.url.split('#')[1] : '';
  return new URLSearchParams(hash || '').get('c');
}

/** Asks the page around the frame for a link, and calls `enter` with its code each time that one comes. */
export function askForLink(enter) {
  const received = event => {
    const code = event.source === window.parent && event.data?.type === 'carillon-link' ? codeIn(event.data) : null;
    if (code) {
      enter(code);
    }
  };
  addEventListener('message', received);
  say({type: 'carillon-link-wanted'});
  return () => removeEventListener('message', received);
}

/** Tells the page around the frame how high the content is, whenever that changes. */
export function reportHeight() {
  if (EMBEDDED && window.parent !== window) {
    new ResizeObserver(() => say({type: 'carillon-height', height: document.documentElement.scrollHeight}))
      .observe(document.documentElement);
  }
}
