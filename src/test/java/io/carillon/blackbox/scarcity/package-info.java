/**
 * Nodes, brokers and databases without room on a disk, without memory, with few files, or with damaged ones. Each test reports
 * changes all the while: what was answered 202 arrives.
 */
package io.carillon.blackbox.scarcity;
