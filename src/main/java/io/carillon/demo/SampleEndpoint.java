package io.carillon.demo;

import java.util.List;
import java.util.stream.Collectors;

/** The two endpoints of the demonstration, one for each document; the receiver serves each under a path of its own. */
enum SampleEndpoint {

    /** An application as the SportsEngine document describes it: hears that something changed, once a minute. */
    THIN("thin", "coalesced", "none", "SportsEngine-style application",
            List.of("event.*", "team.*", "registrationResult.*")),

    /** An endpoint as the TrackScore document describes it: hears at once what changed. */
    FULL("full", "instant", "standard", "TrackScore-style endpoint",
            List.of("score.updated", "leaderboard.*", "participant.*"));

    private final String format;
    private final String delivery;
    private final String retry;
    private final String description;
    private final List<String> eventTypes;

    SampleEndpoint(String format, String delivery, String retry, String description, List<String> eventTypes) {
        this.format = format;
        this.delivery = delivery;
        this.retry = retry;
        this.description = description;
        this.eventTypes = eventTypes;
    }

    String path() {
        return "/" + format;
    }

    String delivery() {
        return delivery;
    }

    /** Whether {@code url} is this endpoint's, at this or an earlier start's port. */
    boolean owns(String url) {
        return url.matches("http://127\\.0\\.0\\.1:[0-9]+" + path());
    }

    /** The endpoint as the API takes it. */
    String document(String url) {
        return """
                {"url":"%s","description":"%s","format":"%s","delivery":"%s","retry":"%s","eventTypes":[%s]}"""
                .formatted(url, description, format, delivery, retry,
                        eventTypes.stream().map(type -> '"' + type + '"').collect(Collectors.joining(",")));
    }
}
