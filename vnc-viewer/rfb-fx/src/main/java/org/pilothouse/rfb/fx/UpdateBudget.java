package org.pilothouse.rfb.fx;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.util.Subscription;
import org.pilothouse.rfb.RfbStatistics;

/**
 * One budget of decoding for many desktops that are shown at once, as on a wall of thumbnails. All get the same number of updates a second,
 * which follows from what their updates cost: as many as wanted while that is affordable, fewer for all when it is not, one at least.
 *
 * <pre>{@code
 * UpdateBudget budget = new UpdateBudget(0.5, 5);
 * desktops.forEach(budget::add);
 * }</pre>
 *
 * <p>It sets {@link RemoteDesktop#updateRateProperty()} of its desktops. For the FX thread only.
 */
public final class UpdateBudget {
    private static final long ADJUST_NANOS = TimeUnit.MILLISECONDS.toNanos(900);
    /** Less than this share of the budget leaves room for more. */
    private static final double ROOM = 0.7;

    private final double cores;
    private final int wanted;
    private final Map<RemoteDesktop, Subscription> desktops = new HashMap<>();
    private int rate;
    private long adjusted = System.nanoTime();

    /**
     * A budget without desktops.
     *
     * @param cores how much of the machine all decoding may take, in processor cores
     * @param wanted updates a second that each desktop gets while that is affordable
     * @throws IllegalArgumentException if either is not positive
     */
    public UpdateBudget(double cores, int wanted) {
        if (!(cores > 0) || wanted < 1) {
            throw new IllegalArgumentException(
                    "A budget needs some of a core and an update a second, not " + cores + " and " + wanted + ".");
        }
        this.cores = cores;
        this.wanted = wanted;
        this.rate = wanted;
    }

    /** A desktop shares the budget from now on. */
    public void add(RemoteDesktop desktop) {
        desktop.setUpdateRate(rate);
        Subscription old = desktops.put(desktop, desktop.statisticsProperty().subscribe(this::adjust));
        if (old != null) {
            old.unsubscribe();
        }
    }

    /** A desktop no longer does; it keeps the rate that it had. */
    public void remove(RemoteDesktop desktop) {
        Subscription subscription = desktops.remove(desktop);
        if (subscription != null) {
            subscription.unsubscribe();
        }
    }

    /** Updates a second that each desktop gets now. */
    public int rate() {
        return rate;
    }

    private void adjust() {
        long now = System.nanoTime();
        if (now - adjusted < ADJUST_NANOS) {
            return;
        }
        adjusted = now;
        double spent = desktops.keySet().stream()
                .flatMap(desktop -> desktop.getStatistics().stream())
                .mapToDouble(UpdateBudget::cost)
                .sum();
        int next = next(rate, wanted, spent / cores);
        if (next != rate) {
            rate = next;
            desktops.keySet().forEach(desktop -> desktop.setUpdateRate(rate));
        }
    }

    /** Cores that decoding took, over the last second. */
    private static double cost(RfbStatistics statistics) {
        return statistics.updatesPerSecond()
                * statistics.latencies().decode().p50().toNanos()
                / 1e9;
    }

    /**
     * The next rate.
     *
     * @param used how much of the budget is spent; more than 1 is too much
     */
    static int next(int rate, int wanted, double used) {
        if (used > 1) {
            return Math.max(1, (int) (rate / used));
        }
        return used < ROOM ? Math.min(wanted, rate + 1) : rate;
    }
}
