/**
 * Answers assistants that speak the Model Context Protocol. Comes in: JSON-RPC requests to {@code /mcp}. Goes out: the tools that
 * the caller's key may use, and what the API answers when they are called. Must not be here: any data, rule or check that the API
 * does not have; a tool is a request to the API and nothing more. No other room uses this one.
 */
package io.carillon.mcp;
