/**
 * The files with which an operator installs Carillon: image, compose, Kubernetes, systemd, and the command that makes a release.
 * The tests whose names end with {@code Test} read them; those in {@code IT} run the tools for them
 * ({@code mvn verify -Pcontainers}, {@code -Prelease}).
 */
package io.carillon.deploy;
