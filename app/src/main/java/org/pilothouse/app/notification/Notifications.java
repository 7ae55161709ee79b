package org.pilothouse.app.notification;

import java.time.Duration;
import java.time.Instant;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.app.problem.Problem;

/** Messages in the corner, the newest last. Used on the UI thread alone. */
public final class Notifications {
    private static final Duration SHOWN = Duration.ofSeconds(5);
    /** More than this would cover the screen; the oldest goes first. */
    private static final int MOST = 4;

    private final Now now;
    private final ObservableList<Toast> toasts = FXCollections.observableArrayList();
    private final ObservableList<Toast> readOnly = FXCollections.unmodifiableObservableList(toasts);

    public Notifications(Now now) {
        this.now = now;
        now.property().subscribe(this::expire);
    }

    public ObservableList<Toast> toasts() {
        return readOnly;
    }

    public void done(String title) {
        done(title, "");
    }

    public void done(String title, String text) {
        add(new Toast(Tone.SUCCESS, title, text, null, now.get().plus(SHOWN), null));
    }

    /** Something to know that is no failure. */
    public void note(String title, String text) {
        add(new Toast(Tone.WARNING, title, text, null, now.get().plus(SHOWN.multipliedBy(2)), null));
    }

    /** Somebody waits for a person; it stays longer, and leads there. */
    public void asks(String title, String text, Toast.Offer offer) {
        add(new Toast(Tone.ACCENT, title, text, null, now.get().plus(SHOWN.multipliedBy(4)), offer));
    }

    /** The person went to where {@link #asks} leads. */
    public void dismissAsks() {
        toasts.removeIf(toast -> toast.offer() != null);
    }

    public void failed(Problem problem) {
        toasts.removeIf(toast -> toast.problem() != null
                && toast.problem().what().equals(problem.what())
                && toast.problem().why().equals(problem.why()));
        String text = problem.next().isEmpty() ? problem.why() : problem.why() + " " + problem.next();
        add(new Toast(Tone.DANGER, problem.what(), text, problem, null, null));
    }

    public void dismiss(Toast toast) {
        toasts.remove(toast);
    }

    private void add(Toast toast) {
        if (toasts.size() >= MOST) {
            toasts.removeFirst();
        }
        toasts.add(toast);
    }

    private void expire(Instant instant) {
        toasts.removeIf(toast -> toast.expiresAt() != null && instant.isAfter(toast.expiresAt()));
    }
}
