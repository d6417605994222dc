package io.carillon.sample;

import io.carillon.sending.Verdict;

/** How a sample differs from a webhook, and what a good receiver does with it. */
public enum SampleVariant {
    /** Signed now with the endpoint's secrets and keys; a receiver accepts it. */
    VALID(true, "The receiver did not accept a valid webhook."),
    /** Signed with a secret or a key that is not the endpoint's; it must refuse it. */
    FORGED(false, "The receiver accepted a webhook with a wrong signature. It does not verify signatures, so anybody who knows"
            + " its URL can send it webhooks."),
    /** Signed ten minutes ago; a receiver must refuse it. */
    OLD(false, "The receiver accepted a webhook that was signed ten minutes ago. It does not check webhook-timestamp, so a"
            + " webhook that somebody recorded can be sent to it again."),
    /** Sent twice with the same id; a receiver accepts both and acts on one. */
    TWICE(true, "The receiver did not accept the second arrival of a webhook. It must answer success and ignore it, because"
            + " a webhook may arrive twice.");

    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private final boolean accepted;
    private final String advice;

    SampleVariant(boolean accepted, String advice) {
        this.accepted = accepted;
        this.advice = advice;
    }

    /** What a good receiver does: {@code accept} or {@code refuse}. */
    String expected() {
        return accepted ? "accept" : "refuse";
    }

    /** Whether {@code verdict} is what a good receiver causes; a refusal is a status from 400 to 499. */
    boolean isAsExpected(Verdict verdict) {
        return accepted ? verdict.isSuccess()
                : verdict.status() != null && verdict.status() >= CLIENT_ERRORS && verdict.status() < SERVER_ERRORS;
    }

    /** What is wrong with the receiver; null if {@code verdict} is as expected. */
    String advice(Verdict verdict) {
        if (isAsExpected(verdict)) {
            return null;
        }
        return accepted || verdict.isSuccess() ? advice
                : "The receiver did not accept the webhook, but it did not refuse it either: a refusal is a status from 400 to"
                        + " 499, such as 401.";
    }
}
