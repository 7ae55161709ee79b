package org.pilothouse.app.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.PulseBatch;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.client.GatewayException;
import org.pilothouse.client.LogFollower;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

/** The log of one environment: follows it while somebody looks, and finds things in it. Used on the UI thread alone. */
public final class LogViewModel {
    /** Older lines are dropped; the gateway still has them. */
    public static final int MOST_LINES = 20_000;

    private static final int DROPPED_AT_ONCE = 2_000;

    private final String environmentId;
    private final Connections connections;
    private final Background background;
    private final UiThread ui;
    private final PulseBatch<LogLine> arriving;
    private final ObservableList<LogEntry> lines = FXCollections.observableArrayList();
    private final StringProperty search = new SimpleStringProperty("");
    private final BooleanProperty follow = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper interrupted = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper matches = new ReadOnlyIntegerWrapper();
    private @Nullable LogFollower follower;
    private int watching;

    public LogViewModel(String environmentId, Connections connections, Background background, UiThread ui) {
        this.environmentId = environmentId;
        this.connections = connections;
        this.background = background;
        this.ui = ui;
        this.arriving = new PulseBatch<>(ui, this::add);
        search.subscribe(text -> matches.set(countMatches(lines)));
    }

    /** The oldest first. */
    public ObservableList<LogEntry> lines() {
        return lines;
    }

    public StringProperty search() {
        return search;
    }

    /** How many lines contain what is searched for; 0 while nothing is. */
    public ReadOnlyIntegerProperty matches() {
        return matches.getReadOnlyProperty();
    }

    /** Whether the end is kept in view. */
    public BooleanProperty follow() {
        return follow;
    }

    /** Why no new lines come, empty while they do. */
    public ReadOnlyStringProperty interrupted() {
        return interrupted.getReadOnlyProperty();
    }

    /** Somebody looks: lines are fetched from where it left off. */
    public void start() {
        Optional<GatewaySession> session = connections.session();
        int thisTime = ++watching;
        if (session.isEmpty()) {
            return;
        }
        long after = lines.isEmpty() ? 0 : lines.getLast().sequence();
        background.call(
                () -> session.get().client().environments().followLogs(environmentId, after, new Receiver(thisTime)),
                opened -> {
                    if (watching == thisTime) {
                        follower = opened;
                    } else {
                        background.run(opened::close);
                    }
                },
                failure -> interrupted.set(failure.getMessage()));
    }

    /** Nobody looks any more. */
    public void stop() {
        watching++;
        LogFollower current = follower;
        follower = null;
        if (current != null) {
            background.run(current::close);
        }
    }

    public boolean isMatch(LogEntry entry) {
        String wanted = search.get();
        return wanted != null
                && !wanted.isEmpty()
                && entry.text().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    /**
     * The next line that contains what is searched for, going round at the end.
     *
     * @param from index to start behind, -1 for the first line
     * @param step 1 for later lines, -1 for earlier ones
     */
    public Optional<Integer> nextMatch(int from, int step) {
        for (int i = 1; i <= lines.size(); i++) {
            int index = Math.floorMod(from + i * step, lines.size());
            if (isMatch(lines.get(index))) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    /** As plain text with times. */
    public static String text(List<LogEntry> entries) {
        return entries.stream()
                .map(entry -> entry.at() + " " + entry.stream() + " " + entry.text())
                .collect(Collectors.joining("\n"));
    }

    private void add(List<LogLine> batch) {
        List<LogEntry> fresh = new ArrayList<>(batch.size());
        long last = lines.isEmpty() ? 0 : lines.getLast().sequence();
        for (LogLine line : batch) {
            if (line.sequence() > last) {
                last = line.sequence();
                fresh.add(LogEntry.of(line));
            }
        }
        if (fresh.size() > MOST_LINES) {
            fresh = fresh.subList(fresh.size() - MOST_LINES, fresh.size());
        }
        int over = lines.size() + fresh.size() - MOST_LINES;
        if (over > 0) {
            lines.remove(0, Math.min(lines.size(), over + DROPPED_AT_ONCE));
        }
        lines.addAll(fresh);
        matches.set(countMatches(lines));
    }

    private int countMatches(List<LogEntry> among) {
        String wanted = search.get();
        return wanted == null || wanted.isEmpty()
                ? 0
                : (int) among.stream().filter(this::isMatch).count();
    }

    private final class Receiver implements LogFollower.Listener {
        private final int of;

        Receiver(int of) {
            this.of = of;
        }

        @Override
        public void line(LogLine line) {
            arriving.offer(line);
        }

        @Override
        public void interrupted(@Nullable GatewayException why) {
            ui.execute(() -> {
                if (watching == of) {
                    interrupted.set(why == null ? "" : why.getMessage());
                }
            });
        }
    }
}
