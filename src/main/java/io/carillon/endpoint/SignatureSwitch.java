package io.carillon.endpoint;

/** Which secret signs {@code X-TrackScore-Signature}, which has room for one signature, while a rotation's overlap lasts. */
public enum SignatureSwitch {
    /** The new one from the rotation on. */
    AT_ONCE,
    /** The one before until the overlap ends, then the new one. */
    AFTER_OVERLAP
}
