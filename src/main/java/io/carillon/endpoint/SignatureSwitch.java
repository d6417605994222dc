package io.carillon.endpoint;

/**
 * Which secret signs {@code X-TrackScore-Signature} and a further header of the endpoint, which have room for one signature,
 * during the overlap after a rotation.
 */
public enum SignatureSwitch {
    /** The new one, from the rotation on. */
    AT_ONCE,
    /** The previous one until the overlap ends, then the new one. */
    AFTER_OVERLAP
}
