package io.carillon.blackbox.mutation;

/** What befalls the service while it is under load. */
enum Blow {

    /** Nothing; the node has the broker and the database inside. */
    NONE,
    /** {@code kill -9} of such a node just after a window has ended. */
    NODE_KILLED,
    /** {@code kill -9} of the broker that a node shares, which is away for some seconds. */
    BROKER_AWAY,
    /** The same of PostgreSQL. */
    DATABASE_AWAY;

    /** Whether broker and database are processes of their own. */
    boolean isShared() {
        return this == BROKER_AWAY || this == DATABASE_AWAY;
    }
}
