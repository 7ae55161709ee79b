package org.pilothouse.app.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import javafx.collections.ListChangeListener;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.notification.Toast;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.protocol.approval.Approval;

/** Tells, once each, that somebody is asked: by a message that leads there, and a sound. Used on the UI thread alone. */
public final class ApprovalAlerts {
    private final Navigator navigator;
    private final Notifications notifications;
    private final Runnable sound;
    private final Now now;
    private final Set<String> told = new HashSet<>();

    /** @param sound played for each batch of new ones, where the person wants it */
    public ApprovalAlerts(
            LiveGateway live,
            Connections connections,
            Navigator navigator,
            Notifications notifications,
            Runnable sound,
            Now now) {
        this.navigator = navigator;
        this.notifications = notifications;
        this.sound = sound;
        this.now = now;
        connections.link().subscribe(link -> told.clear());
        navigator.current().subscribe(place -> {
            if (place instanceof Place.Approvals) {
                notifications.dismissAsks();
            }
        });
        live.approvals().items().addListener((ListChangeListener<LiveItem<Approval>>) change -> {
            int before = told.size();
            Approval latest = null;
            while (change.next()) {
                for (LiveItem<Approval> item : change.getAddedSubList()) {
                    if (told.add(item.id())) {
                        latest = item.get();
                    }
                }
            }
            if (latest != null) {
                tell(latest, told.size() - before);
            }
        });
    }

    private void tell(Approval latest, int count) {
        sound.run();
        if (navigator.current().get() instanceof Place.Approvals) {
            // It is in the queue before the person's eyes.
            return;
        }
        if (count > 1) {
            notifications.asks(
                    count + " approvals wait for you",
                    "Agents have stopped until somebody decides.",
                    new Toast.Offer("Look", () -> navigator.go(new Place.Approvals(null))));
            return;
        }
        Ask ask = Ask.of(latest);
        String where = ask.environment().isEmpty() ? "" : " on " + ask.environment();
        notifications.asks(
                "An agent asks" + where,
                // Others may look on, so what is typed stays out of it.
                ask.discreet() + left(latest),
                new Toast.Offer("Look", () -> navigator.go(new Place.Approvals(latest.approvalId()))));
    }

    private String left(Approval approval) {
        Instant end = approval.expiresAt();
        return end == null ? "." : ". Expires in " + Ages.length(Duration.between(now.get(), end)) + ".";
    }
}
