/**
 * What every station stands on: time, ids, settings, the database and its migrations, canonical JSON, encryption at
 * rest, address rules, log lines. Comes in: the environment. Goes out: small beans and values. Must not be here: a word
 * of the product (changes, endpoints, deliveries), or an import of any other component.
 */
package io.carillon.platform;
