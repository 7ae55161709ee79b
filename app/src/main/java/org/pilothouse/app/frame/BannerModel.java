package org.pilothouse.app.frame;

import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.ConnectionModel;
import org.pilothouse.app.connection.ConnectionStatus;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.presentation.Tone;

/** What stands above the content while the gateway does not answer. Used on the UI thread alone. */
public final class BannerModel {
    private final ConnectionModel connection;
    private final LiveGateway live;
    private final Now now;
    private final ReadOnlyObjectWrapper<@Nullable Banner> banner = new ReadOnlyObjectWrapper<>();

    public BannerModel(ConnectionModel connection, LiveGateway live, Now now) {
        this.connection = connection;
        this.live = live;
        this.now = now;
        connection.status().subscribe(status -> update());
        now.property().subscribe(instant -> update());
    }

    /**
     * @param busy whether something is going on by itself
     * @param next a sentence on what to do or what will happen
     */
    public record Banner(Tone tone, boolean busy, String what, String next, boolean canRetry) {}

    /** Null while all is well. */
    public ReadOnlyObjectProperty<@Nullable Banner> banner() {
        return banner.getReadOnlyProperty();
    }

    private void update() {
        banner.set(
                switch (connection.status().get()) {
                    case ConnectionStatus.Connected connected -> null;
                    case ConnectionStatus.Connecting connecting -> null;
                    case ConnectionStatus.Starting starting ->
                        new Banner(Tone.ACCENT, true, "Starting the local gateway", "This takes a few seconds.", false);
                    case ConnectionStatus.Lost(String why, Instant retryAt) ->
                        new Banner(
                                Tone.WARNING,
                                retryAt == null,
                                "The gateway does not answer: " + sentence(why),
                                waiting(retryAt) + staleness(),
                                retryAt != null);
                    case ConnectionStatus.Refused(String why) ->
                        new Banner(
                                Tone.DANGER,
                                false,
                                "The gateway refuses this console: " + sentence(why),
                                "Enter a valid token in Settings.",
                                true);
                    case ConnectionStatus.Failed(var problem) ->
                        new Banner(Tone.DANGER, false, problem.what() + " " + problem.why(), problem.next(), true);
                });
    }

    private String waiting(@Nullable Instant retryAt) {
        if (retryAt == null) {
            return "Trying again now.";
        }
        long seconds = Math.max(0, Duration.between(now.get(), retryAt).toSeconds() + 1);
        return "Trying again in " + seconds + " s.";
    }

    private String staleness() {
        Instant updatedAt = live.environments().freshness().get().updatedAt();
        return updatedAt == null ? "" : " What you see is from " + Ages.ago(updatedAt, now.get()) + ".";
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
