/**
 * Where changes come in over HTTP. Comes in: {@code POST /changes}. Goes out: a message on the queue, and 202 once the
 * broker has it on disk. Must not be here: anything that happens to a change afterwards; a bad change is refused before
 * it is queued.
 */
package io.carillon.intake;
