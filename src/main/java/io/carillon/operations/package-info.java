/**
 * What the service tells about itself. Comes in: an endpoint that fails, was switched off or answers again. Goes out: an
 * operational event on the same queue as every other change, and mail to the application's contact. Must not be here: the
 * decision that an endpoint fails.
 */
package io.carillon.operations;
