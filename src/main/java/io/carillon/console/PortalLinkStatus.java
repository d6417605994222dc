package io.carillon.console;

/** How a portal link stands. In the API it is a word. */
public enum PortalLinkStatus {
    /** It can be redeemed. */
    OPEN,
    /** It was redeemed, and its session lasts. */
    REDEEMED,
    /** It was revoked, or the person signed out. */
    ENDED,
    /** It was not redeemed in time, or its session is over. */
    EXPIRED
}
