/**
 * Strict reading and canonical writing of JSON. Comes in: text and trees. Goes out: values, canonical text, or a
 * {@link io.carillon.json.Flaw} with the place of the error. Must not be here: HTTP, JMS, or the meaning of any member.
 */
package io.carillon.json;
