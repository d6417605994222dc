/**
 * The crash harness. Producers report changes while nodes, broker and database are killed; a ledger keeps what was
 * acknowledged, and a model counts what is lost, repeated or wrong at the receivers.
 */
package io.carillon.blackbox.crash;
