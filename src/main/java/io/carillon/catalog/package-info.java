/**
 * What can happen to which objects, and who is notified. Comes in: an event type, or a resource type and an operation, from a
 * producer. Goes out: their meaning (which object and operation to announce, and to which organization) or the reason why they
 * have none; how its data violate the event type's schema; and the event types that a caller may see. Must not be here: what
 * organizations and applications are, and endpoints.
 */
package io.carillon.catalog;
