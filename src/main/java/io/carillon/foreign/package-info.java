/**
 * Moving from other webhook services. Comes in: the lists that the API of Svix or Outpost answers, put together. Goes out: the
 * same as a configuration of Carillon, which is imported, and a list of what it cannot hold. Must not be here: what is allowed,
 * and writing.
 */
package io.carillon.foreign;
