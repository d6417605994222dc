package io.carillon.process.door;

/** Tells the launcher how many requests wait for the rest of their bodies. */
public interface ArrivingBodiesMXBean {

    /** The bodies that have begun to arrive and have not ended. */
    int getCount();
}
