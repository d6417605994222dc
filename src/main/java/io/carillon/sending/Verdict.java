package io.carillon.sending;

import io.carillon.platform.EnumWords;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Refused;

/**
 * A result as the attempt log shows it.
 *
 * @param outcome {@code succeeded}, or the kind of failure: {@code status}, {@code refused}, or why there was no response
 * @param status  the HTTP status, or null
 * @param detail  what went wrong, also with the response of a success, or null
 * @param body    the beginning of the response, or null
 * @param isOurs  whether the cause of the failure is this node and not the endpoint
 */
public record Verdict(String outcome, Integer status, String detail, String body, boolean isOurs) {

    private static final String SUCCEEDED = "succeeded";
    private static final int GONE = 410;

    /** What {@code result} means for an endpoint that gets {@code format}. */
    public static Verdict of(DeliveryResult result, PayloadFormat format) {
        if (result instanceof Answered answered) {
            String outcome = format.isSuccess(answered.status()) ? SUCCEEDED : "status";
            return new Verdict(outcome, answered.status(), cut(answered.note()), answered.body().replace("\u0000", ""), false);
        }
        if (result instanceof Refused refused) {
            return new Verdict("refused", null, cut(refused.detail()), null, false);
        }
        NoAnswer none = (NoAnswer) result;
        return new Verdict(EnumWords.of(none.reason()), null, cut(none.detail()), null, none.reason().isOurs());
    }

    public boolean isSuccess() {
        return outcome.equals(SUCCEEDED);
    }

    /** Whether the receiver answered 410, so that it will never accept anything again. */
    public boolean isGone() {
        return status != null && status == GONE;
    }

    private static String cut(String detail) {
        if (detail == null) {
            return null;
        }
        String text = detail.replace("\u0000", "");
        return text.length() <= 1_000 ? text : text.substring(0, 1_000);
    }
}
