package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which secret signs {@code X-TrackScore-Signature}, which has room for one signature, while a rotation's overlap lasts. */
public enum SignatureSwitch {
    /** The new one from the rotation on. */
    @JsonProperty("at-once") AT_ONCE,
    /** The one before until the overlap ends, then the new one. */
    @JsonProperty("after-overlap") AFTER_OVERLAP
}
