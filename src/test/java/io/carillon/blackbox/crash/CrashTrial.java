package io.carillon.blackbox.crash;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.crash.CrashModel.Tenant;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.Scenario;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** A load on a {@link CrashSite} and what came of it: tenants with endpoints, producers, and the verdict at the end. */
public final class CrashTrial implements AutoCloseable {

    private static final int TENANTS = 3;
    private static final Duration SETTLE = Duration.ofMinutes(6);
    private static final Duration ENDLESS = Duration.ofMinutes(2);

    private final Ledger ledger = new Ledger();
    private final Receiver receiver = new Receiver();
    private final Trap trap = new Trap();
    private final List<Tenant> tenants = new ArrayList<>();
    private final CrashSite site;

    public CrashTrial(CrashSite site) {
        this.site = site;
        for (int i = 0; i < TENANTS; i++) {
            tenants.add(aTenant(new Scenario(site.nodes().get(0).api(), receiver), trap));
        }
    }

    private static Tenant aTenant(Scenario scenario, Trap trap) {
        Tenant tenant = new Tenant(scenario.organizationId(), new Arrivals(trap), new Arrivals(trap), new Arrivals(trap),
                new Arrivals(trap), new Arrivals(trap));
        scenario.anEndpoint().thin().coalesced().answering(tenant.thin().accepting()).create();
        scenario.anEndpoint().full().coalesced().retrying().answering(tenant.full().refusingSome()).create();
        scenario.anEndpoint().full().coalesced().to(CrashModel.SELECTED.toArray(String[]::new))
                .with("filter", "{\"resourceId\":{\"$nin\":[\"" + String.join("\",\"", CrashModel.STOPPED) + "\"]}}").retrying()
                .answering(tenant.selecting().refusingSome()).create();
        scenario.anEndpoint().full().instant().retrying().answering(tenant.instant().refusingSome()).create();
        scenario.anEndpoint().full().instant().retrying().with("ordering", "\"object\"")
                .answering(tenant.ordered().refusingSome()).create();
        return tenant;
    }

    /** Starts producers of about {@code perSecond} changes; they end when they are closed. */
    public LoadProducers load(long seed, int perSecond) {
        LoadProducers load = new LoadProducers(ledger, tenants.stream().map(Tenant::organizationId).toList(), site.nodes(),
                site.brokerUrl(), trap);
        load.start(seed, perSecond);
        return load;
    }

    public int reported() {
        return ledger.changes().size();
    }

    public int acknowledged() {
        return ledger.acknowledged().size();
    }

    public int webhooks() {
        return tenants.stream().mapToInt(Tenant::webhooks).sum();
    }

    /** Webhooks that came again after they had been accepted, up to now. */
    public int repeats() {
        return tenants.stream().mapToInt(Tenant::repeats).sum();
    }

    /** Where nodes are killed at moments that this trial's producers and receivers see. */
    public Trap trap() {
        return trap;
    }

    /** Waits until everything that was acknowledged has arrived and nothing is left to do; what is missing then is lost. */
    public CrashModel verdict() {
        Api api = site.nodes().get(0).api();
        try {
            await().atMost(SETTLE).pollInterval(Duration.ofSeconds(2)).until(() -> isComplete(api));
        } catch (ConditionTimeoutException e) {
            assertThat("nothing is pending", nothingIsPending(api));
        }
        assertThat("rejected messages", Rejected.in(api).list("").toList(), is(empty()));
        return judge();
    }

    /**
     * What the model says when all is there and nothing is left to do, or else when nothing has come for {@code silence}: then
     * nothing will. A service that never ends to send is judged after two minutes.
     */
    public CrashModel verdictAfter(Duration silence) {
        Api api = site.nodes().get(0).api();
        long end = System.nanoTime() + ENDLESS.toNanos();
        int seen = webhooks();
        while (!isComplete(api) && moreThan(seen, silence) && System.nanoTime() < end) {
            seen = webhooks();
        }
        return judge();
    }

    private boolean moreThan(int seen, Duration silence) {
        try {
            await().atMost(silence).pollInterval(Duration.ofSeconds(1)).until(() -> webhooks() > seen);
            return true;
        } catch (ConditionTimeoutException silent) {
            return false;
        }
    }

    private boolean isComplete(Api api) {
        return nothingIsPending(api) && judge().lost().isEmpty();
    }

    private CrashModel judge() {
        CrashModel verdict = new CrashModel(ledger, CrashSite.WINDOW);
        tenants.forEach(verdict::judge);
        return verdict;
    }

    private static boolean nothingIsPending(Api api) {
        try {
            return Api.json(api.get("/deliveries?status=pending&limit=1"), 200).get("items").isEmpty();
        } catch (UncheckedIOException | AssertionError busy) {
            return false;
        }
    }

    @Override
    public void close() {
        receiver.close();
        trap.close();
    }
}
