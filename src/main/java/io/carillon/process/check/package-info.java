/** The command {@code check}: what a node would start with, and whether it would reach what it needs. */
package io.carillon.process.check;
