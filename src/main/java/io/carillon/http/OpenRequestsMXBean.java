package io.carillon.http;

/** Tells tools and the launcher how many requests are being answered. */
public interface OpenRequestsMXBean {

    /** The requests that have begun and are not answered yet. */
    int getCount();
}
