/**
 * Intake of changes over HTTP. Comes in: {@code POST /changes}, and webhooks of other services. Goes out: a message on the queue,
 * and 202 once the broker has it on disk. Must not be here: what happens to a change afterwards; an invalid change is rejected
 * before it is queued.
 */
package io.carillon.intake;
