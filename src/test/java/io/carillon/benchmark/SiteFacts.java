package io.carillon.benchmark;

import java.util.Locale;

/**
 * What is said of a whole site.
 *
 * @param secondsToReady from the start of the process to the first "ready"
 * @param idleMegabytes  resident before the first load
 * @param peakMegabytes  the most resident
 * @param peakHeapMegabytes the most heap in use, looked at each second
 */
record SiteFacts(String database, double secondsToReady, double idleMegabytes, double peakMegabytes, double peakHeapMegabytes) {

    static final String HEADER =
            "| database | start to ready, s | resident idle, MB | resident peak, MB | heap in use, peak, MB |";
    static final String RULE = "|---|---|---|---|---|";

    static SiteFacts of(Site site) {
        Memory memory = site.memory();
        return new SiteFacts(site.database(), site.secondsToReady(), memory.idle(), memory.peak(), memory.peakHeap());
    }

    String markdown() {
        return String.format(Locale.ROOT, "| %s | %.1f | %.0f | %.0f | %.0f |", database, secondsToReady, idleMegabytes,
                peakMegabytes, peakHeapMegabytes);
    }
}
