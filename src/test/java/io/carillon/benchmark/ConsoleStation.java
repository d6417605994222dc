package io.carillon.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Due buckets to a fast receiver while three operators have the overview of the console open, compared with the same without
 * them. Both are measured by turns. What is compared is processor time, the consoles' own included.
 */
final class ConsoleStation implements Station {

    private static final int NUMBER = 40_000;
    private static final int CONSOLES = 3;
    private static final int TURNS = 3;

    private final Site site;
    private final Buckets buckets;

    ConsoleStation(Site site) {
        this.site = site;
        this.buckets = new Buckets(site);
    }

    @Override
    public String figure() {
        return "CPU of a delivery while " + CONSOLES + " consoles are open, µs";
    }

    @Override
    public String reference() {
        return "without them, µs";
    }

    @Override
    public String unit() {
        return "delivery";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.RATIO_AT_MOST, 1.02);
    }

    @Override
    public void warmUp() throws IOException {
        List<OpenConsole> consoles = open();
        site.warmUp(slice -> buckets.deliver(site.plan().scaled(NUMBER)).delivered().perSecond());
        close(consoles);
    }

    @Override
    public Sample measure() throws IOException {
        double without = 0;
        double with = 0;
        Costs costs = null;
        for (int i = 0; i < TURNS; i++) {
            without += buckets.deliver(site.plan().scaled(NUMBER)).costs().micros();
            List<OpenConsole> consoles = open();
            costs = buckets.deliver(site.plan().scaled(NUMBER)).costs();
            close(consoles);
            with += costs.micros();
        }
        return new Sample(with / TURNS, without / TURNS, costs);
    }

    private List<OpenConsole> open() {
        List<OpenConsole> consoles = new ArrayList<>();
        for (int i = 0; i < CONSOLES; i++) {
            consoles.add(new OpenConsole(site.api()));
        }
        return consoles;
    }

    /** A console that was not answered makes the run void. */
    private static void close(List<OpenConsole> consoles) throws IOException {
        for (OpenConsole console : consoles) {
            console.close();
        }
    }

    @Override
    public void close() {
        buckets.close();
    }
}
