package org.pilothouse.app.connection;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.pilothouse.client.ConnectionState;

/** The connection to the chosen gateway in one value, steady enough to be shown. Used on the UI thread alone. */
public final class ConnectionModel {
    private final Connections connections;
    private final ReadOnlyObjectWrapper<ConnectionStatus> status =
            new ReadOnlyObjectWrapper<>(new ConnectionStatus.Connecting());
    private final ReadOnlyBooleanWrapper online = new ReadOnlyBooleanWrapper();
    private Subscription sessionState = Subscription.EMPTY;
    private @Nullable String lostWhy;

    public ConnectionModel(Connections connections) {
        this.connections = connections;
        connections.link().subscribe(this::linked);
    }

    public ReadOnlyObjectProperty<ConnectionStatus> status() {
        return status.getReadOnlyProperty();
    }

    /** Whether the gateway answers, so that what needs it can be done. */
    public ReadOnlyBooleanProperty online() {
        return online.getReadOnlyProperty();
    }

    public void retryNow() {
        connections.retryNow();
    }

    private void linked(Link link) {
        sessionState.unsubscribe();
        sessionState = Subscription.EMPTY;
        lostWhy = null;
        switch (link) {
            case Link.None none -> show(new ConnectionStatus.Connecting());
            case Link.Starting starting -> show(new ConnectionStatus.Starting());
            case Link.Failed(var problem) -> show(new ConnectionStatus.Failed(problem));
            case Link.Open(GatewaySession session) ->
                sessionState = session.state().subscribe(this::sessionChanged);
        }
    }

    private void sessionChanged(ConnectionState state) {
        switch (state) {
            case ConnectionState.Idle idle -> show(new ConnectionStatus.Connecting());
            case ConnectionState.Connecting connecting ->
                // An attempt after a loss is still a loss to the operator; the banner must not blink.
                show(lostWhy == null ? new ConnectionStatus.Connecting() : new ConnectionStatus.Lost(lostWhy, null));
            case ConnectionState.Connected connected -> {
                lostWhy = null;
                show(new ConnectionStatus.Connected(connected.roundTrip()));
            }
            case ConnectionState.Waiting waiting -> {
                lostWhy = waiting.why();
                show(new ConnectionStatus.Lost(waiting.why(), waiting.retryAt()));
            }
            case ConnectionState.Refused refused -> show(new ConnectionStatus.Refused(refused.why()));
        }
    }

    private void show(ConnectionStatus next) {
        status.set(next);
        online.set(next instanceof ConnectionStatus.Connected);
    }
}
