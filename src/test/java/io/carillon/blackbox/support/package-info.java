/**
 * What the tests of the running service share: the processes that they start (Carillon, broker, PostgreSQL), the API as a
 * client sees it, receivers, producers, and scenarios with an organization for one test.
 */
package io.carillon.blackbox.support;
