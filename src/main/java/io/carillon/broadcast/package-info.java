/**
 * One change for all organizations. Comes in: a change without an organization, from an operator. Goes out: one change for each
 * organization, on the queue, page by page as a job. Must not be here: what happens to a change afterwards.
 */
package io.carillon.broadcast;
