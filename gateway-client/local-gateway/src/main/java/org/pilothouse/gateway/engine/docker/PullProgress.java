package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Adds the layers of a pull up: a line when something ends, and how far it is when another twentieth has come. */
final class PullProgress extends ResultCallback.Adapter<PullResponseItem> {
    private static final long MB = 1_000_000;

    private final Consumer<String> lines;
    private final Map<String, Long> done = new HashMap<>();
    private final Map<String, Long> totals = new HashMap<>();
    private long told;

    PullProgress(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void onNext(PullResponseItem item) {
        var detail = item.getProgressDetail();
        if (detail == null || detail.getTotal() == null || detail.getCurrent() == null) {
            if (item.getStatus() != null && detail == null) {
                lines.accept(item.getStatus());
            }
        } else if ("Downloading".equals(item.getStatus())) {
            String layer = Objects.requireNonNullElse(item.getId(), "");
            totals.put(layer, detail.getTotal());
            done.put(layer, detail.getCurrent());
            tell();
        }
        super.onNext(item);
    }

    private void tell() {
        long all = totals.values().stream().mapToLong(Long::longValue).sum();
        long now = done.values().stream().mapToLong(Long::longValue).sum();
        if (all > 0 && now - told >= Math.max(MB, all / 20)) {
            told = now;
            lines.accept(now / MB + " of " + all / MB + " MB");
        }
    }
}
