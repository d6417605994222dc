/**
 * Notifications about the service itself. Comes in: an endpoint that is failing, was disabled or recovered. Goes out: an
 * operational event on the same queue as every other change, and mail to the application's contact. Must not be here: the
 * decision that an endpoint is failing.
 */
package io.carillon.operations;
