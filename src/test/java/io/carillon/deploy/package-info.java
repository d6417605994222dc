/**
 * The files with which an operator installs Carillon: image, compose, Kubernetes, systemd. The tests whose names end with
 * {@code Test} read them; those in {@code IT} run the tools for them ({@code mvn verify -Pcontainers}).
 */
package io.carillon.deploy;
