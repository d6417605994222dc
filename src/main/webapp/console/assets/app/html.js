// @ts-check
import {h} from 'preact';
import htm from 'htm';

/** Makes elements from a template literal; texts in it are never parsed as HTML. */
export const html = htm.bind(h);

/** Joins class names and leaves out those that are false. */
export const classes = (...names) => names.filter(Boolean).join(' ');
