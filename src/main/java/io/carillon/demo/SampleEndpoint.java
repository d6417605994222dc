package io.carillon.demo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The endpoints of the demonstration: one for each document, and one whose receiver is down, so that there is a failure to look
 * into. The receiver serves each under a separate path.
 */
enum SampleEndpoint {

    /** An application as in the SportsEngine document: Carillon notifies it once a minute that something changed. */
    THIN("/thin", "thin", "coalesced", "none", "SportsEngine-style application",
            List.of("event.*", "team.*", "registrationResult.*")),

    /** An endpoint as in the TrackScore document: Carillon notifies it at once of what changed. */
    FULL("/full", "full", "instant", "standard", "TrackScore-style endpoint",
            List.of("score.updated", "leaderboard.*", "participant.*")),

    /** An endpoint that fails: its receiver answers 503 to everything. */
    DOWN("/down", "full", "instant", "none", "Endpoint whose receiver is down", List.of("team.created"));

    private final String path;
    private final String format;
    private final String delivery;
    private final String retry;
    private final String description;
    private final List<String> eventTypes;

    SampleEndpoint(String path, String format, String delivery, String retry, String description, List<String> eventTypes) {
        this.path = path;
        this.format = format;
        this.delivery = delivery;
        this.retry = retry;
        this.description = description;
        this.eventTypes = eventTypes;
    }

    String path() {
        return path;
    }

    String delivery() {
        return delivery;
    }

    /** Whether {@code url} is this endpoint's, with the port of this start or an earlier one. */
    boolean owns(String url) {
        return url.matches("http://127\\.0\\.0\\.1:[0-9]+" + path);
    }

    /** The endpoint as a request body of the API. */
    String document(String url) {
        return """
                {"url":"%s","description":"%s","format":"%s","delivery":"%s","retry":"%s","eventTypes":[%s]}"""
                .formatted(url, description, format, delivery, retry,
                        eventTypes.stream().map(type -> '"' + type + '"').collect(Collectors.joining(",")));
    }
}
