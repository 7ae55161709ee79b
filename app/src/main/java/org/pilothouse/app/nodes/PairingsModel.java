package org.pilothouse.app.nodes;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ObservableList;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.protocol.node.Pairing;

/** Which nodes ask to be trusted, and which are or were. Used on the UI thread alone. */
public final class PairingsModel {
    private final Connections connections;
    private final LiveGateway live;
    private final Background background;
    private final Dialogs dialogs;
    private final Notifications notifications;
    /** Kept, so that what was ticked survives a reload. */
    private final Map<String, PairingModel> cards = new HashMap<>();

    public PairingsModel(
            Connections connections,
            LiveGateway live,
            Background background,
            Dialogs dialogs,
            Notifications notifications) {
        this.connections = connections;
        this.live = live;
        this.background = background;
        this.dialogs = dialogs;
        this.notifications = notifications;
    }

    /** Changes when any pairing does. */
    public ObservableList<LiveItem<Pairing>> source() {
        return live.pairings().items();
    }

    /** Those that wait for a person, the oldest first. */
    public List<PairingModel> waiting() {
        List<Pairing> open = source().stream()
                .map(LiveItem::get)
                .filter(PairingsModel::isWaiting)
                .sorted(Comparator.comparing(Pairing::requestedAt))
                .toList();
        cards.keySet().retainAll(open.stream().map(PairingsModel::key).toList());
        return open.stream()
                .map(pairing -> cards.computeIfAbsent(
                        key(pairing), id -> new PairingModel(pairing, connections, live, background)))
                .toList();
    }

    /** Those that were decided, the latest request first. */
    public List<Pairing> decided() {
        return source().stream()
                .map(LiveItem::get)
                .filter(pairing -> !isWaiting(pairing))
                .sorted(Comparator.comparing(Pairing::requestedAt).reversed())
                .toList();
    }

    public static String name(Pairing pairing) {
        String label = pairing.node().label();
        return label == null || label.isBlank() ? Ids.brief(pairing.node().nodeId()) : label;
    }

    /** Asks first. */
    public void revoke(Pairing pairing) {
        dialogs.open(new Confirmation(
                new Confirmation.Text(
                        "Revoke the trust in “" + name(pairing) + "”?",
                        List.of(
                                "The node may do nothing for this gateway any more",
                                "Steps of runs that need it fail from now on"),
                        "Its desktop goes on. The node can ask again, and then somebody decides anew.",
                        "Revoke",
                        null),
                dialogs,
                () -> revokeNow(pairing)));
    }

    private void revokeNow(Pairing pairing) {
        Optional<GatewaySession> session = connections.session();
        if (session.isEmpty()) {
            return;
        }
        background.call(
                () -> session.get().client().pairings().revoke(pairing.pairingId(), "revoked in the console"),
                revoked -> {
                    live.pairings().upsert(revoked);
                    live.refreshNodes();
                    notifications.done("Revoked " + name(pairing));
                },
                failure -> notifications.failed(Problem.of("The trust could not be revoked.", failure)));
    }

    private static boolean isWaiting(Pairing pairing) {
        return switch (pairing.status()) {
            case QUEUED, REVIEWING, AWAITING_HUMAN -> true;
            case APPROVED, DENIED, REVOKED, UNKNOWN -> false;
        };
    }

    /** A node that asks anew is a new question. */
    private static String key(Pairing pairing) {
        return pairing.pairingId() + " " + pairing.requestedAt() + " "
                + pairing.node().capabilities();
    }
}
