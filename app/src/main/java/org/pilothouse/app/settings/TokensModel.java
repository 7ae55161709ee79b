package org.pilothouse.app.settings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.identity.AccessTokens.Issued;
import org.pilothouse.protocol.identity.AccessTokens.Listed;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Scope;

/** Who may use the chosen gateway; there is nothing to see where it is not for this console. On the UI thread. */
public final class TokensModel {
    private final Connections connections;
    private final Dialogs dialogs;
    private final Background background;
    private final Notifications notifications;
    private final ReadOnlyBooleanWrapper available = new ReadOnlyBooleanWrapper();
    private final ObservableList<Listed> tokens = FXCollections.observableArrayList();

    TokensModel(Connections connections, Dialogs dialogs, Background background, Notifications notifications) {
        this.connections = connections;
        this.dialogs = dialogs;
        this.background = background;
        this.notifications = notifications;
    }

    /** Whether the gateway has tokens of its own, and this console may see to them. */
    public ReadOnlyBooleanProperty available() {
        return available.getReadOnlyProperty();
    }

    /** Those that open something, newest first. */
    public ObservableList<Listed> tokens() {
        return tokens;
    }

    /** Asks the gateway again. */
    public void load() {
        Optional<GatewaySession> session = connections.session();
        if (session.isEmpty()) {
            show(Optional.empty());
            return;
        }
        background.call(() -> ask(session.get().client()), this::show, failure -> show(Optional.empty()));
    }

    private static Optional<List<Listed>> ask(GatewayClient client) throws GatewayException {
        boolean ours = client.features().has(Features.IDENTITIES)
                && client.identities().me().may(Scope.ADMIN);
        return ours ? Optional.of(client.identities().tokens()) : Optional.empty();
    }

    private void show(Optional<List<Listed>> all) {
        Instant now = Instant.now();
        tokens.setAll(all.orElse(List.of()).stream()
                .filter(token -> token.isValid(now))
                .toList());
        available.set(all.isPresent());
    }

    /** Opens the form for a new one. */
    public void issue() {
        dialogs.open(new IssueTokenModel(connections, background, dialogs, this::issued));
    }

    private void issued(Issued token) {
        notifications.done("Made a token for " + token.displayName());
        load();
    }

    /** That of whoever runs the gateway stays. */
    public boolean isRevocable(Listed token) {
        return !Identity.ROOT.equals(token.identity());
    }

    /** Asks first. */
    public void revoke(Listed token) {
        dialogs.open(new Confirmation(
                new Confirmation.Text(
                        "Revoke the token of “" + token.displayName() + "”?",
                        List.of("Whatever uses it is disconnected at once, takeovers too"),
                        "What was done with it stays in the records.",
                        "Revoke",
                        null),
                dialogs,
                () -> revokeNow(token)));
    }

    private void revokeNow(Listed token) {
        connections
                .session()
                .ifPresent(session -> background.call(
                        () -> session.client().identities().revoke(token.tokenId()),
                        revoked -> {
                            notifications.done("Revoked the token of " + token.displayName());
                            load();
                        },
                        failure -> notifications.failed(Problem.of("The token could not be revoked.", failure))));
    }
}
