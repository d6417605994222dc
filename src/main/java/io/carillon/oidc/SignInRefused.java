package io.carillon.oidc;

/** Somebody could not sign in with the provider. */
public final class SignInRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /** {@code reason} is for the log. */
    public SignInRefused(Refusal refusal, String reason) {
        super(reason);
        this.refusal = refusal;
    }

    /** What the person may know. */
    public Refusal refusal() {
        return refusal;
    }
}
