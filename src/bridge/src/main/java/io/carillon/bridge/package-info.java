/**
 * Reports what other brokers have to Carillon. Comes in: records of Kafka topics, messages of RabbitMQ and Amazon SQS. Goes out:
 * {@code POST /changes}, and acknowledgements once the changes are on Carillon's queue. Must not be here: what a change means,
 * which Carillon decides.
 */
package io.carillon.bridge;
