/**
 * The whole configuration as one document, so that it can live in git and move between installations. Comes in: such a document.
 * Goes out: the same of what is there, and how the two differ. Must not be here: what is allowed, which the rooms of the objects
 * decide; secrets; what was sent.
 */
package io.carillon.configuration;
