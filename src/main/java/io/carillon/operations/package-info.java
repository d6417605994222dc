/**
 * Reports what happens to endpoints. Comes in: an endpoint that fails, was disabled or has recovered, whose certificate ends
 * soon, to which deliveries failed for good, or that was edited. Goes out: an operational event on the same queue as every
 * other change, and a mail to the application's contact. Must not be here: the decision that an endpoint fails.
 */
package io.carillon.operations;
