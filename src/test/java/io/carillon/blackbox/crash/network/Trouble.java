package io.carillon.blackbox.crash.network;

import java.time.Duration;

/** What happens to the network between a node and a part; {@link Link#heal} or the {@link PacketFilter} ends it. */
enum Trouble {

    /** 200 ms there and back. */
    LATENCY(false, false) {
        @Override
        void begin(Link link, PacketFilter filter) {
            link.delay(ONE_WAY);
        }
    },
    /** The kernel drops one packet of twenty. */
    LOSS(true, false) {
        @Override
        void begin(Link link, PacketFilter filter) {
            filter.drop(link.port(), LOST_PERCENT);
        }
    },
    /** The kernel drops every packet, as when a cable is pulled. */
    CUT(true, true) {
        @Override
        void begin(Link link, PacketFilter filter) {
            filter.drop(link.port(), ALL_PERCENT);
        }
    },
    /** Packets are answered, but no byte gets through, as with a part or a firewall that hangs. */
    SILENCE(false, true) {
        @Override
        void begin(Link link, PacketFilter filter) {
            link.silence();
        }
    },
    /** The part has left all connections without the node's knowledge; new ones work. */
    NO_PART(false, false) {
        @Override
        void begin(Link link, PacketFilter filter) {
            link.losePart();
        }
    },
    /** The node has left all connections without the part's knowledge; new ones work. */
    NO_NODE(false, false) {
        @Override
        void begin(Link link, PacketFilter filter) {
            link.loseNode();
        }
    },
    /** All connections break; new ones work. */
    RESET(false, false) {
        @Override
        void begin(Link link, PacketFilter filter) {
            link.reset();
        }
    };

    private static final Duration ONE_WAY = Duration.ofMillis(100);
    private static final int LOST_PERCENT = 5;
    private static final int ALL_PERCENT = 100;

    private final boolean isOfPackets;
    private final boolean isPartition;

    Trouble(boolean isOfPackets, boolean isPartition) {
        this.isOfPackets = isOfPackets;
        this.isPartition = isPartition;
    }

    abstract void begin(Link link, PacketFilter filter);

    void end(Link link, PacketFilter filter) {
        if (isOfPackets) {
            filter.pass(link.port());
        } else {
            link.heal();
        }
    }

    /** Whether only the kernel can do it. */
    boolean isOfPackets() {
        return isOfPackets;
    }

    /** Whether the node reaches nothing at the other end of the link while it lasts. */
    boolean isPartition() {
        return isPartition;
    }
}
