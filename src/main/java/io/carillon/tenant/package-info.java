/**
 * Organizations, applications, and which organization enables which application. Comes in: what operators and organizations
 * configure. Goes out: the rows a caller may see, parents, contacts. Must not be here: endpoints, changes, deliveries.
 */
package io.carillon.tenant;
