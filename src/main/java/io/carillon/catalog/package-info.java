/**
 * What can happen to what. Comes in: an event type, or a resource type and an operation, as a producer named them. Goes
 * out: their meaning (the object that is announced, the operation, whether and to whom) or the reason why they have
 * none. Must not be here: organizations, endpoints, or a change's data.
 */
package io.carillon.catalog;
