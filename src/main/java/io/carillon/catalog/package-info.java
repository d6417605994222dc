/**
 * What can happen to which objects, and who is notified. Comes in: an event type, or a resource type and an operation, from a
 * producer. Goes out: their meaning (which object and operation to announce, and to which organization) or the reason why they
 * have none. Must not be here: organizations, endpoints, or a change's data.
 */
package io.carillon.catalog;
